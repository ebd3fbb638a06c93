import { classBudget, hasProgressed, pupilAward, type PupilAward } from '#shared/appraisal/rules/awards.ts'
import { helperAward, personAward, pointsOf, teacherAward } from '#shared/appraisal/rules/points.ts'
import { baseAt } from '#shared/appraisal/rules/ranks.ts'
import type { AppraisalSettings, PaidAs, RankAt } from '#shared/appraisal/schema.ts'

export interface LedgerChild {
  readonly id: string
  readonly classId: string
  readonly grade: number
  /** On the school's list: a concerned pupil. */
  readonly listed: boolean
  readonly ranks: Readonly<Record<RankAt, number | null>>
  readonly conduct: boolean
  readonly title: boolean
}

/** What somebody is paid for: one child paired in the year, or one class. */
export interface Paid {
  readonly personId: string
  readonly as: PaidAs
  readonly classId: string | null
  readonly pupilId: string | null
}

export interface PersonSum {
  readonly personId: string
  readonly as: readonly PaidAs[]
  /** Children on whom the sum rests. */
  readonly children: number
  /** Each of them has its ranks. */
  readonly complete: boolean
  readonly points: number
  readonly yuan: number
  readonly cut: boolean
}

const basedOn = (child: LedgerChild, { firstGrade }: AppraisalSettings): number | null =>
  child.ranks[baseAt(child.grade, firstGrade)]

/** Points of each child by its id: they leave this folder only inside a sum. */
function childPoints(children: readonly LedgerChild[], settings: AppraisalSettings): Map<string, number> {
  return new Map(
    children.map((child) => [
      child.id,
      pointsOf({ ...child, base: basedOn(child, settings), end: child.ranks.last }, settings),
    ]),
  )
}

/** F18 and F19 of everybody who is paid, the richest first. */
export function sumsOf(
  children: readonly LedgerChild[],
  paid: readonly Paid[],
  settings: AppraisalSettings,
): PersonSum[] {
  const points = childPoints(children, settings)
  const listedIn = Map.groupBy(
    children.filter(({ listed }) => listed),
    ({ classId }) => classId,
  )
  const pointsIn = (ids: readonly string[]): number[] => ids.flatMap((id) => points.get(id) ?? [])
  return [...Map.groupBy(paid, ({ personId }) => personId)]
    .flatMap(([personId, parts]): PersonSum[] => {
      const helped = [...new Set(parts.flatMap(({ pupilId }) => pupilId ?? []))].filter((id) =>
        points.has(id),
      )
      const classes = [...new Set(parts.flatMap(({ classId }) => classId ?? []))].map((id) =>
        (listedIn.get(id) ?? []).map((child) => child.id),
      )
      const teaching = classes.flatMap((ids) => teacherAward(pointsIn(ids), settings) ?? [])
      const helping = helped.length > 0 ? [helperAward(pointsIn(helped), settings)] : []
      if (helping.length + teaching.length === 0) return []
      const as: PaidAs[] = [
        ...helping.map(() => 'helper' as const),
        ...teaching.map(() => 'classTeacher' as const),
      ]
      const ids = new Set([...helped, ...classes.flat()])
      return [
        {
          personId,
          as: [...new Set(as)],
          children: ids.size,
          complete: children.every((child) => !ids.has(child.id) || hasRanks(child, settings)),
          ...personAward([...helping, ...teaching], settings),
        },
      ]
    })
    .toSorted((a, b) => b.yuan - a.yuan || a.personId.localeCompare(b.personId))
}

/** F21: whose pupils get an award, by the population the school chose. */
export function awardsOf(
  children: readonly LedgerChild[],
  settings: AppraisalSettings,
): (PupilAward & { readonly child: LedgerChild })[] {
  return children
    .filter(({ listed }) => listed || settings.population === 'class')
    .flatMap((child) => {
      const award = pupilAward(child.ranks, settings)
      return award ? [{ ...award, child }] : []
    })
}

/** F22 for each class, beside what is really given. */
export function budgetsOf(children: readonly LedgerChild[], settings: AppraisalSettings) {
  const given = Map.groupBy(awardsOf(children, settings), ({ child }) => child.classId)
  return [...given].map(([classId, awards]) => ({
    classId,
    budget: classBudget(
      awards.filter(({ child }) => hasProgressed(child.ranks.first, child.ranks.last)).length,
    ),
    yuan: awards.reduce((total, { yuan }) => total + yuan, 0),
  }))
}

const hasRanks = (child: LedgerChild, settings: AppraisalSettings): boolean =>
  basedOn(child, settings) !== null && child.ranks.last !== null

type Known = Pick<LedgerChild, 'id' | 'listed'>
type Helped = Pick<Paid, 'pupilId'>

/** Of whom conduct and title are asked: whoever brings somebody points, on the list or paired. Of others nobody needs to know. */
export function markedOf<Child extends Known>(
  children: readonly Child[],
  paid: readonly Helped[],
): readonly Child[] {
  const paired = new Set(paid.flatMap(({ pupilId }) => pupilId ?? []))
  return children.filter(({ id, listed }) => listed || paired.has(id))
}

/** Of whom ranks are asked: of these, and of everybody where the awards are the whole class's. */
export const rankedOf = <Child extends Known>(
  children: readonly Child[],
  paid: readonly Helped[],
  { population }: Pick<AppraisalSettings, 'population'>,
): readonly Child[] => (population === 'class' ? children : markedOf(children, paid))

/** What is asked and nobody has entered yet: numbers, no names. */
export function missingOf(
  children: readonly LedgerChild[],
  paid: readonly Helped[],
  settings: AppraisalSettings,
) {
  return {
    ranks: rankedOf(children, paid, settings).filter((child) => !hasRanks(child, settings)).length,
    conduct: markedOf(children, paid).filter(({ conduct }) => !conduct).length,
  }
}

/**
 * H-07: a sum over one child alone says what that child has; so does one that grows while the ranks are entered, child by
 * child, which they are after the year, too. Null = it may be told.
 */
export function withheld({
  children,
  complete,
}: Pick<PersonSum, 'children' | 'complete'>): 'single' | 'incomplete' | null {
  if (children < 2) return 'single'
  return complete ? null : 'incomplete'
}
