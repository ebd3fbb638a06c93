import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Member } from '#shared/children/schema.ts'
import { fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinCodes, kinText } from '#client/lib/kin-words.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddMember, useChangeMember } from '../queries.ts'
import { PhoneField } from './phone-field.tsx'
import { orNull, SaveDialog } from './save-dialog.tsx'

interface MemberDialogProps {
  childId: string
  /** Null: a new one. */
  member: Member | null
  onClose: () => void
}

interface Form {
  relation: string
  name: string
  state: Member['state']
  incapable: boolean
  phone: string
  bestTime: string
  workUnit: string
}

const start = (member: Member | null): Form => ({
  relation: member?.relation ?? '',
  name: member?.name ?? '',
  state: member?.state ?? 'present',
  incapable: member?.incapable ?? false,
  phone: '',
  bestTime: member?.bestTime ?? '',
  workUnit: member?.workUnit ?? '',
})

/** What is typed about one of the family, and how it is sent. */
function useMemberForm({ childId, member, onClose }: MemberDialogProps) {
  const [id] = useState(() => newId())
  const [form, setForm] = useState(() => start(member))
  const [checked, setChecked] = useState(false)
  const add = useAddMember()
  const change = useChangeMember()
  const save = (): void => {
    setChecked(true)
    if (form.relation === '') return
    const { relation, state, incapable } = form
    const body = {
      relation,
      state,
      incapable,
      name: orNull(form.name),
      bestTime: orNull(form.bestTime),
      workUnit: orNull(form.workUnit),
      ...(form.phone.trim() !== '' && { phone: form.phone.trim() }),
    }
    if (member === null)
      return add.mutate({ params: { id: childId }, body: { id, ...body } }, { onSuccess: onClose })
    const params = { id: childId, recordId: member.id }
    return change.mutate({ params, body: { version: member.version, ...body } }, { onSuccess: onClose })
  }
  const set = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }))
  return { form, set, save, checked, sent: member === null ? add : change }
}

interface PartProps {
  form: Form
  set: (part: Partial<Form>) => void
  errors: Readonly<Record<string, string>>
  masked: string | null
}

/** Questions that make sense only about somebody alive. */
function LivingFields({ form, set, errors, masked }: PartProps) {
  return (
    <>
      <Checkbox
        checked={form.incapable}
        onChange={(incapable) => set({ incapable })}
        label={<Trans>没有能力照顾孩子</Trans>}
        help={<Trans>比如重病、重度残疾。会影响算不算在名单上。</Trans>}
      />
      <PhoneField
        value={form.phone}
        onChange={(phone) => set({ phone })}
        masked={masked}
        error={errors['phone']}
      />
      <Field
        label={<Trans>什么时候方便</Trans>}
        help={<Trans>比如“晚上 8 点后”。</Trans>}
        error={errors['bestTime']}
      >
        <TextInput value={form.bestTime} onChange={(bestTime) => set({ bestTime })} maxLength={60} />
      </Field>
      <Field label={<Trans>在哪里做事</Trans>} error={errors['workUnit']}>
        <TextInput value={form.workUnit} onChange={(workUnit) => set({ workUnit })} maxLength={200} />
      </Field>
    </>
  )
}

/** One of the family; the state decides whether a call makes sense at all. */
export function MemberDialog(props: MemberDialogProps) {
  const { t } = useLingui()
  const { member, onClose } = props
  const { form, set, save, checked, sent } = useMemberForm(props)
  const errors = fieldErrors(sent.error)
  const own = member !== null && !kinCodes.includes(member.relation) ? [member.relation] : []
  return (
    <SaveDialog
      title={member === null ? <Trans>添一位家里人</Trans> : kinText(member.relation)}
      change={sent}
      onSave={save}
      onClose={onClose}
    >
      <Field
        label={<Trans>是孩子的</Trans>}
        required
        error={errors['relation'] ?? (checked && form.relation === '' && <Trans>请选一项。</Trans>)}
      >
        <Select
          value={form.relation}
          onChange={(relation) => set({ relation })}
          placeholder={t`请选择`}
          options={[...own, ...kinCodes].map((value) => ({ value, label: kinText(value) }))}
        />
      </Field>
      <Field label={<Trans>姓名</Trans>} error={errors['name']}>
        <TextInput value={form.name} onChange={(name) => set({ name })} maxLength={60} autoComplete="off" />
      </Field>
      <Field label={<Trans>情况</Trans>} group error={errors['state']}>
        <Choice
          value={form.state}
          onChange={(state) => set({ state })}
          options={[
            { value: 'present', label: t`健在` },
            { value: 'dead', label: t`已故` },
            { value: 'unknown', label: t`情况不明` },
          ]}
        />
      </Field>
      {form.state === 'present' && (
        <LivingFields form={form} set={set} errors={errors} masked={member?.phoneMasked ?? null} />
      )}
    </SaveDialog>
  )
}
