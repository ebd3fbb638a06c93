import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type SubmitEvent } from 'react'
import type { HelpKind, OwnHelpInput } from '#shared/helps/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors, fieldText } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { helpKinds, helpKindText } from '#client/lib/help-words.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { DateInput, Select, TextArea, TextInput } from '#client/ui/text-input.tsx'

export interface Place {
  readonly id: string
  readonly name: string
}

interface HelpFieldsProps {
  startedOn: string
  /** Last day on which it can have been. */
  last: string
  places: readonly Place[]
  /** Whom to choose from; fewer than two ask nothing. */
  helpers: readonly Place[]
  note: string
  saving: { readonly error: Error | null; readonly isPending: boolean }
  onSave: (help: OwnHelpInput, helperId: string | null) => void
}

const whole = /^[1-9]\d{0,2}$/

interface CameProps {
  places: readonly Place[]
  absent: readonly string[]
  onAbsent: (absent: readonly string[]) => void
  error: string | undefined
}

/** Who came; everybody did unless somebody is taken out. */
function Came({ places, absent, onAbsent, error }: CameProps) {
  return (
    <Field label={<Trans>谁来了</Trans>} error={error} group>
      {places.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={!absent.includes(id)}
          onChange={(on) => onAbsent(on ? absent.filter((one) => one !== id) : [...absent, id])}
        />
      ))}
    </Field>
  )
}

/** One help: when, what, how long, who came. Three answers for a pair of two. */
export function HelpFields({ startedOn, last, places, helpers, note, saving, onSave }: HelpFieldsProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [id] = useState(newId)
  const [heldOn, setHeldOn] = useState(last < today ? last : today)
  const [kind, setKind] = useState<HelpKind | null>(null)
  const [minutes, setMinutes] = useState('')
  const [words, setWords] = useState('')
  const [absent, setAbsent] = useState<readonly string[]>([])
  const [helperId, setHelperId] = useState('')
  const [checked, setChecked] = useState(false)
  const came = places.map((place) => place.id).filter((place) => !absent.includes(place))
  const required = fieldText({ code: 'required' })
  const gaps = {
    ...(kind === null && { kind: required }),
    ...(!whole.test(minutes) && { minutes: minutes === '' ? required : t`请写 1 到 600 的整数。` }),
    ...(came.length === 0 && { came: t`至少有一个孩子来了。` }),
  }
  const errors: Readonly<Record<string, string | undefined>> = {
    ...fieldErrors(saving.error),
    ...(checked && gaps),
  }
  const save = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    setChecked(true)
    if (kind === null || Object.keys(gaps).length > 0) return focusFirstFault(event.currentTarget)
    onSave({ id, heldOn, kind, minutes: Number(minutes), words, came }, helperId === '' ? null : helperId)
  }
  return (
    <form noValidate onSubmit={save} className="space-y-5">
      <Field label={<Trans>哪天</Trans>} error={errors['heldOn']} required>
        <DateInput value={heldOn} onChange={setHeldOn} min={startedOn} max={last} />
      </Field>
      <Field label={<Trans>做了什么</Trans>} error={errors['kind']} group required>
        <Choice
          value={kind}
          onChange={setKind}
          options={helpKinds.map((value) => ({ value, label: helpKindText(value) }))}
        />
      </Field>
      <Field label={<Trans>多久（分钟）</Trans>} error={errors['minutes']} required>
        <TextInput value={minutes} onChange={setMinutes} inputMode="numeric" maxLength={3} />
      </Field>
      {places.length > 1 && (
        <Came places={places} absent={absent} onAbsent={setAbsent} error={errors['came']} />
      )}
      {helpers.length > 1 && (
        <Field label={<Trans>谁帮的</Trans>} error={errors['helperId']}>
          <Select
            value={helperId}
            onChange={setHelperId}
            placeholder={t`大家一起`}
            options={[
              { value: '', label: t`大家一起` },
              ...helpers.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        </Field>
      )}
      <Field label={<Trans>记几句</Trans>} help={note} error={errors['words']}>
        <TextArea value={words} onChange={setWords} rows={3} maxLength={500} />
      </Field>
      <ActionBar
        fault={
          saving.error !== null && Object.keys(fieldErrors(saving.error)).length === 0
            ? errorText(saving.error)
            : undefined
        }
      >
        <Button tone="primary" size="lg" type="submit" busy={saving.isPending}>
          <Trans>记下</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}
