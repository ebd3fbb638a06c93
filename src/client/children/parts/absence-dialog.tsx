import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AbsenceKind, Member, MemberAbsence } from '#shared/children/schema.ts'
import { HomeOften } from '#shared/kin/schema.ts'
import { useDraft } from '#client/lib/draft.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddAbsence, useChangeAbsence } from '../queries.ts'
import { callsOftenText, homeOftenText } from '#client/lib/kin-facts.ts'
import { orNull } from '#client/lib/or-null.ts'
import { SaveDialog } from './save-dialog.tsx'
import { absenceKindText } from './words.ts'

interface AbsenceDialogProps {
  childId: string
  member: Member
  /** Null: a new one. */
  absence: MemberAbsence | null
  onClose: () => void
}

const kinds: readonly AbsenceKind[] = ['work', 'prison', 'illness', 'lost', 'other']

const start = (absence: MemberAbsence | null) => ({
  id: newId(),
  kind: absence?.kind ?? 'work',
  from: absence?.from ?? '',
  to: absence?.to ?? '',
  place: absence?.place ?? '',
  division: absence?.division ?? '',
  homeOften: absence?.homeOften ?? ('' as HomeOften | ''),
  callsOften: absence?.callsOften ?? ('' as HomeOften | ''),
  workUnit: absence?.workUnit ?? '',
})
type Form = ReturnType<typeof start>

const bodyOf = (form: Form) => ({
  kind: form.kind,
  from: orNull(form.from),
  to: orNull(form.to),
  place: orNull(form.place),
  workUnit: orNull(form.workUnit),
  division: orNull(form.division),
  homeOften: form.homeOften === '' ? null : form.homeOften,
  callsOften: form.callsOften === '' ? null : form.callsOften,
})

/** What is typed about one absence, and how it is sent. */
function useAbsenceForm({ childId, member, absence, onClose }: AbsenceDialogProps) {
  const [initial] = useState(() => start(absence))
  // Words kept over an older version are not put over what somebody else wrote since.
  const subject = absence === null ? member.id : `${absence.id}|${absence.version}`
  const draft = useDraft('absence', subject, initial)
  const { value: form, change: set } = draft
  const add = useAddAbsence()
  const change = useChangeAbsence()
  const save = (): void => {
    const saved = {
      onSuccess: () => {
        void draft.clear()
        onClose()
      },
    }
    if (absence === null) {
      const params = { id: childId, recordId: member.id }
      return add.mutate({ params, body: { id: form.id, ...bodyOf(form) } }, saved)
    }
    const params = { id: childId, recordId: absence.id }
    return change.mutate({ params, body: { version: absence.version, ...bodyOf(form) } }, saved)
  }
  return { form, set, draft, save, sent: absence === null ? add : change }
}

interface PlaceProps {
  form: Form
  set: (part: Partial<Form>) => void
  errors: Readonly<Record<string, string>>
}

/** Where, by name and code, and how often at home from there. */
function PlaceFields({ form, set, errors }: PlaceProps) {
  const { t } = useLingui()
  return (
    <>
      <Field label={<Trans>在哪里</Trans>} error={errors['place']}>
        <TextInput value={form.place} onChange={(place) => set({ place })} maxLength={200} />
      </Field>
      <Field
        label={<Trans>行政区划代码（可以不填）</Trans>}
        help={<Trans>6 位数字，身份证号前 6 位那种，比如东莞是 441900。</Trans>}
        error={errors['division']}
      >
        <TextInput
          value={form.division}
          onChange={(division) => set({ division })}
          inputMode="numeric"
          maxLength={6}
        />
      </Field>
      <Field label={<Trans>多久回一次家</Trans>} error={errors['homeOften']}>
        <Select
          value={form.homeOften}
          onChange={(homeOften) => set({ homeOften })}
          placeholder={t`请选择`}
          options={HomeOften.options.map((value) => ({ value, label: homeOftenText(value) }))}
        />
      </Field>
      <Field
        label={<Trans>多久和孩子通一次话</Trans>}
        help={<Trans>法律要求每周至少一次。不知道就空着。</Trans>}
        error={errors['callsOften']}
      >
        <Select
          value={form.callsOften}
          onChange={(callsOften) => set({ callsOften })}
          placeholder={t`请选择`}
          options={HomeOften.options.map((value) => ({ value, label: callsOftenText(value) }))}
        />
      </Field>
    </>
  )
}

/** When somebody went away and came home: dated, so that the status follows by itself (K-10). */
export function AbsenceDialog(props: AbsenceDialogProps) {
  const { t } = useLingui()
  const { member, absence, onClose } = props
  const { form, set, draft, save, sent } = useAbsenceForm(props)
  const errors = fieldErrors(sent.error)
  const who = kinText(member.relation)
  return (
    <SaveDialog
      title={absence === null ? t`${who}外出` : t`改${who}的这次外出`}
      description={<Trans>保存以后，算不算在名单上会马上重新计算。</Trans>}
      change={sent}
      draft={draft}
      onSave={save}
      onClose={onClose}
    >
      <Field label={<Trans>为什么</Trans>} group error={errors['kind']}>
        <Choice
          value={form.kind}
          onChange={(kind) => set({ kind })}
          options={kinds.map((value) => ({ value, label: absenceKindText(value) }))}
        />
      </Field>
      <Field
        label={<Trans>哪天离家</Trans>}
        help={<Trans>不知道就空着，会列为要核实。</Trans>}
        error={errors['from']}
      >
        <DateInput value={form.from} onChange={(from) => set({ from })} />
      </Field>
      <Field label={<Trans>哪天回到家</Trans>} help={<Trans>还在外面就空着。</Trans>} error={errors['to']}>
        <DateInput value={form.to} onChange={(to) => set({ to })} />
      </Field>
      <PlaceFields form={form} set={set} errors={errors} />
      <Field label={<Trans>在哪里做事</Trans>} error={errors['workUnit']}>
        <TextInput value={form.workUnit} onChange={(workUnit) => set({ workUnit })} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}
