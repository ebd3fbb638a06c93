import {
  addDays,
  addMonths,
  diffDays,
  type LocalDate,
  monthEnd,
  monthStart,
  type Span,
} from '#shared/calendar/rules/local-date.ts'

export interface TaskDays {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

/** A task moved so that it begins on a day: it keeps its length. */
export const movedTo = ({ startsOn, endsOn }: TaskDays, day: LocalDate): TaskDays => ({
  startsOn: day,
  endsOn: addDays(day, diffDays(startsOn, endsOn)),
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

/** The days of a month (1–12) inside a school year, the longer part where the year has two; undefined without any. */
export function monthIn(year: Span, month: number): TaskDays | undefined {
  let best: TaskDays | undefined
  for (let day = monthStart(year.from); day <= year.to; day = addMonths(day, 1)) {
    if (Number(day.slice(5, 7)) !== month) continue
    const startsOn = day < year.from ? year.from : day
    const end = monthEnd(day)
    const endsOn = end > year.to ? year.to : end
    if (!best || diffDays(startsOn, endsOn) > diffDays(best.startsOn, best.endsOn)) best = { startsOn, endsOn }
  }
  return best
}

/** Whether a task touches a school year: its first day decides. */
export const beginsIn = (year: Span, { startsOn }: TaskDays): boolean =>
  year.from <= startsOn && startsOn <= year.to
