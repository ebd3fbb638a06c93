import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import type { ChildFacts, Definition, Residence } from '#shared/children/schema.ts'
import { inventListedFamily, inventOtherFamily, type InventedFamily, type ListedGiven } from './family.ts'
import { inventGivenName, inventSurname, type Sex } from './names.ts'
import { inventIdNumber, inventPhone } from './numbers.ts'
import { inventAddress, inventVillage } from './places.ts'
import { weighted, type Random } from './random.ts'
import { BOARDING, DISABLED, ILL, OTHERS, RURAL, type OtherShape } from './shares.ts'

export interface InventedPupil extends InventedFamily {
  readonly name: string
  readonly sex: Sex
  readonly birthOn: LocalDate
  readonly ethnic: string
  readonly residence: Residence
  readonly boarding: boolean
  readonly grade: number
  /** Which of the grade's classes, from 1. */
  readonly classNumber: number
  readonly idNumber: string | null
  readonly phone: string | null
  readonly village: string
  readonly address: string
  /** First day at this school. */
  readonly joinedOn: LocalDate
  readonly health: string | null
  readonly listed: boolean
}

export interface PupilPlace {
  readonly grade: number
  readonly classNumber: number
  readonly sex: Sex
  /** How the family lives; null = not on the list. */
  readonly listed: ListedGiven | null
}

interface SchoolGiven {
  readonly today: LocalDate
  /** First day of the current school year. */
  readonly yearFrom: LocalDate
  readonly definition: Definition
}

/** What the rules look at, as the family tells it. */
export function factsOf(
  pupil: Pick<InventedPupil, 'birthOn' | 'residence' | 'grade' | 'members'>,
): ChildFacts {
  return {
    birthDate: pupil.birthOn,
    residence: pupil.residence,
    grade: pupil.grade,
    parents: pupil.members.flatMap(({ relation, state, incapable, absences }) =>
      isParentRelation(relation)
        ? [
            {
              relation,
              state,
              incapable,
              absences: absences.map(({ from, to }) => ({ from, to, kind: 'work' as const })),
            },
          ]
        : [],
    ),
  }
}

/** Six years old by 31 August of the year of entry. */
function birthDay(random: Random, yearFrom: LocalDate, grade: number): LocalDate {
  const entry = Number(yearFrom.slice(0, 4)) - grade + 1
  return addDays(`${entry - 7}-09-01`, random.int(0, 364))
}

const TRIES = 50

/** One pupil; a family that does not give the wanted answer under the definition is thrown away and another invented. */
export function inventPupil(
  random: Random,
  place: PupilPlace,
  school: SchoolGiven,
  isTaken: (pupil: InventedPupil) => boolean,
): InventedPupil {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const pupil = tryPupil(random, place, school)
    const { result } = evaluate(school.definition, factsOf(pupil), school.today)
    if ((result === 'counted') === pupil.listed && !isTaken(pupil)) return pupil
  }
  throw new Error(`no family found in ${TRIES} tries`)
}

function tryPupil(
  random: Random,
  { grade, classNumber, sex, listed }: PupilPlace,
  { today, yearFrom }: SchoolGiven,
): InventedPupil {
  const birthOn = birthDay(random, yearFrom, grade)
  const surname = inventSurname(random)
  const family = { random, today, surname, childBornOn: birthOn }
  const other: OtherShape = weighted(random, OTHERS)
  const village = inventVillage(random)
  const isRural = listed !== null || (other !== 'urbanAway' && random.chance(RURAL))
  const firstYear = Number(yearFrom.slice(0, 4)) - grade + 1
  return {
    name: `${surname}${inventGivenName(random, sex)}`,
    sex,
    birthOn,
    ethnic: random.chance(0.93) ? '汉族' : random.pick(['苗族', '土家族', '壮族', '侗族']),
    residence: isRural ? 'rural' : 'urban',
    boarding: random.chance(grade <= 6 ? BOARDING.primary : BOARDING.junior),
    grade,
    classNumber,
    // A child without papers must not be left out: some have none yet.
    idNumber: random.chance(0.985) ? inventIdNumber(random, birthOn, sex) : null,
    phone: random.chance(grade <= 6 ? 0.1 : 0.45) ? inventPhone(random) : null,
    village,
    address: inventAddress(random, village),
    joinedOn: random.chance(0.95) ? `${firstYear}-09-01` : yearFrom,
    health: random.chance(DISABLED) ? '听力不便，坐前排' : random.chance(ILL) ? '长期服药，按时复查' : null,
    listed: listed !== null,
    ...(listed ? inventListedFamily(family, listed) : inventOtherFamily(family, other)),
  }
}
