import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '#shared/accounts/api.ts'
import { call } from '#client/lib/call.ts'
import { sessionQuery } from '#client/lib/session.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { PasswordRules } from './password-rules.tsx'

/** Changes the own password; the server judges how good it is. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
  const user = useQuery(sessionQuery).data?.user
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [checked, setChecked] = useState(false)
  const save = useMutation({
    mutationFn: () => call(changePassword, { body: { current, next } }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onDone()
    },
  })
  const errors = fieldErrors(save.error)
  const differs = checked && next !== again
  /** What was said of the text before is not true of the new one. */
  const typing =
    (set: (text: string) => void) =>
    (text: string): void => {
      set(text)
      save.reset()
    }
  const submit = (): void => {
    setChecked(true)
    if (current !== '' && next !== '' && next === again) save.mutate()
  }
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field
        label={<Trans>现在的密码</Trans>}
        error={errors['current'] ?? (checked && current === '' && <Trans>请填写这一项。</Trans>)}
      >
        <TextInput
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={typing(setCurrent)}
        />
      </Field>
      <Field
        label={<Trans>新密码</Trans>}
        error={errors['next'] ?? (checked && next === '' && <Trans>请填写这一项。</Trans>)}
      >
        <TextInput type="password" autoComplete="new-password" value={next} onChange={typing(setNext)} />
        <PasswordRules password={next} username={user?.username ?? ''} name={user?.name ?? ''} />
      </Field>
      <Field
        label={<Trans>再输一次新密码</Trans>}
        error={differs && <Trans>两次输入的不一样，请再输一次。</Trans>}
      >
        <TextInput type="password" autoComplete="new-password" value={again} onChange={setAgain} />
      </Field>
      {save.isError && Object.keys(errors).length === 0 && (
        <Banner tone="danger">{errorText(save.error)}</Banner>
      )}
      <Button type="submit" tone="primary" size="lg" wide busy={save.isPending}>
        <Trans>保存新密码</Trans>
      </Button>
    </form>
  )
}
