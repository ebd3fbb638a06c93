import { LATE_ENTRY_DAYS, MOST_LATE_ENTRY_DAYS } from '#shared/cards/rules/late-entry.ts'
import { SchoolSettings } from '#shared/organisation/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** The settings of a school as stored; read them by `settingsOf`. */
export const settingsQuery = (scope: Scope) =>
  raw<{ settings: unknown }>('select settings from unit where id = $1::uuid', [scope.schoolId])

const fields: Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> =
  SchoolSettings.shape

/** What the school has chosen; what it left open, and what cannot be read, is as the plans have it. */
export function settingsOf(row: { readonly settings: unknown } | undefined): SchoolSettings {
  const stored = Object.entries(row?.settings ?? {})
  return SchoolSettings.parse(
    Object.fromEntries(stored.filter(([key, value]) => fields[key]?.safeParse(value).success)),
  )
}

/** `settingsOf(…).lateEntryDays`, inside a query that reads more of a school. */
export const LATE_ENTRY_DAYS_SQL = `case when jsonb_path_exists(settings, 'strict $.lateEntryDays ? (@.type() == "number"
  && @ >= 0 && @ <= ${MOST_LATE_ENTRY_DAYS} && @ == @.floor())', silent => true) then (settings -> 'lateEntryDays')::int else ${LATE_ENTRY_DAYS} end`
