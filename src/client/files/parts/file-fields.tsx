import { Trans, useLingui } from '@lingui/react/macro'
import { FIELD_SECTIONS } from '#shared/children/rules/fields.ts'
import type { CareFile } from '#shared/children/schema.ts'
import type { Keeper as Person } from '#shared/files/schema.ts'
import { roleText } from '#client/lib/role-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'
import type { AskedField } from './asked.ts'
import { FieldGroup } from './field-group.tsx'
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

/** Anybody whose post reaches the child; whoever keeps it now stays to be seen even without such a post. */
export function Keeper({ file, values, set, errors, people }: PartProps & { people: readonly Person[] }) {
  const { t } = useLingui()
  const { user } = useSession()
  const keeper = file.file?.keeperId ?? null
  const name = file.file?.keeperName ?? t`别的老师`
  const known = people.map((one) => ({
    value: one.id,
    label: [one.id === user.id ? t`${one.name}（我）` : one.name, one.roles.map(roleText).join('、')].join(
      ' · ',
    ),
  }))
  const keepers =
    keeper === null || people.some(({ id }) => id === keeper)
      ? known
      : [{ value: keeper, label: name }, ...known]
  return (
    <Field
      label={<Trans>建档负责人</Trans>}
      help={<Trans>可以交给教这个孩子的老师。以前是谁、从哪天起，档案里都留着。</Trans>}
      error={errors['keeperId']}
    >
      <Select
        value={values['keeperId'] ?? ''}
        onChange={(text) => set('keeperId', text)}
        placeholder={t`请选择`}
        options={keepers}
      />
    </Field>
  )
}

type GroupProps = Omit<PartProps, 'file' | 'asked'> & {
  name: string
  fields: readonly AskedField[]
  open: boolean
}

/** One group of questions; why one is asked stands below the last of those asked for the same reason. */
function Group({ name, fields, values, set, errors, open }: GroupProps) {
  const { t } = useLingui()
  const filled = fields.filter(({ key }) => (values[key] ?? '') !== '').length
  const all = fields.length
  const faulty = fields.some(({ key }) => errors[`fields.${key}`] !== undefined)
  return (
    <FieldGroup name={name} aside={t`填了 ${filled} 项，共 ${all} 项`} open={open || faulty}>
      {fields.map((field, at) => (
        <FieldInput
          key={field.key}
          field={field}
          label={field.label}
          help={field.why === fields[at + 1]?.why ? undefined : field.why}
          value={values[field.key] ?? ''}
          error={errors[`fields.${field.key}`]}
          onChange={(value) => set(field.key, value)}
        />
      ))}
    </FieldGroup>
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
    <>
      {groups.map(({ section, name, fields }) => (
        <Group
          key={section}
          name={section === 'own' ? t`学校自己加的` : section === 'register' ? t`登记表上的` : name}
          fields={fields}
          open={section === 'person'}
          {...rest}
        />
      ))}
    </>
  )
}
