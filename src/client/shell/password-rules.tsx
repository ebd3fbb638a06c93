import { useLingui } from '@lingui/react/macro'
import { passwordFaults, type PasswordFault } from '#shared/accounts/rules.ts'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'

/** The rules of a good password, ticked as they are met. */
export function PasswordRules({
  password,
  username,
  name,
}: {
  password: string
  username: string
  name: string
}) {
  const { t } = useLingui()
  const faults = passwordFaults(password, { username, name })
  const rules: { fault: PasswordFault; text: string }[] = [
    { fault: 'too-short', text: t`至少 10 个字符` },
    { fault: 'too-few-kinds', text: t`大写字母、小写字母、数字、符号里有三种` },
    { fault: 'well-known', text: t`不是 Password1、abcdef 这样人人会猜的` },
    { fault: 'contains-name', text: t`不含自己的名字和用户名` },
  ]
  return (
    <ul className="mt-2 space-y-1 px-0.5 text-sm" aria-label={t`密码要求`}>
      {rules.map(({ fault, text }) => {
        const met = password !== '' && !faults.includes(fault)
        return (
          <li key={fault} className={cx('flex items-start gap-1.5', met ? 'text-leaf' : 'text-soft')}>
            {met ? (
              <Icon name="check" size={18} className="mt-px shrink-0" label={t`已满足`} />
            ) : (
              <span className="mx-[5px] mt-2 size-2 shrink-0 rounded-full border border-edge" />
            )}
            <span>{text}</span>
          </li>
        )
      })}
    </ul>
  )
}
