import type { AppraisalSettings, AwardKind } from '#shared/appraisal/schema.ts'

const FIRST = 100
const TO_FIFTH = 30
const PROGRESS = 15
const PLACES_OF_PROGRESS = 5

export interface PupilAward {
  readonly kinds: readonly AwardKind[]
  readonly yuan: number
}

/**
 * F21: awards of one pupil by its place at the end of the last term and of the first (P6-53 to P6-56). Places that are shared
 * get the full award each (K-79); the cap cuts the money.
 */
export function pupilAward(
  { first, last }: { readonly first: number | null; readonly last: number | null },
  { exclusive, capChild }: Pick<AppraisalSettings, 'exclusive' | 'capChild'>,
): PupilAward | null {
  if (last === null) return null
  const found: { kind: AwardKind; yuan: number }[] = []
  if (last <= 5) found.push({ kind: 'excellence', yuan: last === 1 ? FIRST : TO_FIFTH })
  if (first !== null && first - last >= PLACES_OF_PROGRESS) found.push({ kind: 'progress', yuan: PROGRESS })
  // The first of two is the greater one: 30 or 100 against 15.
  const given = exclusive ? found.slice(0, 1) : found
  if (given.length === 0) return null
  const total = given.reduce((all, { yuan }) => all + yuan, 0)
  return { kinds: given.map(({ kind }) => kind), yuan: Math.min(total, capChild) }
}

/** F22: yuan to keep ready for a class in which so many have come on by five places: one first, four up to the fifth. */
export const classBudget = (progressed: number): number => FIRST + 4 * TO_FIFTH + PROGRESS * progressed

export const hasProgressed = (first: number | null, last: number | null): boolean =>
  first !== null && last !== null && first - last >= PLACES_OF_PROGRESS
