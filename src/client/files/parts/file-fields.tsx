import { Trans, useLingui } from '@lingui/react/macro'
import { FIELD_SECTIONS } from '#shared/children/rules/fields.ts'
import type { CareFile } from '#shared/children/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { Card } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Select } from '#client/ui/text-input.tsx'
import type { AskedField } from './asked.ts'
import { FieldInput } from './field-input.tsx'
import { sectionText } from './field-words.ts'
import type { Values } from './merge.ts'

export interface PartProps {
  file: CareFile
  asked: readonly AskedField[]
  values: Values
  set: (key: string, value: string) => void
  errors: Readonly<Record<string, string>>
}

/** The keeper is the person now named or oneself. */
function Keeper({ file, values, set, errors }: PartProps) {
  const { t } = useLingui()
  const { user } = useSession()
  const keeper = file.file?.keeperId ?? null
  const name = file.file?.keeperName ?? t`别的老师`
  const keepers = [
    ...(keeper !== null && keeper !== user.id ? [{ value: keeper, label: name }] : []),
    { value: user.id, label: t`${user.name}（我）` },
  ]
  return (
    <Field label={<Trans>建档负责人</Trans>} error={errors['keeperId']}>
      <Select
        value={values['keeperId'] ?? ''}
        onChange={(text) => set('keeperId', text)}
        placeholder={t`请选择`}
        options={keepers}
      />
    </Field>
  )
}

/** One group of questions; what is filled in is said on the outside, a fault opens it. */
function Group({
  name,
  fields,
  values,
  set,
  errors,
  open,
}: Omit<PartProps, 'file' | 'asked'> & {
  name: string
  fields: readonly AskedField[]
  open: boolean
}) {
  const { t } = useLingui()
  const filled = fields.filter(({ key }) => (values[key] ?? '') !== '').length
  const all = fields.length
  const faulty = fields.some(({ key }) => errors[`fields.${key}`] !== undefined)
  return (
    <Card className="!p-0">
      <details open={open || faulty} className="group">
        <summary className="flex min-h-12 cursor-pointer items-center gap-2 px-3.5 py-2.5 [&::-webkit-details-marker]:hidden">
          <Icon name="forward" className="shrink-0 text-soft transition-transform group-open:rotate-90" />
          <h2 className="flex-1 font-semibold">{name}</h2>
          <span className="text-sm text-soft">{t`填了 ${filled} 项，共 ${all} 项`}</span>
        </summary>
        <div className="space-y-4 px-3.5 pt-1 pb-4">
          {fields.map((field) => (
            <FieldInput
              key={field.key}
              field={field}
              label={field.label}
              help={field.why}
              value={values[field.key] ?? ''}
              error={errors[`fields.${field.key}`]}
              onChange={(value) => set(field.key, value)}
            />
          ))}
        </div>
      </details>
    </Card>
  )
}

/** Fields of the care file, as far as they open for this person, and the school's own. */
export function CareFields(props: PartProps) {
  const { asked, ...rest } = props
  const of = (section: AskedField['section']): AskedField[] =>
    asked.filter((field) => field.section === section)
  const groups = [
    ...FIELD_SECTIONS.map((section) => ({ section, name: sectionText(section), fields: of(section) })),
    { section: 'own' as const, name: '', fields: of('own') },
  ].filter(({ fields }) => fields.length > 0)
  const { t } = useLingui()
  return (
    <div className="space-y-3">
      <Keeper {...props} />
      {groups.map(({ section, name, fields }) => (
        <Group
          key={section}
          name={section === 'own' ? t`学校自己加的` : section === 'register' ? t`登记表上的` : name}
          fields={fields}
          open={section === 'person'}
          {...rest}
        />
      ))}
    </div>
  )
}
