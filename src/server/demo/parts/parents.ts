import { addDays, addMonths, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { springFestival } from './calendar.ts'
import { inventWorkPlace, inventWorkUnit, WORK_PLACES, type WorkPlaceKind } from './places.ts'
import { weighted, type Random } from './random.ts'
import { AWAY_SPAN, HOME, type AwaySpan } from './shares.ts'

export interface InventedAbsence {
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  readonly place: string
  readonly workUnit: string
}

/** Where somebody works and since when; both parents of one child often share it. */
export interface Journey {
  readonly leftOn: LocalDate
  readonly placeKind: WorkPlaceKind
  readonly place: string
  readonly home: 'festival' | 'festivalAndSummer'
}

const MONTHS: Readonly<Record<AwaySpan, readonly [number, number]>> = {
  underOne: [4, 11],
  oneToTwo: [12, 23],
  twoToFive: [24, 59],
  overFive: [61, 110],
}

/** A journey that began long enough ago to count (over three months). */
export function inventJourney(
  random: Random,
  today: LocalDate,
  given: { span?: AwaySpan; placeKind?: WorkPlaceKind } = {},
): Journey {
  const [least, most] = MONTHS[given.span ?? weighted(random, AWAY_SPAN)]
  const placeKind = given.placeKind ?? weighted(random, WORK_PLACES)
  return {
    leftOn: addDays(addMonths(today, -random.int(least, most)), -random.int(1, 20)),
    placeKind,
    place: inventWorkPlace(random, placeKind),
    home: weighted(random, HOME),
  }
}

/** Visits home of a few days up to the fifteen that do not break an absence (K-11). */
function visitsHome(
  random: Random,
  { leftOn, home }: Journey,
  today: LocalDate,
): { from: LocalDate; to: LocalDate }[] {
  const visits: { from: LocalDate; to: LocalDate }[] = []
  // Older visits say nothing any more; nobody remembers their dates.
  const first = Math.max(Number(leftOn.slice(0, 4)), Number(today.slice(0, 4)) - 2)
  for (let year = first; year <= Number(today.slice(0, 4)); year += 1) {
    const starts = [addDays(springFestival(year), -random.int(2, 6))]
    if (home === 'festivalAndSummer') starts.push(`${year}-08-${String(random.int(1, 12)).padStart(2, '0')}`)
    for (const from of starts) {
      const to = addDays(from, random.int(8, 14))
      if (diffDays(leftOn, from) > 40 && to < today) visits.push({ from, to })
    }
  }
  return visits
}

/** A journey as dated absences: away, at home for the festival, away again. */
export function absencesOf(
  random: Random,
  journey: Journey,
  today: LocalDate,
  until: LocalDate | null = null,
): InventedAbsence[] {
  const { place } = journey
  const workUnit = inventWorkUnit(random)
  const absences: InventedAbsence[] = []
  let from = journey.leftOn
  for (const visit of visitsHome(random, journey, until ?? today)) {
    absences.push({ from, to: visit.from, place, workUnit })
    from = visit.to
  }
  absences.push({ from, to: until, place, workUnit })
  return absences
}
