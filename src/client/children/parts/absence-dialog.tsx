import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AbsenceKind, Member, MemberAbsence } from '#shared/children/schema.ts'
import { HomeOften } from '#shared/kin/schema.ts'
import { fieldErrors } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { useAddAbsence, useChangeAbsence } from '../queries.ts'
import { callsOftenText, homeOftenText } from '#client/lib/kin-facts.ts'
import { orNull } from './or-null.ts'
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

interface PlaceProps {
  place: string
  setPlace: (place: string) => void
  division: string
  setDivision: (division: string) => void
  homeOften: HomeOften | ''
  setHomeOften: (often: HomeOften) => void
  callsOften: HomeOften | ''
  setCallsOften: (often: HomeOften) => void
  errors: Readonly<Record<string, string>>
}

/** Where, by name and code, and how often at home from there. */
function PlaceFields({
  place,
  setPlace,
  division,
  setDivision,
  homeOften,
  setHomeOften,
  callsOften,
  setCallsOften,
  errors,
}: PlaceProps) {
  const { t } = useLingui()
  return (
    <>
      <Field label={<Trans>在哪里</Trans>} error={errors['place']}>
        <TextInput value={place} onChange={setPlace} maxLength={200} />
      </Field>
      <Field
        label={<Trans>行政区划代码（可以不填）</Trans>}
        help={<Trans>6 位数字，身份证号前 6 位那种，比如东莞是 441900。</Trans>}
        error={errors['division']}
      >
        <TextInput value={division} onChange={setDivision} inputMode="numeric" maxLength={6} />
      </Field>
      <Field label={<Trans>多久回一次家</Trans>} error={errors['homeOften']}>
        <Select
          value={homeOften}
          onChange={setHomeOften}
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
          value={callsOften}
          onChange={setCallsOften}
          placeholder={t`请选择`}
          options={HomeOften.options.map((value) => ({ value, label: callsOftenText(value) }))}
        />
      </Field>
    </>
  )
}

/** When somebody went away and came home: dated, so that the status follows by itself (K-10). */
export function AbsenceDialog({ childId, member, absence, onClose }: AbsenceDialogProps) {
  const { t } = useLingui()
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<AbsenceKind>(absence?.kind ?? 'work')
  const [from, setFrom] = useState(absence?.from ?? '')
  const [to, setTo] = useState(absence?.to ?? '')
  const [place, setPlace] = useState(absence?.place ?? '')
  const [division, setDivision] = useState(absence?.division ?? '')
  const [homeOften, setHomeOften] = useState<HomeOften | ''>(absence?.homeOften ?? '')
  const [callsOften, setCallsOften] = useState<HomeOften | ''>(absence?.callsOften ?? '')
  const [workUnit, setWorkUnit] = useState(absence?.workUnit ?? '')
  const add = useAddAbsence()
  const change = useChangeAbsence()
  const sent = absence === null ? add : change
  const errors = fieldErrors(sent.error)
  const who = kinText(member.relation)

  const save = (): void => {
    const body = {
      kind,
      from: orNull(from),
      to: orNull(to),
      place: orNull(place),
      workUnit: orNull(workUnit),
      division: orNull(division),
      homeOften: homeOften === '' ? null : homeOften,
      callsOften: callsOften === '' ? null : callsOften,
    }
    if (absence === null)
      add.mutate(
        { params: { id: childId, recordId: member.id }, body: { id, ...body } },
        { onSuccess: onClose },
      )
    else
      change.mutate(
        { params: { id: childId, recordId: absence.id }, body: { version: absence.version, ...body } },
        { onSuccess: onClose },
      )
  }
  return (
    <SaveDialog
      title={absence === null ? t`${who}外出` : t`改${who}的这次外出`}
      description={<Trans>保存以后，算不算在名单上会马上重新计算。</Trans>}
      change={sent}
      onSave={save}
      onClose={onClose}
    >
      <Field label={<Trans>为什么</Trans>} group error={errors['kind']}>
        <Choice
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: absenceKindText(value) }))}
        />
      </Field>
      <Field
        label={<Trans>哪天离家</Trans>}
        help={<Trans>不知道就空着，会列为要核实。</Trans>}
        error={errors['from']}
      >
        <DateInput value={from} onChange={setFrom} />
      </Field>
      <Field label={<Trans>哪天回到家</Trans>} help={<Trans>还在外面就空着。</Trans>} error={errors['to']}>
        <DateInput value={to} onChange={setTo} />
      </Field>
      <PlaceFields
        place={place}
        setPlace={setPlace}
        division={division}
        setDivision={setDivision}
        homeOften={homeOften}
        setHomeOften={setHomeOften}
        callsOften={callsOften}
        setCallsOften={setCallsOften}
        errors={errors}
      />
      <Field label={<Trans>在哪里做事</Trans>} error={errors['workUnit']}>
        <TextInput value={workUnit} onChange={setWorkUnit} maxLength={200} />
      </Field>
    </SaveDialog>
  )
}
