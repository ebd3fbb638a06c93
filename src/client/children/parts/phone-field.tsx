import { Trans } from '@lingui/react/macro'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

interface PhoneFieldProps {
  value: string
  onChange: (value: string) => void
  /** The number on file, masked; null = none yet. */
  masked: string | null
  error: string | undefined
}

/** The number on file is never sent to be shown: empty keeps it, a new one replaces it. */
export function PhoneField({ value, onChange, masked, error }: PhoneFieldProps) {
  return (
    <Field
      label={<Trans>电话</Trans>}
      help={masked === null ? undefined : <Trans>现在是 {masked}。要换才填，空着不变。</Trans>}
      error={error}
    >
      <TextInput
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={value}
        onChange={onChange}
        maxLength={30}
      />
    </Field>
  )
}
