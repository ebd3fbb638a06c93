import {
  addDays,
  addMonths,
  diffDays,
  type LocalDate,
  monthEnd,
  monthStart,
  type Span,
  weekday,
} from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'

export interface TaskDays {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

/** A task of more days stands for a month or a season: it is shown apart from the days. */
const MOST_DAYS_SHOWN = 7

export const isLong = ({ startsOn, endsOn }: TaskDays): boolean =>
  diffDays(startsOn, endsOn) >= MOST_DAYS_SHOWN

/** A task put on a day: it keeps its length, but one of a whole month is now to be done on that day. */
export const movedTo = (task: TaskDays, day: LocalDate): TaskDays => ({
  startsOn: day,
  endsOn: isLong(task) ? day : addDays(day, diffDays(task.startsOn, task.endsOn)),
})

/**
 * The same days twelve months on (K-02); what ends with a month ends with that month next year, too, so that the whole of
 * February stays the whole of February.
 */
export function nextYear({ startsOn, endsOn }: TaskDays): TaskDays {
  const end = addMonths(endsOn, 12)
  return {
    startsOn: addMonths(startsOn, 12),
    endsOn: monthEnd(endsOn) === endsOn ? monthEnd(end) : end,
  }
}

/** 0, 1, -1 … 7, -7: a task is moved by a week at most. */
const SHIFTS = [0, ...[1, 2, 3, 4, 5, 6, 7].flatMap((n) => [n, -n])]

/**
 * Where a task goes in the next school year: twelve months on, and when its first or last day was a school day and no longer
 * is one, the whole task goes to the nearest days on which both are (K-21). Holidays whose end nobody has entered yet, or
 * none near: at least no weekend that was none before. A task of many days keeps its dates.
 */
export function rolledTo(task: TaskDays, calendar: Calendar): TaskDays {
  const next = nextYear(task)
  if (isLong(task)) return next
  const ends = [
    [task.startsOn, next.startsOn],
    [task.endsOn, next.endsOn],
  ] as const
  const teaches = (day: LocalDate): boolean => isSchoolDay(day, calendar)
  const isWorkday = (day: LocalDate): boolean => teaches(day) || weekday(day) <= 5
  const keeps = (is: (day: LocalDate) => boolean, shift: number): boolean =>
    ends.every(([was, then]) => !is(was) || is(addDays(then, shift)))
  const shift =
    SHIFTS.find((days) => keeps(teaches, days) && keeps(isWorkday, days)) ??
    SHIFTS.find((days) => keeps(isWorkday, days)) ??
    0
  return { startsOn: addDays(next.startsOn, shift), endsOn: addDays(next.endsOn, shift) }
}

/** The days of a month (1–12) inside a school year, the longer part where the year has two; undefined without any. */
export function monthIn(year: Span, month: number): TaskDays | undefined {
  let best: TaskDays | undefined
  for (let day = monthStart(year.from); day <= year.to; day = addMonths(day, 1)) {
    if (Number(day.slice(5, 7)) !== month) continue
    const startsOn = day < year.from ? year.from : day
    const end = monthEnd(day)
    const endsOn = end > year.to ? year.to : end
    if (!best || diffDays(startsOn, endsOn) > diffDays(best.startsOn, best.endsOn))
      best = { startsOn, endsOn }
  }
  return best
}

/** Whether a task touches a school year: its first day decides. */
export const beginsIn = (year: Span, { startsOn }: TaskDays): boolean =>
  year.from <= startsOn && startsOn <= year.to
