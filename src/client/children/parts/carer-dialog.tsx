import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { carerKindOf } from '#shared/children/rules/relations.ts'
import type { Carer, Member } from '#shared/children/schema.ts'
import { fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinCodes, kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddCarer, useChangeCarer } from '../queries.ts'
import { PhoneField } from './phone-field.tsx'
import { orNull, SaveDialog } from './save-dialog.tsx'
import { legalBasisText, type LegalBasis } from './words.ts'

interface CarerDialogProps {
  childId: string
  members: readonly Member[]
  /** Null: somebody new from a day on. */
  carer: Carer | null
  onClose: () => void
}

interface Form {
  relation: string
  name: string
  from: string
  phone: string
  occupation: string
  health: string
  legalBasis: LegalBasis
  reason: string
}

const bases: readonly LegalBasis[] = ['helper', 'entrusted', 'legalGuardian', 'parent']
const isNobody = (relation: string): boolean => relation === 'nobody' || relation === 'uncertain'

const start = (carer: Carer | null, today: string): Form => ({
  relation: carer?.relation ?? '',
  name: carer?.name ?? '',
  from: today,
  phone: '',
  occupation: carer?.occupation ?? '',
  health: carer?.health ?? '',
  legalBasis: carer?.legalBasis ?? 'helper',
  reason: carer?.reason ?? '',
})

/** What is typed about a carer, and how it is sent: a new one from a day on, or a correction. */
function useCarerForm({ childId, members, carer, onClose }: CarerDialogProps) {
  const { today } = useSession().school
  const [id] = useState(() => newId())
  const [form, setForm] = useState(() => start(carer, today))
  const [checked, setChecked] = useState(false)
  const add = useAddCarer()
  const change = useChangeCarer()
  const save = (): void => {
    setChecked(true)
    if (form.relation === '') return
    const { relation, legalBasis, from } = form
    const body = {
      relation,
      legalBasis,
      name: orNull(form.name),
      occupation: orNull(form.occupation),
      health: orNull(form.health),
      reason: orNull(form.reason),
      ...(form.phone.trim() !== '' && { phone: form.phone.trim() }),
    }
    if (carer !== null) {
      const params = { id: childId, recordId: carer.id }
      return change.mutate({ params, body: { version: carer.version, ...body } }, { onSuccess: onClose })
    }
    const memberId = members.find((one) => one.relation === relation && one.state !== 'dead')?.id ?? null
    return add.mutate(
      { params: { id: childId }, body: { id, kind: carerKindOf(relation), memberId, from, ...body } },
      { onSuccess: onClose },
    )
  }
  const set = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }))
  return { form, set, save, checked, today, sent: carer === null ? add : change }
}

interface PartProps {
  form: Form
  set: (part: Partial<Form>) => void
  errors: Readonly<Record<string, string>>
  masked: string | null
}

/** Questions about a person, left out when there is none. */
function PersonFields({ form, set, errors, masked }: PartProps) {
  return (
    <>
      <Field label={<Trans>姓名</Trans>} error={errors['name']}>
        <TextInput value={form.name} onChange={(name) => set({ name })} maxLength={60} autoComplete="off" />
      </Field>
      <PhoneField
        value={form.phone}
        onChange={(phone) => set({ phone })}
        masked={masked}
        error={errors['phone']}
      />
      <Field label={<Trans>凭什么照顾</Trans>} error={errors['legalBasis']}>
        <Select
          value={form.legalBasis}
          onChange={(legalBasis) => set({ legalBasis })}
          options={bases.map((value) => ({ value, label: legalBasisText(value) }))}
        />
      </Field>
      <Field label={<Trans>身体怎么样</Trans>} error={errors['health']}>
        <TextInput value={form.health} onChange={(health) => set({ health })} maxLength={200} />
      </Field>
    </>
  )
}

/** Who cares for the child from a day on; the one before ends the day before, nothing is overwritten. */
export function CarerDialog(props: CarerDialogProps) {
  const { t } = useLingui()
  const { carer, onClose } = props
  const { form, set, save, checked, today, sent } = useCarerForm(props)
  const errors = fieldErrors(sent.error)
  const codes = [...kinCodes, 'nobody', 'uncertain']
  const own = form.relation !== '' && !codes.includes(form.relation) ? [form.relation] : []
  const who = kinText(carer?.relation ?? '')
  return (
    <SaveDialog
      title={carer === null ? <Trans>现在由谁照顾</Trans> : t`改${who}的信息`}
      change={sent}
      onSave={save}
      onClose={onClose}
    >
      <Field
        label={<Trans>谁</Trans>}
        required
        error={errors['relation'] ?? (checked && form.relation === '' && <Trans>请选一项。</Trans>)}
      >
        <Select
          value={form.relation}
          onChange={(relation) => set({ relation })}
          placeholder={t`请选择`}
          options={[...own, ...codes].map((value) => ({ value, label: kinText(value) }))}
        />
      </Field>
      {carer === null && (
        <Field label={<Trans>从哪天起</Trans>} error={errors['from']}>
          <DateInput value={form.from} onChange={(from) => set({ from })} max={today} />
        </Field>
      )}
      {!isNobody(form.relation) && form.relation !== '' && (
        <PersonFields form={form} set={set} errors={errors} masked={carer?.phoneMasked ?? null} />
      )}
      <Field label={<Trans>为什么换（可以不填）</Trans>} error={errors['reason']}>
        <TextInput value={form.reason} onChange={(reason) => set({ reason })} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}
