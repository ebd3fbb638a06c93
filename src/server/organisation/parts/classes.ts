import { mayManageOrganisation } from '#shared/organisation/policy.ts'
import type { ClassesInput } from '#shared/organisation/schema.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { formatClassName } from '#shared/roster/rules/class-name.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import {
  classKeysQuery,
  classUsesQuery,
  deleteClassQuery,
  insertClassesQuery,
  lockOrganisationQuery,
  renameClassQuery,
} from '#server/organisation/queries.ts'
import { yearsQuery } from '#server/organisation/reads.ts'

type Done = Result<{ done: true }>
type ClassKey = RowOf<ReturnType<typeof classKeysQuery>>
type Put = Result<{ created: number; kept: number }>

const isSame = (one: ClassKey, other: ClassKey): boolean =>
  one.id === other.id || (one.grade === other.grade && one.number === other.number)

/** A name tells one class of a year from the others: on lists, in a roster, at the school gate. */
function nameErrors(wanted: readonly ClassKey[], known: readonly ClassKey[]): FieldError[] {
  return wanted.flatMap((one, at): FieldError[] => {
    const others = [...known, ...wanted.slice(0, at)]
    if (others.some((other) => isSame(one, other)) || !others.some(({ name }) => name === one.name)) return []
    return [{ path: `classes.${at}.name`, code: 'not-unique', params: { name: one.name } }]
  })
}

export async function putClasses(
  { db }: Deps,
  context: Context,
  { yearId, classes }: ClassesInput,
): Promise<Put> {
  const scope = context.scope(mayManageOrganisation(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Put>(scope, async (tx) => {
    await tx.rows(lockOrganisationQuery(scope))
    const [years, keys] = await tx.run(yearsQuery(scope), classKeysQuery(scope))
    if (!years.some((year) => year.id === yearId)) return fail('not-found')
    const named = classes.map((one) => ({ ...one, yearId, name: one.name ?? formatClassName(one) }))
    const errors = nameErrors(
      named,
      keys.filter((one) => one.yearId === yearId),
    )
    if (errors.length > 0) return invalid(...errors)
    const created = await tx.rows(insertClassesQuery(scope, yearId, named))
    if (created.length > 0)
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
    await tx.rows(lockOrganisationQuery(scope))
    const keys = await tx.rows(classKeysQuery(scope))
    const known = keys.find((one) => one.id === id)
    if (!known) return fail('not-found')
    const taken = keys.some((one) => one.id !== id && one.yearId === known.yearId && one.name === name)
    if (taken) return invalid({ path: 'name', code: 'not-unique', params: { name } })
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
    const keys = await tx.rows(classKeysQuery(scope))
    if (!keys.some((one) => one.id === id)) return fail('not-found')
    const [uses] = await tx.rows(classUsesQuery(scope, id))
    if (uses?.used) return fail('still-in-use')
    await tx.run(deleteClassQuery(scope, id))
    tx.audit({ action: 'remove', entity: 'class', entityId: id })
    return ok({ done: true })
  })
}
