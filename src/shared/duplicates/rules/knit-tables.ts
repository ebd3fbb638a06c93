import type { Row } from '#shared/duplicates/rules/merge.ts'

/** What else of two entries is merged row by row, after family and carers, in the order in which it can be written. */
export const KNIT = [
  'file_renewal',
  'household_place',
  'care_mark',
  'attachment',
  'agreement',
  'agreement_party',
  'contact_named',
  'contact_change',
  'contact_check',
  'contact_proposal',
  'pairing',
  'pairing_member',
  'pairing_consent',
  'pairing_need',
  'role_assignment',
] as const
export type Knit = (typeof KNIT)[number]

export interface Pair {
  readonly keptId: string
  readonly goneId: string
  /** Members and carers of the gone entry that are another row now. */
  readonly kin: ReadonlyMap<string, string>
  /** Carers of the gone entry that are no more. */
  readonly lost: ReadonlySet<string>
  readonly today: string
  readonly yesterday: string
}

export interface KnitPlan {
  readonly puts: Readonly<Partial<Record<Knit, readonly Row[]>>>
  readonly drops: Readonly<Partial<Record<Knit, readonly string[]>>>
}
