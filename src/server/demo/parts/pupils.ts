import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Definition } from '#shared/children/schema.ts'
import type { ListedGiven } from './family.ts'
import { inventPupil, type InventedPupil, type PupilPlace } from './pupil.ts'
import { WORK_PLACES } from './places.ts'
import { deal, type Random, type Shares } from './random.ts'
import { AWAY, AWAY_SPAN, CARER_BOTH_AWAY, SEX } from './shares.ts'

export interface PupilsWanted {
  readonly today: LocalDate
  readonly yearFrom: LocalDate
  readonly definition: Definition
  readonly pupils: number
  /** Of them, on the list. */
  readonly listed: number
  readonly classesPerGrade: number
}

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

interface ClassPlace {
  readonly grade: number
  readonly classNumber: number
}

/** Older pupils are fewer among the children on the list (ages 6–13 to 14–16 as 67.4 to 10.9, published census shares). */
const classShares = (perGrade: number, weight: (grade: number) => number): Shares<ClassPlace> =>
  GRADES.flatMap((grade) =>
    Array.from({ length: perGrade }, (_, at) => [{ grade, classNumber: at + 1 }, weight(grade)] as const),
  )

/** How listed families live, in exactly the published shares (shares.ts). */
function listedShapes(random: Random, count: number): ListedGiven[] {
  const away = deal(random, count, AWAY)
  const carers = deal(random, away.filter((shape) => shape === 'both').length, CARER_BOTH_AWAY)
  const spans = deal(random, count, AWAY_SPAN)
  const places = deal(random, count, WORK_PLACES)
  return away.map((shape, at) => ({
    away: shape,
    carer: (shape === 'both' ? carers.pop() : undefined) ?? 'grandparent',
    span: spans[at] ?? 'oneToTwo',
    place: places[at] ?? 'otherProvince',
  }))
}

/** All pupils of one school, by class; no two have the same name or identity number. */
export function inventPupils(random: Random, wanted: PupilsWanted): InventedPupil[] {
  const shapes = listedShapes(random, wanted.listed)
  const listedSex = deal(random, wanted.listed, SEX)
  const others = wanted.pupils - wanted.listed
  const otherSex = deal(random, others, SEX)
  const listedAt = deal(
    random,
    wanted.listed,
    classShares(wanted.classesPerGrade, (grade) => (grade >= 8 ? 0.62 : 1)),
  )
  const othersAt = deal(
    random,
    others,
    classShares(wanted.classesPerGrade, () => 1),
  )
  const places: PupilPlace[] = [
    ...listedAt.map((at, index) => ({
      ...at,
      sex: listedSex[index] ?? 'male',
      listed: shapes[index] ?? null,
    })),
    ...othersAt.map((at, index) => ({ ...at, sex: otherSex[index] ?? 'male', listed: null })),
  ]
  const taken = new Set<string>()
  const isTaken = ({ name, idNumber }: InventedPupil): boolean =>
    taken.has(name) || (idNumber !== null && taken.has(idNumber))
  const pupils = places.map((place, index) => {
    const pupil = inventPupil(random.fork(index), place, wanted, isTaken)
    taken.add(pupil.name)
    if (pupil.idNumber !== null) taken.add(pupil.idNumber)
    return pupil
  })
  return underOneRoof(pupils.toSorted((a, b) => a.grade - b.grade || a.classNumber - b.classNumber))
}

const SHARED_GRADE = 3

/** Two children of one class with their grandmother: one visit, one call may do for both. */
function underOneRoof(pupils: readonly InventedPupil[]): InventedPupil[] {
  const [elder, other] = pupils.filter(
    ({ grade, classNumber, listed, carer }) =>
      grade === SHARED_GRADE && classNumber === 1 && listed && carer.kind === 'grandparent' && carer.phone,
  )
  if (elder === undefined || other === undefined) return [...pupils]
  const { village, address, carer } = elder
  const same = { ...other, village, address, carer: { ...carer, member: null, from: other.carer.from } }
  return pupils.map((pupil) => (pupil === other ? same : pupil))
}
