import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { type HandbookWeek, handbookWeeks } from '#shared/handbook/rules/weeks.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { classQuery, termsQuery } from '#server/handbook/reads.ts'

type TermRow = RowOf<ReturnType<typeof termsQuery>>

export interface Pages {
  readonly terms: readonly TermRow[]
  readonly weeks: readonly HandbookWeek[]
}

/** Terms and pages of a school year; without an id of the one that matters today. */
export async function pagesOfYear(tx: Transaction, scope: Scope, yearId: string | null): Promise<Pages> {
  const calendar = await getCalendar(tx, scope)
  const terms = await tx.rows(termsQuery(scope, yearId))
  return { terms, weeks: handbookWeeks(terms, calendar) }
}

export interface ClassPages extends Pages {
  readonly className: string
}

/** A class that the scope reaches, with the pages of its school year. */
export async function pagesOfClass(
  tx: Transaction,
  scope: Scope,
  classId: string,
): Promise<ClassPages | undefined> {
  const [found] = await tx.rows(classQuery(scope, classId))
  if (!found) return undefined
  return { ...(await pagesOfYear(tx, scope, found.yearId)), className: found.name }
}

/** The page of a Monday, its neighbours, and nothing for a day that names none. */
export function weekAt({ weeks }: Pages, on: LocalDate) {
  const at = weeks.findIndex((week) => week.on === on)
  const week = weeks[at]
  return week && { week, before: weeks[at - 1]?.on ?? null, after: weeks[at + 1]?.on ?? null }
}
