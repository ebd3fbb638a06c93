import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Account } from '#shared/accounts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useResetSecondFactor } from '../queries.ts'
import { rolesOn } from './account-filter.ts'

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

function Proof({ account, onDone }: { account: Account; onDone: () => void }) {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const reset = useResetSecondFactor(account.id)
  const { school } = useSession()
  const { name } = account
  const errors = fieldErrors(reset.error)
  const typed = (set: (text: string) => void) => (text: string) => {
    set(text)
    reset.reset()
  }
  const send = (): void => {
    setChecked(true)
    if (password === '' || digitsOf(code).length !== 6) return
    reset.mutate(
      { password, code: digitsOf(code) },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`${name}的动态验证码已取消` })
          onDone()
        },
      },
    )
  }
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <p>
        <Trans>请先当面或打电话确认是{name}本人。原来的验证码和备用码马上作废，已经登录的设备会退出。</Trans>
      </p>
      <p>
        {rolesOn(account, school.today).some(({ role }) => role === 'administrator') ? (
          <Trans>他下次用密码登录时，要重新设置。</Trans>
        ) : (
          <Trans>他以后用密码就能登录。</Trans>
        )}
      </p>
      <Field
        label={<Trans>您自己的密码</Trans>}
        error={errors['password'] ?? (checked && password === '' && <Trans>请填写这一项。</Trans>)}
      >
        <TextInput
          type="password"
          autoComplete="current-password"
          maxLength={128}
          value={password}
          onChange={typed(setPassword)}
        />
      </Field>
      <Field
        label={<Trans>您的验证器现在显示的 6 位数字</Trans>}
        error={errors['code'] ?? (checked && digitsOf(code).length !== 6 && <Trans>请输入 6 位数字。</Trans>)}
      >
        <TextInput
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={typed(setCode)}
        />
      </Field>
      {reset.isError && Object.keys(errors).length === 0 && (
        <Banner tone="danger">{errorText(reset.error)}</Banner>
      )}
      <Button type="submit" tone="danger" size="lg" wide busy={reset.isPending}>
        <Trans>取消他的动态验证码</Trans>
      </Button>
    </form>
  )
}

/** For a colleague whose phone and backup codes are gone; nobody does it for himself. */
export function ResetSecondFactor({ account }: { account: Account }) {
  const [open, setOpen] = useState(false)
  const { name } = account
  return (
    <>
      <Button icon="phone" onClick={() => setOpen(true)}>
        <Trans>手机丢了：取消动态验证码</Trans>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={<Trans>取消{name}的动态验证码？</Trans>}>
        <Proof account={account} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
