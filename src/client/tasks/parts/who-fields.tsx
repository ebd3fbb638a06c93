import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { Task } from '#shared/tasks/schema.ts'
import { departmentsQuery, departmentText } from '#client/lib/departments.ts'
import { allRoles, roleText } from '#client/lib/role-text.ts'
import { staffQuery } from '#client/lib/staff.ts'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'

function OwnerSelect({
  value,
  task,
  onChange,
}: {
  value: string
  task: Task | null
  onChange: (owner: string) => void
}) {
  const { t } = useLingui()
  const owners = useQuery(staffQuery).data?.owners ?? []
  const gone = task !== null && task.ownerId !== null && !owners.some(({ id }) => id === task.ownerId)
  return (
    <Select
      value={value}
      onChange={onChange}
      options={[
        { value: 'school', label: t`全校` },
        ...allRoles
          .filter((role) => role !== 'volunteer')
          .map((role) => ({ value: role, label: roleText(role) })),
        ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ...(gone ? [{ value: task.ownerId ?? '', label: task.ownerName ?? '' }] : []),
      ]}
    />
  )
}

function DepartmentChoices({
  value,
  task,
  onChange,
}: {
  value: readonly string[]
  task: Task | null
  onChange: (ids: string[]) => void
}) {
  const known = useQuery(departmentsQuery).data?.departments ?? []
  // One closed since stays until it is taken out here.
  const gone = (task?.departments ?? []).filter(({ id }) => !known.some((one) => one.id === id))
  const options = [...known, ...gone].map(({ id, name }) => ({ value: id, label: departmentText(name) }))
  if (options.length === 0) return null
  return (
    <Field
      label={<Trans>哪个部门做（可以不选）</Trans>}
      help={<Trans>选几个，就是几个部门一起做；成员都可以记做完。</Trans>}
      group
    >
      <Choices value={value} onChange={onChange} options={options} />
    </Field>
  )
}

interface Who {
  owner: string
  departmentIds: string[]
}

interface WhoFieldsProps {
  values: Who
  task: Task | null
  errors: Record<string, string>
  onChange: (part: Partial<Who>) => void
}

/** Who sees to it: a person or a role, and the departments that do it together. */
export function WhoFields({ values, task, errors, onChange }: WhoFieldsProps) {
  return (
    <>
      <Field label={<Trans>谁负责</Trans>} error={errors['ownerId'] ?? errors['ownerRole']}>
        <OwnerSelect value={values.owner} task={task} onChange={(owner) => onChange({ owner })} />
      </Field>
      <DepartmentChoices
        value={values.departmentIds}
        task={task}
        onChange={(departmentIds) => onChange({ departmentIds })}
      />
    </>
  )
}
