import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '#shared/accounts/api.ts'
import { call } from '#client/lib/call.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

/** Changes the own password; the server judges how good it is. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient()
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
        <TextInput type="password" autoComplete="current-password" value={current} onChange={setCurrent} />
      </Field>
      <Field
        label={<Trans>新密码</Trans>}
        help={<Trans>至少 10 个字符，大写字母、小写字母、数字、符号里有三种，不含自己的名字。</Trans>}
        error={errors['next'] ?? (checked && next === '' && <Trans>请填写这一项。</Trans>)}
      >
        <TextInput type="password" autoComplete="new-password" value={next} onChange={setNext} />
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
