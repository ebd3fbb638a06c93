import { mayChangeCalendar, maySeeCalendar } from '#shared/calendar/policy.ts'
import type { Calendar, CalendarDay } from '#shared/calendar/schema.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { publicHolidays, unpublishedYears } from '#server/calendar/parts/public-holidays.ts'
import { removeDayQuery, saveDaysQuery } from '#server/calendar/queries.ts'
import {
  allDaysQuery,
  allTermsQuery,
  allYearsQuery,
  daysOfYearQuery,
  yearQuery,
} from '#server/calendar/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export { publicHolidays } from '#server/calendar/parts/public-holidays.ts'

type Kind = CalendarDay['kind']
type Proposal = CalendarDay & { state: 'new' | 'known' | 'differs' }

/** The school's whole calendar for the duty rules, inside a transaction of the caller. */
export async function getCalendar(tx: Pick<Transaction, 'run'>, scope: Scope): Promise<Calendar> {
  const [years, terms, days] = await tx.run(allYearsQuery(scope), allTermsQuery(scope), allDaysQuery(scope))
  return { years, terms, days: days.map((day) => ({ ...day, kind: day.kind as Kind })) }
}

export async function listDays(
  { db }: Deps,
  context: Context,
  yearId: string,
): Promise<Result<{ days: CalendarDay[] }>> {
  const scope = context.scope(maySeeCalendar(context.actor))
  if (!scope) return fail('forbidden')
  const [years, days] = await db.read(scope, [yearQuery(scope, yearId), daysOfYearQuery(scope, yearId)])
  if (years.length === 0) return fail('not-found')
  return ok({ days: days.map((day) => ({ ...day, kind: day.kind as Kind })) })
}

export async function proposeDays(
  { db }: Deps,
  context: Context,
  yearId: string,
): Promise<Result<{ days: Proposal[]; missingYears: number[] }>> {
  const scope = context.scope(mayChangeCalendar(context.actor))
  if (!scope) return fail('forbidden')
  const [[year], own] = await db.read(scope, [yearQuery(scope, yearId), daysOfYearQuery(scope, yearId)])
  if (!year) return fail('not-found')
  const kinds = new Map(own.map(({ day, kind }) => [day, kind]))
  const days = publicHolidays(year).map((day): Proposal => {
    const kind = kinds.get(day.day)
    return { ...day, state: kind === undefined ? 'new' : kind === day.kind ? 'known' : 'differs' }
  })
  return ok({ days, missingYears: [...unpublishedYears(year)] })
}

/** What follows from another calendar, in the transaction of the change: duties know this feature, not the other way round. */
export type FollowCalendar = (tx: Transaction, scope: Scope) => Promise<unknown>

export async function saveDays(
  { db }: Deps,
  context: Context,
  days: readonly CalendarDay[],
  follow: FollowCalendar,
): Promise<Result<{ saved: number }>> {
  const scope = context.scope(mayChangeCalendar(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ saved: number }>>(scope, async (tx) => {
    const years = await tx.rows(allYearsQuery(scope))
    const errors = days.flatMap(({ day }, at): FieldError[] => {
      if (!years.some((year) => year.from <= day && day <= year.to))
        return [{ path: `days.${at}.day`, code: 'outside-school-year' }]
      const twice = days.findIndex((other) => other.day === day) < at
      return twice ? [{ path: `days.${at}.day`, code: 'not-unique' }] : []
    })
    if (errors.length > 0) return invalid(...errors)
    await tx.run(saveDaysQuery(scope, days))
    tx.audit({
      action: 'change',
      entity: 'calendar',
      detail: { days: days.map(({ day, kind }) => `${day} ${kind}`) },
    })
    await follow(tx, scope)
    return ok({ saved: days.length })
  })
}

export async function removeDay(
  { db }: Deps,
  context: Context,
  day: string,
  follow: FollowCalendar,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayChangeCalendar(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    const removed = await tx.rows(removeDayQuery(scope, day))
    // Already an ordinary day: what was asked for holds.
    if (removed.length === 0) return ok({ done: true })
    tx.audit({ action: 'remove', entity: 'calendar', detail: { day } })
    await follow(tx, scope)
    return ok({ done: true })
  })
}
