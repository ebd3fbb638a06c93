import { addDays, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { CardKind, DutyWindow } from '#shared/duties/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'
import { EXCUSES, LATE_REASONS } from './sentences.ts'
import type { Random } from './random.ts'

export interface RuleWindow extends DutyWindow {
  readonly key: CardKind
}

export interface InventedCard {
  readonly kind: CardKind
  readonly heldOn: LocalDate
  readonly reached: boolean
  /** Entered for the duty it stands beside, after its due day (K-26). */
  readonly late: boolean
  readonly lateReason: string | null
}

export interface InventedDuty {
  readonly window: RuleWindow
  readonly dueOn: LocalDate
  /** The one that fulfils it is the last; attempts come before it. */
  readonly cards: readonly InventedCard[]
  readonly done: InventedCard | null
  readonly excuse: { readonly kind: ExcuseKind; readonly reason: string; readonly on: LocalDate } | null
}

interface Given {
  readonly today: LocalDate
  readonly calendar: Calendar
  /** Share of duties done in time by this class, 0.80–0.97. */
  readonly reliability: number
}

/** How what was not done in time went on. */
const AFTERWARDS = { late: 0.58, excused: 0.2 } as const
const ATTEMPT_FIRST: Readonly<Record<CardKind, number>> = { talk: 0.01, parentContact: 0.14, homeVisit: 0.06 }

/** A day between two, a school day if chance finds one soon; family contacts may be on any day. */
function dayBetween(
  random: Random,
  from: LocalDate,
  to: LocalDate,
  kind: CardKind,
  calendar: Calendar,
): LocalDate {
  const days = diffDays(from, to)
  const tries = kind === 'parentContact' ? 0 : 6
  let day = addDays(from, random.int(0, days))
  for (let tried = 0; tried < tries && !isSchoolDay(day, calendar); tried += 1)
    day = addDays(from, random.int(0, days))
  return day
}

const card = (kind: CardKind, heldOn: LocalDate, over: Partial<InventedCard> = {}): InventedCard => ({
  kind,
  heldOn,
  reached: true,
  late: false,
  lateReason: null,
  ...over,
})

const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)

/** One duty with the cards that belong to it, as a school that means it would have it: most in time, some not. */
export function inventDuty(random: Random, window: RuleWindow, dueOn: LocalDate, given: Given): InventedDuty {
  const { today, calendar, reliability } = given
  const kind = window.key
  const none: InventedDuty = { window, dueOn, cards: [], done: null, excuse: null }
  if (window.from > today) return none
  const last = earlier(dueOn, today)
  const passed = (diffDays(window.from, last) + 1) / (diffDays(window.from, dueOn) + 1)
  const isOpen = dueOn >= today
  const attempt = (to: LocalDate): InventedCard =>
    card(kind, dayBetween(random, window.from, to, kind, calendar), { reached: false })
  if (random.next() < (isOpen ? reliability * passed ** 0.8 : reliability)) {
    const done = card(kind, dayBetween(random, window.from, last, kind, calendar))
    const first = random.chance(ATTEMPT_FIRST[kind]) ? [attempt(done.heldOn)] : []
    return { ...none, cards: [...first, done], done }
  }
  if (isOpen) return random.chance(0.15) ? { ...none, cards: [attempt(last)] } : none
  const roll = random.next()
  const lateOn = addDays(dueOn, random.int(1, 9))
  if (roll < AFTERWARDS.late && lateOn <= today) {
    const done = card(kind, lateOn, { late: true, lateReason: random.pick(LATE_REASONS) })
    return { ...none, cards: [done], done }
  }
  if (roll > 1 - AFTERWARDS.excused) {
    const [excuseKind, reason] = random.pick(EXCUSES)
    return { ...none, excuse: { kind: excuseKind, reason, on: dueOn } }
  }
  return random.chance(0.4) ? { ...none, cards: [attempt(last)] } : none
}
