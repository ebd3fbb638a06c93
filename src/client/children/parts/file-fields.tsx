import { Trans, useLingui } from '@lingui/react/macro'
import type { CareFile } from '#shared/children/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextArea, TextInput } from '#client/ui/text-input.tsx'
import type { Values } from './merge.ts'
import { PhoneField } from './phone-field.tsx'
import { residenceText } from './words.ts'

interface PartProps {
  file: CareFile
  values: Values
  set: (key: string, value: string) => void
  errors: Readonly<Record<string, string>>
}

const residences = ['rural', 'urban', 'unknown'] as const

/** Fields of the register. */
export function BasicFields({ file, values, set, errors }: PartProps) {
  const { t } = useLingui()
  const value = (key: string): string => values[key] ?? ''
  const { addressMasked, phoneMasked } = file.basics
  return (
    <Section title={<Trans>基本情况</Trans>}>
      <div className="space-y-4">
        <Field
          label={<Trans>住址</Trans>}
          help={
            addressMasked === null ? undefined : <Trans>现在是 {addressMasked}。要换才填，空着不变。</Trans>
          }
          error={errors['address']}
        >
          <TextInput
            value={value('address')}
            onChange={(text) => set('address', text)}
            maxLength={200}
            autoComplete="off"
          />
        </Field>
        <Field label={<Trans>村</Trans>} error={errors['village']}>
          <TextInput value={value('village')} onChange={(text) => set('village', text)} maxLength={60} />
        </Field>
        <PhoneField
          value={value('phone')}
          onChange={(text) => set('phone', text)}
          masked={phoneMasked}
          error={errors['phone']}
        />
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
            options={residences.map((one) => ({ value: one as string, label: residenceText(one) }))}
          />
        </Field>
        <Field label={<Trans>民族</Trans>} error={errors['ethnic']}>
          <TextInput value={value('ethnic')} onChange={(text) => set('ethnic', text)} maxLength={20} />
        </Field>
        <Field label={<Trans>学籍号</Trans>} error={errors['studentNo']}>
          <TextInput value={value('studentNo')} onChange={(text) => set('studentNo', text)} maxLength={40} />
        </Field>
      </div>
    </Section>
  )
}

/** Fields of the care file; the keeper is the person now named or oneself. */
export function CareFields({ file, values, set, errors }: PartProps) {
  const { t } = useLingui()
  const { user } = useSession()
  const value = (key: string): string => values[key] ?? ''
  const keeper = file.file?.keeperId ?? null
  const name = file.file?.keeperName ?? t`别的老师`
  const keepers = [
    ...(keeper !== null && keeper !== user.id ? [{ value: keeper, label: name }] : []),
    { value: user.id, label: t`${user.name}（我）` },
  ]
  const texts: [string, string, string][] = [
    ['character', t`性格`, t`比如：慢热，熟了话多`],
    ['interests', t`兴趣`, t`比如：画画、踢球`],
    ['health', t`健康`, t`比如：对花生过敏；没有就写“健康”`],
    ['goals', t`愿望和目标`, t`孩子自己想做到的`],
  ]
  return (
    <Section title={<Trans>档案</Trans>}>
      <div className="space-y-4">
        {texts.map(([key, label, hint]) => (
          <Field key={key} label={label} help={hint} error={errors[key]}>
            <TextArea rows={2} value={value(key)} onChange={(text) => set(key, text)} maxLength={1000} />
          </Field>
        ))}
        <Field label={<Trans>建档负责人</Trans>} error={errors['keeperId']}>
          <Select
            value={value('keeperId')}
            onChange={(text) => set('keeperId', text)}
            placeholder={t`请选择`}
            options={keepers}
          />
        </Field>
      </div>
    </Section>
  )
}
