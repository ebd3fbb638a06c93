import ical, { ICalEventTransparency } from 'ical-generator'
import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { taskTitle } from '#shared/tasks/rules/entries.ts'
import { calendarName, dutiesDue, type Language, plainTitle } from '#server/feeds/parts/words.ts'
import type { FeedTaskRow } from '#server/feeds/reads.ts'

export interface FeedContent {
  readonly linkId: string
  readonly language: Language
  /** Milliseconds since 1970 (UTC): when it was put together. */
  readonly at: number
  readonly tasks: readonly FeedTaskRow[]
  readonly duties: readonly { readonly day: LocalDate; readonly key: string; readonly count: number }[]
}

/** Read by its UTC fields only, so the machine's time zone has no say (K-01). */
const midnight = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`)

function titleOf(task: FeedTaskRow, language: Language): string {
  const title = task.namesPupil ? plainTitle[language] : taskTitle(task, language)
  return task.state === 'done' || task.state === 'late' ? `✓ ${title}` : title
}

/**
 * Tasks by title and duties as counts, as events of whole local days (RFC 5545 `VALUE=DATE`: no time, so no time zone to
 * get wrong); the end is the day after. Nothing in it names a child.
 */
export function icalOf({ linkId, language, at, tasks, duties }: FeedContent): string {
  const calendar = ical({
    name: calendarName[language],
    prodId: { company: 'Shouwang', product: 'calendar', language: language === 'zh' ? 'ZH' : 'EN' },
    ttl: 60 * 60,
  })
  const add = (id: string, summary: string, from: LocalDate, to: LocalDate): void =>
    void calendar.createEvent({
      id,
      summary,
      start: midnight(from),
      end: midnight(addDays(to, 1)),
      allDay: true,
      stamp: new Date(at),
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  for (const task of tasks)
    add(`task-${task.id}@shouwang.invalid`, titleOf(task, language), task.startsOn, task.endsOn)
  for (const { day, key, count } of duties)
    add(`duties-${linkId}-${key}-${day}@shouwang.invalid`, dutiesDue(key, count, language), day, day)
  return calendar.toString()
}
