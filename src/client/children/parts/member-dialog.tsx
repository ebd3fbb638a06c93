import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Member } from '#shared/children/schema.ts'
import { useDraft } from '#client/lib/draft.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinCodes, kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddMember, useChangeMember } from '../queries.ts'
import { NoContactFields, PersonFields, PhoneFields, WorkFields } from './member-fields.tsx'
import { memberBody, startMember } from './member-form.ts'
import { SaveDialog } from './save-dialog.tsx'

interface MemberDialogProps {
  childId: string
  /** Null: a new one. */
  member: Member | null
  onClose: () => void
}

/** What is typed about one of the family, and how it is sent. */
function useMemberForm({ childId, member, onClose }: MemberDialogProps) {
  const { today } = useSession().school
  const [initial] = useState(() => ({ id: newId(), ...startMember(member) }))
  // Words kept over an older version are not put over what somebody else wrote since.
  const subject = member === null ? childId : `${member.id}|${member.version}`
  const draft = useDraft('family-member', subject, initial)
  const { value: form, change: set } = draft
  const [checked, setChecked] = useState(false)
  const add = useAddMember()
  const change = useChangeMember()
  const save = (): void => {
    setChecked(true)
    if (form.relation === '') return
    const body = memberBody(form, member, today)
    const saved = {
      onSuccess: () => {
        void draft.clear()
        onClose()
      },
    }
    if (member === null) return add.mutate({ params: { id: childId }, body: { id: form.id, ...body } }, saved)
    const params = { id: childId, recordId: member.id }
    return change.mutate({ params, body: { version: member.version, ...body } }, saved)
  }
  return { form, set, draft, save, checked, today, sent: member === null ? add : change }
}

/** One of the family; the state decides whether a call makes sense at all. */
export function MemberDialog(props: MemberDialogProps) {
  const { t } = useLingui()
  const { member, onClose } = props
  const { form, set, draft, save, checked, today, sent } = useMemberForm(props)
  const errors = fieldErrors(sent.error)
  const masks = {
    phone: member?.phoneMasked ?? null,
    workPhone: member?.workPhoneMasked ?? null,
    workAddress: member?.workAddressMasked ?? null,
    address: member?.addressMasked ?? null,
  }
  const part = { form, set, errors, masks }
  const own = member !== null && !kinCodes.includes(member.relation) ? [member.relation] : []
  return (
    <SaveDialog
      title={member === null ? <Trans>添一位家里人</Trans> : kinText(member.relation)}
      change={sent}
      draft={draft}
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
      {form.state === 'dead' && (
        <Field label={<Trans>哪天去世的（不知道就空着）</Trans>} error={errors['diedOn'] ?? errors['bornOn']}>
          <DateInput value={form.diedOn} onChange={(diedOn) => set({ diedOn })} max={today} />
        </Field>
      )}
      {form.state === 'present' && (
        <>
          <PhoneFields {...part} />
          <WorkFields {...part} />
          <PersonFields {...part} />
          <NoContactFields {...part} />
        </>
      )}
    </SaveDialog>
  )
}
