import { Trans, useLingui } from '@lingui/react/macro'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { FieldGroup } from './field-group.tsx'
import { fieldLabel, optionText, purposeText } from './field-words.ts'
import type { PartProps } from './file-fields.tsx'

/** What stands here, in its order. */
const REGISTER = ['address', 'village', 'phone', 'boarding', 'residence', 'ethnic', 'studentNo'] as const
const residences = ['rural', 'urban', 'unknown'] as const

type TextProps = Omit<PartProps, 'file' | 'asked'> & { name: string; max: number; masked?: string | null }

/** The number on file is never sent to be shown: empty keeps it, a new one replaces it. */
function RegisterText({ name, max, masked = null, values, set, errors }: TextProps) {
  return (
    <Field
      label={fieldLabel(name)}
      help={masked === null ? undefined : <Trans>现在是 {masked}。要换才填，空着不变。</Trans>}
      error={errors[name]}
    >
      <TextInput
        {...(name === 'phone' && { type: 'tel', inputMode: 'tel' as const })}
        value={values[name] ?? ''}
        onChange={(text) => set(name, text)}
        maxLength={max}
        autoComplete="off"
      />
    </Field>
  )
}

/** Fields of the register. */
export function BasicFields({ file, asked: _asked, open, ...part }: PartProps & { open: boolean }) {
  const { t } = useLingui()
  const { values, set, errors } = part
  const value = (key: string): string => values[key] ?? ''
  const faulty = REGISTER.some((key) => errors[key] !== undefined)
  return (
    <FieldGroup name={<Trans>基本情况</Trans>} aside={purposeText('reach')} open={open || faulty}>
      <RegisterText {...part} name="address" max={200} masked={file.basics.addressMasked} />
      <RegisterText {...part} name="village" max={60} />
      <RegisterText {...part} name="phone" max={30} masked={file.basics.phoneMasked} />
      <Field label={<Trans>住校还是走读</Trans>} group error={errors['boarding']}>
        <Choice
          value={value('boarding') === '' ? null : value('boarding')}
          onChange={(text) => set('boarding', text)}
          options={[
            { value: 'false', label: t`走读` },
            { value: 'true', label: t`住校` },
          ]}
        />
      </Field>
      <Field label={<Trans>户籍</Trans>} group error={errors['residence']}>
        <Choice
          value={value('residence')}
          onChange={(text) => set('residence', text)}
          options={residences.map((one) => ({ value: one as string, label: optionText('residence', one) }))}
        />
      </Field>
      <RegisterText {...part} name="ethnic" max={20} />
      <RegisterText {...part} name="studentNo" max={40} />
    </FieldGroup>
  )
}
