import { Trans, useLingui } from '@lingui/react/macro'
import { FIELD_RULES, FIELD_SECTIONS, type FieldSection } from '#shared/children/rules/fields.ts'
import { ownKey } from '#shared/children/rules/fields-values.ts'
import type { CareFile } from '#shared/children/schema.ts'
import type { OwnField } from '#shared/files/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { fieldLabel, sectionText, valueText } from './field-words.ts'

/** What the register says, as text; numbers and addresses stay masked, on paper too (H-02). */
function registerValue({ basics, file }: CareFile, key: string): string {
  switch (key) {
    case 'name':
      return basics.name
    case 'sex':
    case 'residence':
      return valueText({ key, kind: 'choice' }, basics[key])
    case 'boarding':
      return basics.boarding === null ? '' : valueText({ key, kind: 'choice' }, String(basics.boarding))
    case 'birthDate':
      return valueText({ key, kind: 'date' }, basics.birthDate)
    case 'idNumber':
      return basics.idMasked ?? ''
    case 'address':
      return basics.addressMasked ?? ''
    case 'phone':
      return basics.phoneMasked ?? ''
    case 'ethnic':
    case 'village':
    case 'studentNo':
      return basics[key] ?? ''
    case 'class':
      return basics.className ?? ''
    case 'keeper':
      return file?.keeperName ?? ''
    default:
      return ''
  }
}

export interface Line {
  readonly key: string
  readonly label: string
  readonly value: string
  readonly outdated: boolean
}

export interface Lines {
  readonly section: FieldSection | 'own'
  readonly lines: readonly Line[]
}

/** Every field of the catalogue that opens for the person, by section, then the school's own. */
export function linesOf(file: CareFile, own: readonly OwnField[]): Lines[] {
  const { tiers } = file.may
  const outdated = new Set(file.file?.outdated)
  const stored = file.file?.fields ?? {}
  const sections = FIELD_SECTIONS.map((section): Lines => ({
    section,
    lines: FIELD_RULES.filter((field) => field.section === section && tiers.includes(field.tier)).map(
      (field) => ({
        key: field.key,
        label: fieldLabel(field.key) ?? field.key,
        value:
          field.stored === 'part'
            ? valueText(field, stored[field.key] ?? '')
            : registerValue(file, field.key),
        outdated: outdated.has(field.key),
      }),
    ),
  }))
  const added = own
    .filter(
      ({ tier, retired, fieldId }) =>
        tiers.includes(tier) && !(retired && stored[ownKey(fieldId)] === undefined),
    )
    .map((field): Line => {
      const key = ownKey(field.fieldId)
      return {
        key,
        label: field.label,
        value: valueText({ key, kind: field.kind }, stored[key] ?? ''),
        outdated: false,
      }
    })
  return [...sections, { section: 'own' as const, lines: added }].filter(({ lines }) => lines.length > 0)
}

/** The whole file, section by section: what is there, and in one line what is not. */
export function FieldLists({ file, own }: { file: CareFile; own: readonly OwnField[] }) {
  const { t } = useLingui()
  return linesOf(file, own).map(({ section, lines }) => {
    const shown = lines.filter(({ value, outdated }) => outdated || value !== '')
    const empty = joinWords(lines.filter((line) => !shown.includes(line)).map(({ label }) => label))
    return (
      <Section key={section} title={section === 'own' ? t`学校自己加的` : sectionText(section)}>
        <Card pad="sides">
          {shown.length > 0 && (
            <KeyValue
              items={shown.map(({ label, value, outdated }) => ({
                label,
                value: outdated ? <span className="text-soft">{t`写得久了，请重新看一看再写`}</span> : value,
              }))}
            />
          )}
          {empty !== '' && (
            <p className="border-t border-line py-2.5 text-sm text-soft first:border-t-0">
              <Trans>还没有填：{empty}</Trans>
            </p>
          )}
        </Card>
      </Section>
    )
  })
}
