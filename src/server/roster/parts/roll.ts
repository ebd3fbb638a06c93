import type { Scope } from '#server/db/scope.ts'
import type { Roll, RollNames } from '#server/roster/parts/plan.ts'
import { classesOfYearQuery, classNamesQuery, recordsQuery, yearOfDayQuery } from '#server/roster/reads.ts'
import type { Transaction } from '#server/db/database.ts'

type Run = Transaction['run']

/** The classes a roster of that day is about. */
export async function classesOn(
  run: Run,
  scope: Scope,
  asOf: string,
): Promise<Pick<Roll, 'yearId' | 'classes'>> {
  const [[year]] = await run(yearOfDayQuery(scope, asOf))
  if (!year) return { yearId: null, classes: [] }
  const [classes] = await run(classesOfYearQuery(scope, year.id))
  return { yearId: year.id, classes }
}

/** Who is on the roll, and in which class. */
export async function loadNames(
  run: Run,
  scope: Scope,
  asOf: string,
): Promise<RollNames & { yearId: string | null }> {
  const { yearId, classes } = await classesOn(run, scope, asOf)
  const [names, pupils] = await run(classNamesQuery(scope), recordsQuery(scope, 'pupil'))
  return { yearId, classes, classNames: new Map(names.map(({ id, name }) => [id, name])), pupils }
}

/** Everything on the school's roll that an import compares. */
export async function loadRoll(run: Run, scope: Scope, asOf: string): Promise<Roll> {
  const names = await loadNames(run, scope, asOf)
  const [memberships, members, absences, carers] = await run(
    recordsQuery(scope, 'class_membership'),
    recordsQuery(scope, 'family_member'),
    recordsQuery(scope, 'absence'),
    recordsQuery(scope, 'carer'),
  )
  return { ...names, memberships, members, absences, carers }
}
