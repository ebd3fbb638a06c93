import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { exchange } from '#client/lib/call.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { BackupCodes, NotKept } from './backup-codes.tsx'

/** What better-auth answers when a second factor is begun. */
interface Begun {
  totpURI: string
  backupCodes: string[]
}

const enable = { method: 'POST', path: '/api/auth/two-factor/enable' } as const
const verify = { method: 'POST', path: '/api/auth/two-factor/verify-totp' } as const

/** What is wrong with what was typed is said of it; whatever else went wrong in its own words. */
const isWrong = (error: unknown): boolean => error instanceof ApiError && error.code === 'sign-in-failed'

/** `known` is the password typed a moment ago, in set-up: it is not asked for twice. */
function Begin({ known, onBegun }: { known: string | undefined; onBegun: (begun: Begun) => void }) {
  const [typed, setTyped] = useState('')
  const password = known ?? typed
  const { t } = useLingui()
  const begin = useMutation({
    mutationFn: async () => (await exchange(enable, { body: { password } })) as Begun,
    onSuccess: onBegun,
  })
  const error = begin.isError && (isWrong(begin.error) ? t`密码不对，请再试一次。` : errorText(begin.error))
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      <p>
        <Trans>
          请先在手机上装好一个验证器（应用商店里搜“验证器”或 Authenticator，免费的都可以）。它每 30
          秒显示一个新的 6 位数字，没有网络也能用。
        </Trans>
      </p>
      {known === undefined ? (
        <Field label={<Trans>您的密码</Trans>} error={error}>
          <TextInput
            type="password"
            autoComplete="current-password"
            maxLength={128}
            value={typed}
            onChange={(text) => {
              setTyped(text)
              begin.reset()
            }}
          />
        </Field>
      ) : (
        begin.isError && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )
      )}
      <Button type="submit" tone="primary" size="lg" wide busy={begin.isPending} disabled={password === ''}>
        <Trans>装好了，开始设置</Trans>
      </Button>
    </form>
  )
}

function Secret({ uri }: { uri: string }) {
  const { t } = useLingui()
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <Card>
      <p className="font-semibold">
        <Trans>1. 用手机的验证器扫这个图</Trans>
      </p>
      <div className="mt-3 flex flex-col gap-4 sm:flex-row sm:items-center">
        <QrCode text={uri} label={t`验证器要扫的码`} />
        <div className="min-w-0">
          <p className="text-soft">
            <Trans>扫不了就在验证器里选“输入密钥”，帐号写“守望”，密钥是：</Trans>
          </p>
          <p className="mt-1 font-mono text-lg font-semibold tracking-wide break-words select-all">
            {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
          </p>
          <a
            href={uri}
            className="mt-2 inline-flex min-h-11 items-center font-semibold text-sea underline underline-offset-4 md:hidden"
          >
            <Trans>验证器就在这台手机上：直接打开</Trans>
          </a>
        </div>
      </div>
    </Card>
  )
}

interface SecondFactorFormProps {
  onDone: () => void
  password?: string
}

/** Sets up the second factor: key into the authenticator, backup codes on paper, one code to prove it. */
export function SecondFactorForm({ onDone, password }: SecondFactorFormProps) {
  const queries = useQueryClient()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [kept, setKept] = useState(false)
  const [checked, setChecked] = useState(false)
  const [code, setCode] = useState('')
  const digits = code.replaceAll(/\D/g, '')
  const confirm = useMutation({
    mutationFn: () => exchange(verify, { body: { code: digits } }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onDone()
    },
  })
  if (begun === null) return <Begin known={password} onBegun={setBegun} />
  const codeError =
    checked && digits.length !== 6 ? (
      <Trans>请输入 6 位数字。</Trans>
    ) : (
      confirm.isError &&
      (isWrong(confirm.error) ? (
        <Trans>验证码不对或已过期，请输入现在显示的数字。</Trans>
      ) : (
        errorText(confirm.error)
      ))
    )
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (kept && digits.length === 6) confirm.mutate()
      }}
    >
      <Secret uri={begun.totpURI} />
      <BackupCodes
        title={<Trans>2. 留好备用码：手机丢了，用它们才能登录</Trans>}
        codes={begun.backupCodes}
        kept={kept}
        onKept={setKept}
      />
      <Field label={<Trans>3. 验证器现在显示的 6 位数字</Trans>} error={codeError}>
        <TextInput
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={(text) => {
            setCode(text)
            confirm.reset()
          }}
        />
      </Field>
      {checked && !kept && <NotKept />}
      <Button type="submit" tone="primary" size="lg" wide busy={confirm.isPending}>
        <Trans>确认</Trans>
      </Button>
    </form>
  )
}
