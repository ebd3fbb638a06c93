import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { FieldKind } from '#shared/children/rules/fields.ts'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextArea, TextInput } from '#client/ui/text-input.tsx'
import { optionText } from './field-words.ts'

export interface Asked {
  readonly key: string
  readonly kind: FieldKind
  readonly options?: readonly string[] | undefined
  readonly max?: number | undefined
}

interface FieldInputProps {
  field: Asked
  label: string
  help: ReactNode
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** More than that are a list, not pills. */
const MOST_PILLS = 6

function Single({ field, value, onChange }: Pick<FieldInputProps, 'field' | 'value' | 'onChange'>) {
  const { t } = useLingui()
  const keys = field.kind === 'yesNo' ? ['yes', 'no'] : (field.options ?? [])
  const words = (key: string): string =>
    field.kind === 'yesNo' ? (key === 'yes' ? t`是` : t`否`) : optionText(field.key, key)
  const known = keys.includes(value) || value === '' ? keys : [...keys, value]
  const options = [...known.map((key) => ({ value: key, label: words(key) })), { value: '', label: t`不填` }]
  return known.length > MOST_PILLS ? (
    <Select value={value} onChange={onChange} options={options} />
  ) : (
    <Choice value={value} onChange={onChange} options={value === '' ? options.slice(0, -1) : options} />
  )
}

/** One question of the file, by its kind; why it is asked stands below. */
export function FieldInput({ field, label, help, value, error, onChange }: FieldInputProps) {
  const { kind, max } = field
  const isList = kind === 'choice' && (field.options ?? []).length > MOST_PILLS
  const isGroup = !isList && (kind === 'choices' || kind === 'choice' || kind === 'yesNo')
  return (
    <Field label={label} help={help} error={error} group={isGroup}>
      {kind === 'longText' ? (
        <TextArea rows={2} value={value} onChange={onChange} maxLength={max ?? 1000} />
      ) : kind === 'text' ? (
        <TextInput value={value} onChange={onChange} maxLength={max ?? 200} autoComplete="off" />
      ) : kind === 'number' ? (
        <TextInput
          value={value}
          onChange={onChange}
          inputMode="decimal"
          maxLength={16}
          className="max-w-40"
          autoComplete="off"
        />
      ) : kind === 'date' ? (
        <DateInput value={value} onChange={onChange} />
      ) : kind === 'choices' ? (
        <Choices
          value={value === '' ? [] : value.split(',')}
          onChange={(chosen) =>
            onChange((field.options ?? []).filter((one) => chosen.includes(one)).join(','))
          }
          options={(field.options ?? []).map((one) => ({ value: one, label: optionText(field.key, one) }))}
        />
      ) : (
        <Single field={field} value={value} onChange={onChange} />
      )}
    </Field>
  )
}
