import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CarerKind } from '#shared/children/schema.ts'
import { inventAdultName, inventSurname, type Sex } from './names.ts'
import { inventPhone } from './numbers.ts'
import { absencesOf, inventJourney, type InventedAbsence, type Journey } from './parents.ts'
import type { WorkPlaceKind } from './places.ts'
import { weighted, type Random } from './random.ts'
import {
  CARER_BOTH_AWAY,
  GRANDPARENT_AGE,
  type AwayShape,
  type AwaySpan,
  type CarerShape,
  type OtherShape,
} from './shares.ts'

export interface InventedMember {
  readonly relation: string
  readonly name: string
  readonly state: 'present' | 'dead' | 'unknown'
  readonly incapable: boolean
  readonly bornOn: LocalDate
  readonly phone: string | null
  readonly absences: readonly InventedAbsence[]
}

export interface InventedCarer {
  readonly kind: CarerKind
  readonly relation: string
  /** Which of the members it is; null = somebody else. */
  readonly member: number | null
  readonly name: string | null
  readonly bornOn: LocalDate | null
  readonly phone: string | null
  readonly from: LocalDate
}

export interface InventedFamily {
  readonly members: readonly InventedMember[]
  readonly carer: InventedCarer
  readonly workPlace: WorkPlaceKind | null
}

export interface ListedGiven {
  readonly away: AwayShape
  readonly carer: CarerShape
  readonly span: AwaySpan
  readonly place: WorkPlaceKind
}

type Parents = readonly [InventedMember, InventedMember]

interface Given {
  readonly random: Random
  readonly today: LocalDate
  readonly surname: string
  readonly childBornOn: LocalDate
}

const born = (random: Random, today: LocalDate, age: number): LocalDate =>
  `${Number(today.slice(0, 4)) - age}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`

function parent(
  { random, surname, childBornOn }: Given,
  sex: Sex,
  over: Partial<InventedMember> = {},
): InventedMember {
  const name = inventAdultName(random, sex, sex === 'male' ? surname : inventSurname(random))
  const state = over.state ?? 'present'
  return {
    relation: sex === 'male' ? 'father' : 'mother',
    name,
    state,
    incapable: false,
    bornOn: born(random, childBornOn, random.int(21, 33)),
    phone: state === 'present' ? inventPhone(random) : null,
    absences: [],
    ...over,
  }
}

const away = ({ random, today }: Given, journey: Journey): Partial<InventedMember> => ({
  absences: absencesOf(random, journey, today),
})

/** The normal curve by the sum of three; ages of grandparents lie around 59. */
const grandparentAge = (random: Random): number =>
  Math.round(
    GRANDPARENT_AGE.mean + (random.next() + random.next() + random.next() - 1.5) * 2 * GRANDPARENT_AGE.spread,
  )

function grandparent({ random, today, surname }: Given): InventedMember {
  const sex: Sex = random.chance(0.4) ? 'male' : 'female'
  const maternal = random.chance(0.22)
  const relation = maternal
    ? `maternalGrand${sex === 'male' ? 'father' : 'mother'}`
    : sex === 'male'
      ? 'grandfather'
      : 'grandmother'
  return {
    relation,
    name: inventAdultName(random, sex, sex === 'male' && !maternal ? surname : inventSurname(random)),
    state: 'present',
    incapable: false,
    bornOn: born(random, today, grandparentAge(random)),
    phone: inventPhone(random),
    absences: [],
  }
}

const carerOf = (member: InventedMember, index: number, kind: CarerKind, from: LocalDate): InventedCarer => ({
  kind,
  relation: member.relation,
  member: index,
  name: member.name,
  bornOn: member.bornOn,
  phone: member.phone,
  from,
})

const RELATIVES = [
  'fathersElderBrother',
  'fathersElderBrothersWife',
  'mothersSister',
  'fathersSister',
  'mothersBrother',
] as const

function otherCarer(
  { random, today }: Given,
  shape: Exclude<CarerShape, 'grandparent'>,
  from: LocalDate,
): InventedCarer {
  if (shape === 'nobody' || shape === 'uncertain')
    return { kind: shape, relation: shape, member: null, name: null, bornOn: null, phone: null, from }
  const relation = shape === 'relative' ? random.pick(RELATIVES) : '邻居'
  const sex: Sex = /Wife|Sister/.test(relation) ? 'female' : 'male'
  return {
    kind: shape,
    relation,
    member: null,
    name: inventAdultName(random, sex),
    bornOn: born(random, today, random.int(32, 55)),
    phone: inventPhone(random),
    from,
  }
}

function withCarer(
  given: Given,
  parents: Parents,
  shape: CarerShape,
  from: LocalDate,
): Pick<InventedFamily, 'members' | 'carer'> {
  if (shape !== 'grandparent') return { members: parents, carer: otherCarer(given, shape, from) }
  const elder = grandparent(given)
  return { members: [...parents, elder], carer: carerOf(elder, 2, 'grandparent', from) }
}

/** A family from which one or both parents have been away long enough to count. */
export function inventListedFamily(given: Given, shape: ListedGiven): InventedFamily {
  const { random, today } = given
  const journey = inventJourney(random, today, { span: shape.span, placeKind: shape.place })
  const from = addDays(journey.leftOn, -1)
  if (shape.away === 'both') {
    const earlier = { ...journey, leftOn: addDays(journey.leftOn, -random.int(0, 60)) }
    const other = random.chance(0.7) ? earlier : { ...inventJourney(random, today), leftOn: earlier.leftOn }
    const first = random.chance(0.7)
    const parents = [
      parent(given, 'male', away(given, first ? other : journey)),
      parent(given, 'female', away(given, first ? journey : other)),
    ] as const
    return { ...withCarer(given, parents, shape.carer, from), workPlace: shape.place }
  }
  const fatherAway = random.chance(0.75)
  const stays: Partial<InventedMember> =
    shape.away === 'one' ? {} : random.chance(0.5) ? { incapable: true } : { state: 'dead', phone: null }
  const gone = away(given, journey)
  const parents = [
    parent(given, 'male', fatherAway ? gone : stays),
    parent(given, 'female', fatherAway ? stays : gone),
  ] as const
  const home = fatherAway ? 1 : 0
  if (shape.away === 'one' && random.chance(0.85))
    return { members: parents, carer: carerOf(parents[home], home, 'parent', from), workPlace: shape.place }
  return { ...withCarer(given, parents, 'grandparent', from), workPlace: shape.place }
}

/** Every other family: at home, away for a short time, returned, or with something still to find out. */
export function inventOtherFamily(given: Given, shape: OtherShape): InventedFamily {
  const { random, today } = given
  const father = (over: Partial<InventedMember>): Parents => [
    parent(given, 'male', over),
    parent(given, 'female'),
  ]
  const atHome = (parents: Parents): InventedFamily => ({
    members: parents,
    carer: carerOf(parents[1], 1, 'parent', given.childBornOn),
    workPlace: null,
  })
  const journey = inventJourney(random, today)
  switch (shape) {
    case 'home':
      return atHome(father({}))
    case 'dead':
      return atHome(father({ state: 'dead' }))
    case 'awayShort':
      return atHome(father(away(given, { ...journey, leftOn: addDays(today, -random.int(6, 80)) })))
    case 'returned':
      return atHome(
        father({
          absences: absencesOf(
            random,
            { ...journey, leftOn: addDays(today, -random.int(420, 900)) },
            today,
            addDays(today, -random.int(40, 250)),
          ),
        }),
      )
    case 'startUnknown':
      return atHome(father({ absences: [{ from: null, to: null, place: journey.place, workUnit: '' }] }))
    case 'urbanAway': {
      const parents = [
        parent(given, 'male', away(given, journey)),
        parent(given, 'female', away(given, journey)),
      ] as const
      return {
        ...withCarer(given, parents, weighted(random, CARER_BOTH_AWAY), journey.leftOn),
        workPlace: journey.placeKind,
      }
    }
  }
}
