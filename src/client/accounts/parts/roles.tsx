import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Account, AccountRole } from '#shared/accounts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { useAddRole, useEndRole } from '../queries.ts'
import { worksHere } from './account-filter.ts'
import { roleLabel } from './account-chips.tsx'
import { changeErrorText } from './change-error.ts'
import { emptyRole, RoleFields, roleFaults, roleInputOf } from './role-fields.tsx'

interface ReturnsProps {
  checked: boolean
  onChange: (returns: boolean) => void
  error: string | undefined
}

/** Asked of somebody who works here no more, who may have been mistaken for another. */
function Returns({ checked, onChange, error }: ReturnsProps) {
  return (
    <div className="mt-4">
      <Checkbox
        checked={checked}
        onChange={onChange}
        label={<Trans>他离开过，现在回来工作</Trans>}
        help={<Trans>原来的用户名和密码还能用；忘了密码，添上岗位以后再重设。</Trans>}
      />
      {error !== undefined && (
        <p role="alert" className="flex items-start gap-1.5 px-0.5 text-sm text-danger">
          <Icon name="warning" size={18} className="mt-px shrink-0" />
          {error}
        </p>
      )}
    </div>
  )
}

function AddRole({ account }: { account: Account }) {
  const { t } = useLingui()
  const { school } = useSession()
  const [open, setOpen] = useState(false)
  const [id, setId] = useState(newId)
  const [role, setRole] = useState(() => emptyRole(school.today))
  const [returns, setReturns] = useState(false)
  const [checked, setChecked] = useState(false)
  const hasLeft = !worksHere(account, school.today)
  const add = useAddRole(account.id)
  const faults = {
    ...roleFaults(role),
    ...(hasLeft && !returns && { returns: t`他已经离开学校了。是回来工作的，请打勾。` }),
  }
  const { name } = account
  const close = (): void => {
    setOpen(false)
    setRole(emptyRole(school.today))
    setReturns(false)
    setChecked(false)
    setId(newId())
    add.reset()
  }
  const submit = (): void => {
    setChecked(true)
    const input = roleInputOf(role, id)
    if (input !== undefined && Object.keys(faults).length === 0)
      add.mutate({ ...input, returns }, { onSuccess: close })
  }
  const errors: Record<string, string | undefined> = { ...fieldErrors(add.error), ...(checked ? faults : {}) }
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        <Trans>添一个岗位</Trans>
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => (next ? setOpen(true) : close())}
        title={<Trans>给{name}添一个岗位</Trans>}
        actions={
          <Button tone="primary" busy={add.isPending} onClick={submit}>
            <Trans>添上</Trans>
          </Button>
        }
      >
        <RoleFields value={role} onChange={setRole} errors={errors} />
        {hasLeft && <Returns checked={returns} onChange={setReturns} error={errors['returns']} />}
        {add.isError && (
          <div className="mt-4">
            <Banner tone="danger">{errorText(add.error)}</Banner>
          </div>
        )}
      </Dialog>
    </>
  )
}

function EndRole({ account, role }: { account: Account; role: AccountRole }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const end = useEndRole(account.id)
  const label = roleLabel(role)
  const submit = (): void => {
    setChecked(true)
    if (reason.trim() !== '') end.mutate({ roleId: role.id, reason }, { onSuccess: () => setOpen(false) })
  }
  return (
    <>
      <Button tone="plain" aria-label={t`结束岗位：${label}`} onClick={() => setOpen(true)}>
        <Trans>结束</Trans>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={<Trans>结束“{label}”？</Trans>}
        description={<Trans>从现在起不再有这个岗位的权限；写过的记录都还在。</Trans>}
        actions={
          <Button tone="danger" busy={end.isPending} onClick={submit}>
            <Trans>结束岗位</Trans>
          </Button>
        }
      >
        <Field
          label={<Trans>原因</Trans>}
          help={<Trans>例如：换班、调走、产假。会留在记录里。</Trans>}
          error={checked && reason.trim() === '' && <Trans>请写一句原因。</Trans>}
          required
        >
          <TextInput value={reason} onChange={setReason} maxLength={200} />
        </Field>
        {end.isError && (
          <div className="mt-4">
            <Banner tone="danger">{changeErrorText(end.error)}</Banner>
          </div>
        )}
      </Dialog>
    </>
  )
}

interface RolesProps {
  account: Account
  mayChange: boolean
  isOwn: boolean
}

/** What a person does here, now, later and before. */
export function Roles({ account, mayChange, isOwn }: RolesProps) {
  const { today } = useSession().school
  const isOver = ({ to }: AccountRole): boolean => to !== null && to < today
  const held = account.roles.filter((role) => !isOver(role))
  const over = account.roles.filter(isOver)
  return (
    <Section title={<Trans>岗位</Trans>}>
      {held.length === 0 && (
        <p className="mb-2.5">
          <Trans>现在没有岗位，登录后什么也看不到。</Trans>
        </p>
      )}
      <ul className="space-y-2.5">
        {held.map((role) => (
          <Card as="li" key={role.id} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="font-semibold">{roleLabel(role)}</p>
              <p className="text-sm text-soft">{formatDateRange(role.from, role.to)}</p>
            </div>
            {role.from > today && (
              <Chip tone="plain">
                <Trans>还没开始</Trans>
              </Chip>
            )}
            {mayChange && !isOwn && <EndRole account={account} role={role} />}
          </Card>
        ))}
        {over.map((role) => (
          <li key={role.id} className={cx('text-sm text-soft', held.length > 0 && 'px-3.5')}>
            {roleLabel(role)} · {formatDateRange(role.from, role.to)}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="mt-3">
          <AddRole account={account} />
        </div>
      )}
    </Section>
  )
}
