/** When a class rank was: at the end of the year before, of the first or of the last term of the year. */
export const RANK_ATS = ['yearBefore', 'first', 'last'] as const
type RankAt = (typeof RANK_ATS)[number]

/** F20: in the first grade of the scheme the base is the first term of the year, above it the last of the year before. */
export const baseAt = (grade: number, firstGrade: number): RankAt =>
  grade <= firstGrade ? 'first' : 'yearBefore'

/** Which ranks a class needs; the first term's for the progress of the pupils, too. */
export const ranksNeeded = (grade: number, firstGrade: number): readonly RankAt[] =>
  baseAt(grade, firstGrade) === 'first' ? ['first', 'last'] : ['yearBefore', 'first', 'last']

interface Term {
  readonly id: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
}

/** The terms that count; `terms` and those of the year before by their first day. With one term alone there is no last one. */
export function termsAt(
  terms: readonly Term[],
  before: readonly Term[],
): Readonly<Record<RankAt, Term | undefined>> {
  const last = (of: readonly Term[]): Term | undefined => (of.length > 1 ? of.at(-1) : undefined)
  return { yearBefore: last(before), first: terms[0], last: last(terms) }
}

/**
 * K-79: equal ones share the better place and the next one stands behind all of them: 1, 2, 2, 4. The first rank that cannot
 * follow the ones before it (1, 2, 2, 3); of a class not all need be there.
 */
export function misplaced(ranks: readonly number[]): number | undefined {
  const sorted = ranks.toSorted((a, b) => a - b)
  return sorted.find((rank, at) => {
    const before = sorted[at - 1]
    return before !== undefined && rank !== before && rank <= at
  })
}
