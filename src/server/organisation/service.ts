import { isTimeZone } from '#shared/organisation/rules.ts'
import { mayManageOrganisation, maySeeOrganisation } from '#shared/organisation/policy.ts'
import type { Organisation, SchoolChange } from '#shared/organisation/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { settingsOf } from '#server/db/school-settings.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { changeSchoolQuery } from '#server/organisation/queries.ts'
import { classesQuery, readyQuery, schoolQuery, termsQuery, yearsQuery } from '#server/organisation/reads.ts'

type Done = Result<{ done: true }>

/** One change at a time of what a school is made of. */
export { lockOrganisationQuery as lockOrganisation } from '#server/organisation/queries.ts'

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
    school: { ...school, settings: settingsOf(school) },
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
    return invalid({ path: 'timeZone', code: 'time-zone-unknown' })
  return db.write<Done>(scope, async (tx) => {
    const [changed] = await tx.rows(changeSchoolQuery(scope, change))
    if (!changed) return fail('version-conflict')
    const fields = Object.keys(change).filter((key) => key !== 'version')
    tx.audit({ action: 'change', entity: 'school', entityId: scope.schoolId, detail: { fields } })
    return ok({ done: true })
  })
}
