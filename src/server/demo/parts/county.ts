import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { windowsOf } from '#shared/duties/rules/windows.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import type { Vault } from '#server/vault/vault.ts'
import { calendarOf, inventYears } from './calendar.ts'
import { inventSchool, type InventedSchool } from './school.ts'
import type { Sealing } from './sealing.ts'

export interface CountyWanted {
  readonly schools: number
  /** Children on a list, in all schools. */
  readonly children: number
  /** Duties and cards together; about that many come out. */
  readonly records: number
  readonly seed: number
  readonly today: LocalDate
  readonly now: number
}

const PRESET = 'plan9'
const SETTINGS: Partial<PlanParams> = {
  visit: {
    on: true,
    by: 'school',
    period: 'term',
    performerRole: 'classTeacher',
    perTerm: 1,
    campaignMonths: [],
  },
}
const CLASS_SIZE = 40
const GRADES = 9
/** Cards' words are stored for one in ten: what lists and duties cost does not hang on them. */
export const CONTENTS = 0.1
const WINDOWS_A_YEAR = 55

interface Span {
  readonly years: number
  readonly effectiveFrom: LocalDate
}

/** A plan's first day such that about `count` windows lie between it and the end of the term. */
function spanFor(count: number, today: LocalDate): Span {
  const years = Math.min(30, Math.max(2, Math.ceil(count / WINDOWS_A_YEAR) + 1))
  const calendar = calendarOf(inventYears(today, years))
  const first = calendar.years[0]?.from ?? today
  const until = calendar.terms.find(({ to }) => to >= today)?.to ?? today
  const plan = PLAN_PRESETS.find(({ key }) => key === PRESET)
  const rules = plan ? rulesOf({ ...plan.params, ...SETTINGS }, first) : []
  const starts = rules
    .flatMap((rule) => windowsOf(rule, calendar, first, until).map(({ from }) => from))
    .toSorted()
  return {
    years,
    effectiveFrom: starts.at(-Math.max(1, Math.min(count, starts.length))) ?? addDays(today, -30),
  }
}

const shareOf = (total: number, parts: number, at: number): number =>
  Math.floor((total * (at + 1)) / parts) - Math.floor((total * at) / parts)

/** The schools of a county one after the other, each with its children and their duties and cards. */
export function countyOf(
  wanted: CountyWanted,
  vault: Vault,
  sealing: Sealing,
): (at: number) => InventedSchool {
  const { schools, children, records, seed, today, now } = wanted
  const school = (at: number, span: Span): InventedSchool => {
    const count = shareOf(children, schools, at)
    return inventSchool(
      {
        seed: Math.imul(seed, 1_000_003) + at,
        now,
        frame: {
          schoolName: `第${at + 1}学校`, today, years: span.years, classesPerGrade: Math.max(1, Math.ceil(count / GRADES / CLASS_SIZE)),
          preset: PRESET, definition: 'ruralUnder16', settings: SETTINGS, effectiveFrom: span.effectiveFrom,
        }, // prettier-ignore
        staff: { helpers: 0, prefix: `s${seed}-${at + 1}-`, passwordHash: null },
        pupils: count,
        listed: count,
        perHelper: 0,
        contents: CONTENTS,
      },
      vault,
      sealing,
    )
  }
  // Children who came later owe less, and a missed duty has no card: how much comes out is tried on the first school.
  const perChild = records / children
  const guess = Math.max(1, Math.round(perChild / 1.7))
  const { rows, children: tried } = school(0, spanFor(guess, today))
  const outcome = (rows.count('duty') + rows.count('card')) / Math.max(1, tried.length)
  const span = spanFor(Math.max(1, Math.round((guess * perChild) / Math.max(outcome, 0.1))), today)
  return (at) => school(at, span)
}
