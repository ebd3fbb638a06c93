import { FIELD_RULES, type FieldSection } from '#shared/children/rules/fields.ts'
import { ownKey } from '#shared/children/rules/fields-values.ts'
import type { CareFile } from '#shared/children/schema.ts'
import type { OwnField } from '#shared/files/schema.ts'
import { fieldLabel, purposeText } from './field-words.ts'
import type { Asked } from './field-input.tsx'

export interface AskedField extends Asked {
  readonly section: FieldSection | 'own'
  readonly label: string
  readonly why: string
}

type Tiers = CareFile['may']['tiers']

/** The fields of the file for somebody with these tiers: the catalogue's, then the school's own. */
export function askedFields(tiers: Tiers, own: readonly OwnField[]): AskedField[] {
  const catalogue = FIELD_RULES.filter(({ stored, tier }) => stored === 'part' && tiers.includes(tier)).map(
    (field): AskedField => ({
      ...field,
      label: fieldLabel(field.key) ?? field.key,
      why: purposeText(field.purpose),
    }),
  )
  const added = own
    .filter(({ retired, tier }) => !retired && tiers.includes(tier))
    .map((field): AskedField => ({
      key: ownKey(field.fieldId),
      kind: field.kind,
      options: field.options,
      section: 'own',
      label: field.label,
      why: field.purpose,
    }))
  return [...catalogue, ...added]
}
