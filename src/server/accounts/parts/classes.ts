import type { RoleInput } from '#shared/accounts/schema.ts'
import { currentYear, isOver } from '#shared/calendar/rules/school-years.ts'
import type { FieldError } from '#shared/errors.ts'
import type { classesQuery } from '#server/accounts/reads.ts'
import type { RowOf } from '#server/db/query.ts'

type ClassRow = RowOf<ReturnType<typeof classesQuery>>

/** The ids of the classes that are meant by their name: those of the current school year, while it is not over. */
export function classesNow(rows: readonly ClassRow[], today: string): ReadonlyMap<string, string> {
  const year = currentYear(rows, today)
  if (!year || isOver(year, today)) return new Map()
  return new Map(
    rows.flatMap(({ yearId, id, name }) =>
      yearId === year.yearId && id !== null && name !== null ? [[name, id] as const] : [],
    ),
  )
}

/** Why a role cannot be given for a class: each school year has its own classes, often of the same names as the last. */
export function classFault(
  rows: readonly ClassRow[],
  { classId, from }: Pick<RoleInput, 'from'> & { readonly classId: string },
  today: string,
): FieldError | undefined {
  const known = rows.find(({ id }) => id === classId)
  if (!known) return { path: 'classId', code: 'unknown-reference' }
  if (isOver(known, today))
    return { path: 'classId', code: 'outside-school-year', params: { year: known.year } }
  return from && isOver(known, from) ? { path: 'from', code: 'outside-school-year' } : undefined
}
