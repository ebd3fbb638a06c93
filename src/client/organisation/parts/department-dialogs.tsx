import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Department } from '#shared/departments/schema.ts'
import { departmentText } from '#client/lib/departments.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { staffQuery } from '#client/lib/staff.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choices } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { useCreateDepartment, useRenameDepartment, useSetMembers } from './department-queries.ts'

interface NameDialogProps {
  title: string
  /** Which one, as the reader knows it: the field holds what is stored. */
  description?: string
  first: string
  save: { isPending: boolean; isError: boolean; error: Error | null }
  onSave: (name: string) => void
  onClose: () => void
}

function NameDialog({ title, description, first, save, onSave, onClose }: NameDialogProps) {
  const [name, setName] = useState(first)
  const [checked, setChecked] = useState(false)
  const wanted = name.trim()
  const errors = fieldErrors(save.error)
  const missing = checked && wanted === '' && fieldText({ code: 'required' })
  const submit = (): void => {
    setChecked(true)
    if (wanted !== '') onSave(wanted)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      {...(description !== undefined && { description })}
      actions={
        <Button tone="primary" size="lg" busy={save.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <Field label={<Trans>部门名称</Trans>} error={errors['name'] ?? missing}>
        <TextInput value={name} onChange={setName} maxLength={40} />
      </Field>
      {save.isError && errors['name'] === undefined && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(save.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}

export function AddDepartment({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const [id] = useState(() => newId())
  const create = useCreateDepartment()
  return (
    <NameDialog
      title={t`加一个部门`}
      first=""
      save={create}
      onSave={(name) => create.mutate({ id, name }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

export function RenameDepartment({ department, onClose }: { department: Department; onClose: () => void }) {
  const { t } = useLingui()
  const rename = useRenameDepartment(department)
  return (
    <NameDialog
      title={t`给部门改名`}
      description={departmentText(department.name)}
      first={department.name}
      save={rename}
      onSave={(name) => rename.mutate(name, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

/** Who belongs to it from today on, and who of them leads. */
export function DepartmentPeople({ department, onClose }: { department: Department; onClose: () => void }) {
  const { t } = useLingui()
  const staff = useQuery(staffQuery)
  const save = useSetMembers(department)
  const [memberIds, setMemberIds] = useState(() => department.members.map(({ userId }) => userId))
  const [headId, setHeadId] = useState(() => department.members.find(({ isHead }) => isHead)?.userId ?? '')
  const head = memberIds.includes(headId) ? headId : ''
  const people = staff.data?.owners ?? []
  const submit = (): void =>
    save.mutate({ memberIds, headId: head === '' ? null : head }, { onSuccess: onClose })
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={departmentText(department.name)}
      description={<Trans>从今天起算；以前是谁，记录里还看得到。</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={save.isPending} onClick={submit}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      {staff.isError ? (
        <QueryError error={staff.error} onRetry={() => void staff.refetch()} busy={staff.isFetching} />
      ) : staff.data === undefined ? (
        <Skeleton rows={3} />
      ) : (
        <div className="space-y-4">
          <Field label={<Trans>成员</Trans>} group>
            <Choices
              value={memberIds}
              onChange={setMemberIds}
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field label={<Trans>部门负责人</Trans>} help={<Trans>从成员里选一位，能看到本部门的进度。</Trans>}>
            <Select
              value={head === '' ? 'none' : head}
              onChange={(value) => setHeadId(value === 'none' ? '' : value)}
              options={[
                { value: 'none', label: t`还没有定` },
                ...people
                  .filter(({ id }) => memberIds.includes(id))
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
          {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
        </div>
      )}
    </Dialog>
  )
}
