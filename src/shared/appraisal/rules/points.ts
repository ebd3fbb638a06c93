import type { AppraisalSettings } from '#shared/appraisal/schema.ts'
import { yuan } from '#shared/percent/rules.ts'

const PER_PLACE = 10
const TOP_FIVE = 10
const CONDUCT = 20
const TITLE = 10

/** What is known of one child; a rank that nobody entered is null. */
export interface ChildFacts {
  readonly base: number | null
  readonly end: number | null
  /** No serious breach, said by the named person. */
  readonly conduct: boolean
  readonly title: boolean
}

type PointRules = Pick<AppraisalSettings, 'topFiveRule' | 'cumulative'>
type MoneyRules = Pick<AppraisalSettings, 'fenPerPoint' | 'capPerson' | 'capChild'>

/** Points by rank; none when a rank is missing at base or end (K-61, X-35). */
function rankPoints({ base, end }: ChildFacts, { topFiveRule, cumulative }: PointRules): number {
  if (base === null || end === null) return 0
  const gained = PER_PLACE * Math.max(0, base - end)
  const top = end <= 5 && (topFiveRule === 'reached' || base <= 5) ? TOP_FIVE : 0
  return cumulative ? gained + top : Math.max(gained, top)
}

/** F17: points of one child for one person, P6-41 to P6-44. */
export const pointsOf = (facts: ChildFacts, rules: PointRules): number =>
  rankPoints(facts, rules) + (facts.conduct ? CONDUCT : 0) + (facts.title ? TITLE : 0)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** What one child brings in money; the cap never touches its points (K-79). */
const fenOf = (points: number, { fenPerPoint, capChild }: MoneyRules): number =>
  Math.min(points * fenPerPoint, capChild * 100)

export interface Award {
  readonly points: number
  /** Before the cap of the person, whole fen. */
  readonly fen: number
  /** The cap of a child has taken something off. */
  readonly cut: boolean
}

const isCut = (points: readonly number[], rules: MoneyRules): boolean =>
  points.some((one) => one * rules.fenPerPoint > rules.capChild * 100)

/** F18: of whoever helps, the sum over all children paired with that person. */
export const helperAward = (points: readonly number[], rules: MoneyRules): Award => ({
  points: sum(points),
  fen: sum(points.map((one) => fenOf(one, rules))),
  cut: isCut(points, rules),
})

/** F19: of a class teacher, the mean over the class's concerned pupils, half up to two decimals; nothing without one (K-50). */
export function teacherAward(points: readonly number[], rules: MoneyRules): Award | null {
  const mean = yuan(sum(points) * 100, points.length)
  const money = yuan(sum(points.map((one) => fenOf(one, rules))), points.length)
  return mean === null || money === null
    ? null
    : { points: mean, fen: Math.round(money * 100), cut: isCut(points, rules) }
}

/** All that one person gets, the cap of the person last: it cuts money, never points (K-79). */
export function personAward(awards: readonly Award[], { capPerson }: MoneyRules) {
  const fen = sum(awards.map((award) => award.fen))
  return {
    points: Math.round(sum(awards.map(({ points }) => points)) * 100) / 100,
    yuan: Math.min(fen, capPerson * 100) / 100,
    cut: fen > capPerson * 100 || awards.some(({ cut }) => cut),
  }
}
