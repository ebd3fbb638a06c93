import { t } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { PairingChoices, PairingKind, Part } from '#shared/pairing/schema.ts'
import { partText } from '#client/lib/pairing-words.ts'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { placesOf, type PairingForm } from './draft.ts'

interface Pupil {
  id: string
  name: string
  className: string | null
}

/** A school has hundreds of pupils: first the class, then the name. */
function PupilSelect({
  pupils,
  value,
  onChange,
}: {
  pupils: readonly Pupil[]
  value: string
  onChange: (id: string) => void
}) {
  const { t } = useLingui()
  const chosen = pupils.find(({ id }) => id === value)?.className ?? ''
  const [picked, setPicked] = useState('')
  const className = picked === '' ? chosen : picked
  const classes = [...new Set(pupils.flatMap((one) => one.className ?? []))]
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <Select
        aria-label={t`哪个班`}
        value={className}
        onChange={(name) => {
          setPicked(name)
          onChange('')
        }}
        placeholder={t`哪个班`}
        options={classes.map((name) => ({ value: name, label: name }))}
      />
      <Select
        aria-label={t`哪位同学`}
        value={value}
        onChange={onChange}
        placeholder={t`请选择`}
        options={pupils
          .filter((one) => one.className === className)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  )
}

function PersonSelect({
  part,
  choices,
  value,
  onChange,
}: {
  part: Part
  choices: PairingChoices
  value: string
  onChange: (id: string) => void
}) {
  const { t } = useLingui()
  if (part === 'child' || part === 'pupil')
    return (
      <PupilSelect
        pupils={part === 'child' ? choices.children : choices.pupils}
        value={value}
        onChange={onChange}
      />
    )
  const lists = { teacher: choices.staff, class: choices.classes, outside: choices.outside }
  const options = lists[part].map((one) => ({
    value: one.id,
    label: 'vettedTo' in one && one.vettedTo === null ? t`${one.name}（核查还不齐）` : one.name,
  }))
  return (
    <Select
      aria-label={partText(part)}
      value={value}
      onChange={onChange}
      placeholder={t`请选择`}
      options={options}
    />
  )
}

/** 要 3 位 / 1 到 3 位 / 要 2 个班 */
function placesText(part: Part, min: number, max: number): string {
  if (part === 'class') return t`要 ${max} 个班`
  return min === max ? t`要 ${max} 位` : t`${min} 到 ${max} 位`
}

interface PeopleFieldsProps {
  form: PairingForm
  maxOf: (kind: PairingKind) => number | null
  change: (part: Partial<PairingForm>) => void
  choices: PairingChoices
  parts: readonly Part[]
  errors: Readonly<Record<string, string | undefined>>
}

/** Everybody who takes part, side by side with how many there must be. */
export function PeopleFields({ form, maxOf, change, choices, parts, errors }: PeopleFieldsProps) {
  return (
    <>
      {parts.map((part) => {
        const { min, max } = placesOf(form.kind, part, maxOf(form.kind))
        const own = form.chosen[part] ?? []
        const set = (at: number, id: string): void =>
          change({
            chosen: {
              ...form.chosen,
              [part]: Array.from({ length: max }, (_, place) => (place === at ? id : (own[place] ?? ''))),
            },
          })
        return (
          <Field
            key={`${form.kind}${part}`}
            label={partText(part)}
            group
            required={min > 0}
            error={errors[part]}
            {...(max > 1 && { help: placesText(part, min, max) })}
          >
            <div className="space-y-2">
              {Array.from({ length: max }, (_, at) => (
                <PersonSelect
                  key={at}
                  part={part}
                  choices={choices}
                  value={own[at] ?? ''}
                  onChange={(id) => set(at, id)}
                />
              ))}
            </div>
          </Field>
        )
      })}
    </>
  )
}
