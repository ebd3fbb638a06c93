import { isTimeZone } from '#shared/organisation/rules.ts'
import { mayManageOrganisation, maySeeOrganisation } from '#shared/organisation/policy.ts'
import {
  SchoolSettings,
  type ClassesInput,
  type Organisation,
  type SchoolChange,
} from '#shared/organisation/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { formatClassName } from '#shared/roster/rules/class-name.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import {
  changeSchoolQuery,
  classExistsQuery,
  classUsesQuery,
  deleteClassQuery,
  insertClassesQuery,
  renameClassQuery,
} from '#server/organisation/queries.ts'
import { classesQuery, readyQuery, schoolQuery, termsQuery, yearsQuery } from '#server/organisation/reads.ts'

type Done = Result<{ done: true }>

export async function getOrganisation({ db }: Deps, context: Context): Promise<Result<Organisation>> {
  const scope = context.scope(maySeeOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  const [schools, years, terms, classes, [ready]] = await db.read(scope, [
    schoolQuery(scope),
    yearsQuery(scope),
    termsQuery(scope),
    classesQuery(scope),
    readyQuery(scope),
  ])
  const [school] = schools
  if (!school) return fail('not-found')
  return ok({
    school: { ...school, settings: SchoolSettings.parse(school.settings) },
    years: years.map((year) => ({ ...year, terms: terms.filter((term) => term.yearId === year.id) })),
    classes: classes.map((one) => ({
      ...one,
      teacherNames: one.teacherNames ?? [],
      pupils: one.pupils ?? 0,
    })),
    ready: {
      years: years.length > 0,
      terms: terms.length > 0,
      classes: classes.length > 0,
      plan: ready?.plan === true,
      pupils: ready?.pupils === true,
    },
  })
}

export async function changeSchool({ db }: Deps, context: Context, change: SchoolChange): Promise<Done> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    return invalid({ path: 'timeZone', code: 'invalid' })
  return db.write<Done>(scope, async (tx) => {
    const [changed] = await tx.rows(changeSchoolQuery(scope, change))
    if (!changed) return fail('version-conflict')
    const fields = Object.keys(change).filter((key) => key !== 'version')
    tx.audit({ action: 'change', entity: 'school', entityId: scope.schoolId, detail: { fields } })
    return ok({ done: true })
  })
}

export async function putClasses(
  { db }: Deps,
  context: Context,
  { yearId, classes }: ClassesInput,
): Promise<Result<{ created: number; kept: number }>> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ created: number; kept: number }>>(scope, async (tx) => {
    const years = await tx.rows(yearsQuery(scope))
    if (!years.some((year) => year.id === yearId)) return fail('not-found')
    const named = classes.map((one) => ({ ...one, name: one.name ?? formatClassName(one) }))
    const created = await tx.rows(insertClassesQuery(scope, yearId, named))
    tx.audit({ action: 'create', entity: 'class', detail: { yearId, ids: created.map(({ id }) => id) } })
    return ok({ created: created.length, kept: classes.length - created.length })
  })
}

export async function renameClass(
  { db }: Deps,
  context: Context,
  id: string,
  { version, name }: { version: number; name: string },
): Promise<Done> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Done>(scope, async (tx) => {
    const [known] = await tx.rows(classExistsQuery(scope, id))
    if (!known) return fail('not-found')
    const [renamed] = await tx.rows(renameClassQuery(scope, id, version, name))
    if (!renamed) return fail('version-conflict')
    tx.audit({ action: 'rename', entity: 'class', entityId: id })
    return ok({ done: true })
  })
}

export async function removeClass({ db }: Deps, context: Context, id: string): Promise<Done> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Done>(scope, async (tx) => {
    const [known] = await tx.rows(classExistsQuery(scope, id))
    if (!known) return fail('not-found')
    const [uses] = await tx.rows(classUsesQuery(scope, id))
    if (uses?.used) return fail('still-in-use')
    await tx.run(deleteClassQuery(scope, id))
    tx.audit({ action: 'remove', entity: 'class', entityId: id })
    return ok({ done: true })
  })
}
