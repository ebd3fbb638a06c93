import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { carerKindOf } from '#shared/children/rules/relations.ts'
import type { Carer, Member } from '#shared/children/schema.ts'
import { actsOf, type LegalBasis } from '#shared/family/rules/legal.ts'
import { CarerBar } from '#shared/kin/schema.ts'
import { legalActText, legalBasisName } from '#client/lib/alert-words.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { useDraft } from '#client/lib/draft.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinCodes, kinText } from '#client/lib/kin-words.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddCarer, useChangeCarer } from '../queries.ts'
import { PhoneField } from './phone-field.tsx'
import { carerBarText } from '#client/lib/carer-bars.ts'
import { orNull } from '#client/lib/or-null.ts'
import { SaveDialog } from './save-dialog.tsx'

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
  bornOn: string
  address: string
  dead: boolean
  ill: boolean
  bars: CarerBar[]
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
  bornOn: carer?.bornOn ?? '',
  address: '',
  dead: (carer?.phoneDeadOn ?? null) !== null,
  ill: carer?.ill ?? false,
  bars: carer?.bars ?? [],
  occupation: carer?.occupation ?? '',
  health: carer?.health ?? '',
  legalBasis: carer?.legalBasis ?? 'helper',
  reason: carer?.reason ?? '',
})

/** What is typed about a carer, and how it is sent: a new one from a day on, or a correction. */
function useCarerForm({ childId, members, carer, onClose }: CarerDialogProps) {
  const { today } = useSession().school
  const seesBars = useHasRole('archiveKeeper', 'principal', 'counsellor')
  const wasDead = (carer?.phoneDeadOn ?? null) !== null
  const [initial] = useState(() => ({ id: newId(), ...start(carer, today) }))
  // Words kept over an older version are not put over what somebody else wrote since.
  const subject = carer === null ? childId : `${carer.id}|${carer.version}`
  const draft = useDraft('carer', subject, initial)
  const { value: form, change: set } = draft
  const [checked, setChecked] = useState(false)
  const add = useAddCarer()
  const change = useChangeCarer()
  const save = (): void => {
    setChecked(true)
    if (form.relation === '') return
    const { id, relation, legalBasis, from } = form
    const body = {
      relation,
      legalBasis,
      name: orNull(form.name),
      bornOn: orNull(form.bornOn),
      ill: form.ill,
      occupation: orNull(form.occupation),
      health: orNull(form.health),
      reason: orNull(form.reason),
      ...(seesBars && { bars: form.bars }),
      ...(form.phone.trim() !== '' && { phone: form.phone.trim() }),
      ...(form.address.trim() !== '' && { address: form.address.trim() }),
      ...(form.phone.trim() === '' && form.dead !== wasDead && { phoneDeadOn: form.dead ? today : null }),
    }
    const saved = {
      onSuccess: () => {
        void draft.clear()
        onClose()
      },
    }
    if (carer !== null) {
      const params = { id: childId, recordId: carer.id }
      return change.mutate({ params, body: { version: carer.version, ...body } }, saved)
    }
    const memberId = members.find((one) => one.relation === relation && one.state !== 'dead')?.id ?? null
    return add.mutate(
      { params: { id: childId }, body: { id, kind: carerKindOf(relation), memberId, from, ...body } },
      saved,
    )
  }
  return { form, set, draft, save, checked, today, seesBars, sent: carer === null ? add : change }
}

interface PartProps {
  form: Form
  set: (part: Partial<Form>) => void
  errors: Readonly<Record<string, string>>
  masked: string | null
  addressMasked: string | null
  seesBars: boolean
}

/** What the law bars from entrusted care; only who decides about it sees and says why (H-06). */
function BarFields({ form, set, errors }: Pick<PartProps, 'form' | 'set' | 'errors'>) {
  return (
    <Field
      label={<Trans>有没有法律规定不能受委托的情形</Trans>}
      help={<Trans>只有校长、档案员和心理老师看得到是哪一种，会加密保存。</Trans>}
      group
      error={errors['bars']}
    >
      <Choices
        value={form.bars}
        onChange={(bars) => set({ bars })}
        options={CarerBar.options.map((value) => ({ value, label: carerBarText(value) }))}
      />
    </Field>
  )
}

function BasisField({ form, set, errors }: Pick<PartProps, 'form' | 'set' | 'errors'>) {
  const acts = joinWords(actsOf(form.legalBasis).map(legalActText))
  return (
    <Field
      label={<Trans>凭什么照顾</Trans>}
      help={<Trans>可以：{acts}。</Trans>}
      error={errors['legalBasis']}
    >
      <Select
        value={form.legalBasis}
        onChange={(legalBasis) => set({ legalBasis })}
        options={bases.map((value) => ({ value, label: legalBasisName(value) }))}
      />
    </Field>
  )
}

/** Questions about a person, left out when there is none. */
function PersonFields({ form, set, errors, masked, addressMasked, seesBars }: PartProps) {
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
      {masked !== null && form.phone === '' && (
        <Checkbox
          checked={form.dead}
          onChange={(dead) => set({ dead })}
          label={<Trans>这个号码打不通了</Trans>}
        />
      )}
      <BasisField form={form} set={set} errors={errors} />
      <Field label={<Trans>出生日期</Trans>} error={errors['bornOn']}>
        <DateInput value={form.bornOn} onChange={(bornOn) => set({ bornOn })} />
      </Field>
      <Field label={<Trans>职业</Trans>} error={errors['occupation']}>
        <TextInput value={form.occupation} onChange={(occupation) => set({ occupation })} maxLength={60} />
      </Field>
      <Field label={<Trans>身体怎么样</Trans>} error={errors['health']}>
        <TextInput value={form.health} onChange={(health) => set({ health })} maxLength={200} />
      </Field>
      <Checkbox
        checked={form.ill}
        onChange={(ill) => set({ ill })}
        label={<Trans>身体不好，照顾孩子有困难</Trans>}
      />
      <Field
        label={<Trans>住在哪里</Trans>}
        help={
          addressMasked === null ? undefined : <Trans>现在是 {addressMasked}。要换才填，空着不变。</Trans>
        }
        error={errors['address']}
      >
        <TextInput
          value={form.address}
          onChange={(address) => set({ address })}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      {seesBars && <BarFields form={form} set={set} errors={errors} />}
    </>
  )
}

/** Who cares for the child from a day on; the one before ends the day before, nothing is overwritten. */
export function CarerDialog(props: CarerDialogProps) {
  const { t } = useLingui()
  const { carer, onClose } = props
  const { form, set, draft, save, checked, today, seesBars, sent } = useCarerForm(props)
  const errors = fieldErrors(sent.error)
  const codes = [...kinCodes, 'nobody', 'uncertain']
  const own = form.relation !== '' && !codes.includes(form.relation) ? [form.relation] : []
  const who = kinText(carer?.relation ?? '')
  return (
    <SaveDialog
      title={carer === null ? <Trans>现在由谁照顾</Trans> : t`改${who}的信息`}
      change={sent}
      draft={draft}
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
        <PersonFields
          form={form}
          set={set}
          errors={errors}
          masked={carer?.phoneMasked ?? null}
          addressMasked={carer?.addressMasked ?? null}
          seesBars={seesBars}
        />
      )}
      <Field label={<Trans>为什么换（可以不填）</Trans>} error={errors['reason']}>
        <TextInput value={form.reason} onChange={(reason) => set({ reason })} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}
