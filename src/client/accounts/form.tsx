import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usernamePattern } from '#shared/accounts/rules.ts'
import type { FirstPassword } from '#shared/accounts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { FirstPasswords } from './parts/first-passwords.tsx'
import { emptyRole, RoleFields, roleFaults, roleInputOf } from './parts/role-fields.tsx'
import { useCreateAccount } from './queries.ts'

function Created({ password, onAnother }: { password: FirstPassword; onAnother: () => void }) {
  return (
    <Page>
      <PageHeader
        title={<Trans>帐号开好了</Trans>}
        back={{ link: { to: '/accounts' }, label: <Trans>帐号</Trans> }}
      />
      <FirstPasswords passwords={[password]} />
      <div className="mt-5 flex flex-wrap gap-3">
        <Button icon="plus" onClick={onAnother}>
          <Trans>再开一个</Trans>
        </Button>
        <Link to="/accounts" className={buttonClass({ tone: 'primary' })}>
          <Trans>已经交给本人</Trans>
        </Link>
      </div>
    </Page>
  )
}

/** Refusals of one role come as `roles.0.classId`; of the whole set as `roles`. */
function roleErrors(server: Record<string, string>): Record<string, string> {
  const own = Object.entries(server).map(([path, words]) => [
    path.replace(/^roles(\.0\.)?/, '') || 'role',
    words,
  ])
  return Object.fromEntries(own) as Record<string, string>
}

function NewAccountForm({ onCreated }: { onCreated: (password: FirstPassword) => void }) {
  const { t } = useLingui()
  const { school } = useSession()
  const [ids] = useState(() => ({ account: newId(), role: newId() }))
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [role, setRole] = useState(() => emptyRole(school.today))
  const [checked, setChecked] = useState(false)
  const create = useCreateAccount()
  const faults: Record<string, string> = roleFaults(role)
  if (name.trim() === '') faults['name'] = fieldText({ code: 'required' })
  if (!usernamePattern.test(username.trim())) faults['username'] = t`2 到 40 个汉字、字母或数字，不用空格。`
  const server = fieldErrors(create.error)
  const errors = { ...roleErrors(server), ...server, ...(checked ? faults : {}) }
  const submit = (form: HTMLFormElement): void => {
    setChecked(true)
    const first = roleInputOf(role, ids.role)
    if (first === undefined || Object.keys(faults).length > 0) return focusFirstFault(form)
    const body = { id: ids.account, name, username: username.trim(), roles: [first] }
    create.mutate(body, { onSuccess: onCreated, onError: () => focusFirstFault(form) })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <div className="space-y-4">
        <Field label={<Trans>姓名</Trans>} error={errors['name']} required>
          <TextInput value={name} onChange={setName} maxLength={40} autoComplete="off" />
        </Field>
        <Field
          label={<Trans>用户名</Trans>}
          help={<Trans>登录时用，好记就行：姓名拼音、工号都可以。</Trans>}
          error={errors['username']}
          required
        >
          <TextInput
            value={username}
            onChange={setUsername}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      </div>
      <Section title={<Trans>做什么</Trans>}>
        <RoleFields value={role} onChange={setRole} errors={errors} />
        <p className="mt-3 text-sm text-soft">
          <Trans>一个人可以有几个岗位：先开帐号，再在他的页面里添。</Trans>
        </p>
      </Section>
      <ActionBar fault={create.isError ? errorText(create.error) : undefined}>
        <Button type="submit" tone="primary" size="lg" busy={create.isPending}>
          <Trans>开帐号</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** One account at a time; a whole staff is loaded from a table. */
export function NewAccountPage() {
  const [created, setCreated] = useState<FirstPassword | null>(null)
  if (created !== null) return <Created password={created} onAnother={() => setCreated(null)} />
  return (
    <Page>
      <PageHeader
        title={<Trans>新帐号</Trans>}
        back={{ link: { to: '/accounts' }, label: <Trans>帐号</Trans> }}
      />
      <NewAccountForm onCreated={setCreated} />
    </Page>
  )
}
