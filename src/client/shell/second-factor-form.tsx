import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { exchange } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

/** What better-auth answers when a second factor is begun. */
interface Begun {
  totpURI: string
  backupCodes: string[]
}

const enable = { method: 'POST', path: '/api/auth/two-factor/enable' } as const
const verify = { method: 'POST', path: '/api/auth/two-factor/verify-totp' } as const

function AskPassword({ onBegun }: { onBegun: (begun: Begun) => void }) {
  const [password, setPassword] = useState('')
  const begin = useMutation({
    mutationFn: async () => (await exchange(enable, { body: { password } })) as Begun,
    onSuccess: onBegun,
  })
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      <Field label={<Trans>您的密码</Trans>} error={begin.isError && errorText(begin.error)}>
        <TextInput type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      </Field>
      <Button type="submit" tone="primary" size="lg" wide busy={begin.isPending} disabled={password === ''}>
        <Trans>开始设置</Trans>
      </Button>
    </form>
  )
}

function Secret({ uri }: { uri: string }) {
  const { t } = useLingui()
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <Card>
      <p>
        <Trans>用手机上的验证器扫这个码：</Trans>
      </p>
      <div className="my-2 flex justify-center">
        <QrCode text={uri} label={t`验证器要扫的码`} />
      </div>
      <p>
        <Trans>扫不了，就在验证器里选“输入密钥”，帐户写“守望”，密钥是：</Trans>
      </p>
      <p className="mt-1 font-mono font-semibold break-all select-all">
        {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
      </p>
      <a
        href={uri}
        className="mt-1 inline-flex min-h-11 items-center font-semibold text-sea underline underline-offset-4"
      >
        <Trans>验证器就在这台手机上：直接打开</Trans>
      </a>
    </Card>
  )
}

/** Sets up the second factor: key into the authenticator, backup codes on paper, one code to prove it. */
export function SecondFactorForm({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => exchange(verify, { body: { code: code.replaceAll(/\D/g, '') } }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onDone()
    },
  })
  if (begun === null) return <AskPassword onBegun={setBegun} />
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate()
      }}
    >
      <Secret uri={begun.totpURI} />
      <Card tone="amber">
        <p className="font-semibold">
          <Trans>手机丢了时用的备用码，请抄在纸上：</Trans>
        </p>
        <ul className="mt-1 grid grid-cols-2 gap-x-4 font-mono">
          {begun.backupCodes.map((backup) => (
            <li key={backup}>{backup}</li>
          ))}
        </ul>
      </Card>
      <Field
        label={<Trans>验证器现在显示的 6 位数字</Trans>}
        error={confirm.isError && <Trans>验证码不对或已过期，请输入现在显示的数字。</Trans>}
      >
        <TextInput
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={setCode}
        />
      </Field>
      <Button
        type="submit"
        tone="primary"
        size="lg"
        wide
        busy={confirm.isPending}
        disabled={code.trim() === ''}
      >
        <Trans>确认</Trans>
      </Button>
    </form>
  )
}
