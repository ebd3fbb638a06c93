import type { CatalogueDuty } from '#shared/duties/rules/catalogue-duty.ts'
import { CardKind, type EvidenceKind, type RuleKey } from '#shared/duties/schema.ts'
import { CALENDAR_DUTIES } from '#shared/duties/rules/catalogue-calendar.ts'
import { CHILD_DUTIES } from '#shared/duties/rules/catalogue-children.ts'
import { CLASS_DUTIES } from '#shared/duties/rules/catalogue-classes.ts'
import { SCHOOL_DUTIES } from '#shared/duties/rules/catalogue-school.ts'

export const CATALOGUE: readonly CatalogueDuty[] = [
  ...CHILD_DUTIES,
  ...CLASS_DUTIES,
  ...SCHOOL_DUTIES,
  ...CALENDAR_DUTIES,
]

/** The three that every plan has settings of its own for: D04, D06–D08, D13, D17. */
export const CARE_DUTIES = {
  talk: ['D04'],
  parentContact: ['D06', 'D07', 'D08', 'D13'],
  homeVisit: ['D16', 'D17'],
} as const

/**
 * Duties that no rule opens: a feature keeps each of them in its own way, points of a term, notices that run, and volunteers
 * who meet no child before they are trained.
 */
export const ELSEWHERE_DUTIES = [
  { duty: 'D47', feature: 'appraisal', sources: ['P6-45'] },
  { duty: 'D48', feature: 'incidents', sources: ['P3-67', 'P3-68', 'P3-69'] },
  { duty: 'D52', feature: 'helpers', sources: ['P10-48'] },
] as const

/** Those of a feature that is not there yet. */
export const LATER_DUTIES = [{ duty: 'D51', feature: 'activities', sources: ['P10-40', 'P10-42'] }] as const

const byKey = new Map(CATALOGUE.map((duty) => [duty.key, duty]))

export const findCatalogueDuty = (key: RuleKey): CatalogueDuty | undefined => byKey.get(key)

const isCardKind = (kind: string): kind is CardKind => CardKind.options.some((one) => one === kind)

/** The kinds of record that fulfil a duty of this key; each care duty is fulfilled by the cards of its own name. */
export function evidenceOf(key: RuleKey): readonly EvidenceKind[] {
  if (key === 'talk' || key === 'parentContact' || key === 'homeVisit') return [key]
  return byKey.get(key)?.cardKinds ?? ['work']
}

/** The kinds of card that fulfil a duty of this key; none for what a record of work does. */
export const cardKindsOf = (key: RuleKey): CardKind[] => evidenceOf(key).filter(isCardKind)

/** Keys of all duties that cards fulfil. */
export const CARD_KEYS: readonly RuleKey[] = [...Object.keys(CARE_DUTIES), ...byKey.keys()].filter(
  (key) => cardKindsOf(key).length > 0,
)
