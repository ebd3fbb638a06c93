import { useLingui } from '@lingui/react/macro'
import type { Account } from '#shared/accounts/schema.ts'
import { formatInstant } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'
import { Chip } from '#client/ui/chip.tsx'
import { rolesOn } from '../queries.ts'

/** 班主任 · 三(2)班 */
export function roleLabel({ role, className }: Account['roles'][number]): string {
  return className === null ? roleText(role) : `${roleText(role)} · ${className}`
}

/** The roles of today. */
export function RoleChips({ account, today }: { account: Account; today: string }) {
  const { t } = useLingui()
  const roles = rolesOn(account, today)
  if (roles.length === 0) return <Chip tone="plain">{t`现在没有岗位`}</Chip>
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {roles.map((role) => (
        <Chip key={role.id}>{roleLabel(role)}</Chip>
      ))}
    </span>
  )
}

export const isLocked = ({ lockedUntil }: Account): boolean =>
  lockedUntil !== null && Date.parse(lockedUntil) > Date.now()

/** Whether the person can sign in now, and what is in the way. */
export function SignInChip({ account }: { account: Account }) {
  const { t } = useLingui()
  if (account.disabled) return <Chip tone="danger">{t`已停用`}</Chip>
  if (isLocked(account)) {
    const until = formatInstant(account.lockedUntil ?? '', 'time')
    return <Chip tone="due">{t`锁到 ${until}`}</Chip>
  }
  if (account.mustChangePassword) return <Chip tone="plain">{t`还没换初始密码`}</Chip>
  return <Chip tone="done">{t`可以登录`}</Chip>
}
