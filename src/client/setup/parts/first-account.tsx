import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { setUp } from '#shared/accounts/api.ts'
import { passwordFault, usernamePattern } from '#shared/accounts/rules.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { call, exchange } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { PasswordRules } from '#client/shell/password-rules.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

const signIn = { method: 'POST', path: '/api/auth/sign-in/username' } as const

const empty = { schoolName: '', dataOfficer: '', name: '', username: '', password: '' }
type Values = typeof empty

/** What is wrong before anything is sent, by field. */
function faultsOf(values: Values): Partial<Record<keyof Values, string>> {
  const faults: Partial<Record<keyof Values, string>> = {}
  for (const field of ['schoolName', 'dataOfficer', 'name', 'username', 'password'] as const)
    if (values[field].trim() === '') faults[field] = fieldText({ code: 'required' })
  if (faults.password === undefined) {
    const fault = passwordFault(values.password, values)
    if (fault !== undefined) faults.password = fieldText({ code: 'weak-password', params: { fault } })
  }
  return faults
}

interface PartProps {
  values: Values
  errors: Record<string, string>
  change: (part: Partial<Values>) => void
}

function SchoolPart({ values, errors, change }: PartProps) {
  return (
    <Section title={<Trans>学校</Trans>}>
      <div className="space-y-4">
        <Field label={<Trans>学校名称</Trans>} error={errors['schoolName']} required>
          <TextInput
            value={values.schoolName}
            onChange={(schoolName) => change({ schoolName })}
            autoComplete="organization"
            maxLength={80}
          />
        </Field>
        <Field
          label={<Trans>谁对孩子的信息负责</Trans>}
          help={<Trans>写一个人的姓名，多半是分管的副校长。家长问起孩子的信息时，由这位老师答复。</Trans>}
          error={errors['dataOfficer']}
          required
        >
          <TextInput
            value={values.dataOfficer}
            onChange={(dataOfficer) => change({ dataOfficer })}
            maxLength={40}
          />
        </Field>
      </div>
    </Section>
  )
}

function PersonPart({ values, errors, change }: PartProps) {
  const [shown, setShown] = useState(false)
  return (
    <Section title={<Trans>您自己（管理员）</Trans>}>
      <div className="space-y-4">
        <Field label={<Trans>姓名</Trans>} error={errors['name']} required>
          <TextInput
            value={values.name}
            onChange={(name) => change({ name })}
            autoComplete="name"
            maxLength={40}
          />
        </Field>
        <Field
          label={<Trans>用户名</Trans>}
          help={<Trans>登录时用：2 到 40 个汉字、字母或数字，不用空格。</Trans>}
          error={errors['username']}
          required
        >
          <TextInput
            value={values.username}
            onChange={(username) => change({ username })}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
          />
        </Field>
        <div>
          <Field label={<Trans>密码</Trans>} error={errors['password']} required>
            <TextInput
              type={shown ? 'text' : 'password'}
              value={values.password}
              onChange={(password) => change({ password })}
              autoComplete="new-password"
              maxLength={128}
            />
          </Field>
          <PasswordRules password={values.password} username={values.username} name={values.name} />
          <Checkbox checked={shown} onChange={setShown} label={<Trans>显示密码</Trans>} />
        </div>
      </div>
    </Section>
  )
}

interface FirstAccountProps {
  token: string
  /** Called with the password once the new administrator is signed in. */
  onSignedIn: (password: string) => void
}

/** Names the school and its first administrator, and signs in. */
export function FirstAccount({ token, onSignedIn }: FirstAccountProps) {
  const { t } = useLingui()
  const [values, setValues] = useState(empty)
  const [checked, setChecked] = useState(false)
  // Made once, so that sending twice makes one school.
  const [ids] = useState(() => ({ schoolId: newId(), accountId: newId() }))
  const change = (part: Partial<Values>): void => setValues((old) => ({ ...old, ...part }))
  const username = values.username.trim().toLowerCase()
  const save = useMutation({
    mutationFn: async () => {
      await call(setUp, { body: { ...ids, ...values, username, token } }).catch((error: unknown) => {
        // The first answer was lost on the way: the school is there, signing in tells whether it is ours.
        if (!(error instanceof ApiError && error.code === 'setup-done')) throw error
      })
      await exchange(signIn, { body: { username, password: values.password } })
    },
    onSuccess: () => onSignedIn(values.password),
  })
  const faults = faultsOf(values)
  if (faults.username === undefined && !usernamePattern.test(username))
    faults.username = t`只能用汉字、字母、数字、点、横线，2 到 40 个，不用空格。`
  const errors: Record<string, string> = { ...fieldErrors(save.error), ...(checked ? faults : {}) }
  const submit = (form: HTMLFormElement): void => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(form)
    save.mutate(undefined, { onError: () => focusFirstFault(form) })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <SchoolPart values={values} errors={errors} change={change} />
      <PersonPart values={values} errors={errors} change={change} />
      <div className="mt-5 space-y-4">
        {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
        {checked && Object.keys(faults).length > 0 && (
          <p role="alert" className="text-danger">
            <Trans>有几处需要改一下，已在上面标出。</Trans>
          </p>
        )}
        <Button type="submit" tone="primary" size="lg" wide busy={save.isPending}>
          <Trans>建立学校，下一步</Trans>
        </Button>
      </div>
    </form>
  )
}
