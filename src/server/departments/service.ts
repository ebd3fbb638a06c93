import { mayManageDepartments, maySeeDepartments } from '#shared/departments/policy.ts'
import type {
  Department,
  DepartmentChange,
  DepartmentInput,
  DepartmentMembers,
} from '#shared/departments/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { staffQuery } from '#server/db/works-here.ts'
import {
  closeDepartmentQuery,
  endMembersQuery,
  insertDepartmentQuery,
  insertMembersQuery,
  updateDepartmentQuery,
} from '#server/departments/queries.ts'
import { departmentsQuery, knownQuery, membersQuery } from '#server/departments/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { lockOrganisation } from '#server/organisation/service.ts'

type Done = Result<{ done: true }>
type Known = RowOf<ReturnType<typeof knownQuery>>

const done: Done = { ok: true, value: { done: true } }

export async function listDepartments(
  { db }: Deps,
  context: Context,
): Promise<Result<{ departments: Department[] }>> {
  const scope = context.scope(maySeeDepartments(context.actor))
  if (!scope) return fail('forbidden')
  const [departments] = await db.read(scope, [departmentsQuery(scope)])
  return ok({
    departments: departments.map((one) => ({
      ...one,
      members: byPinyin(one.members, ({ isHead }) => (isHead ? 0 : 1)),
    })),
  })
}

/** Departments that a task may be given to: those not closed. */
export const openDepartments = async (tx: Pick<Transaction, 'rows'>, scope: Scope): Promise<Set<string>> =>
  new Set((await tx.rows(knownQuery(scope))).flatMap(({ id, to }) => (to === null ? [id] : [])))

/** One change of the school's departments at a time: two at once cannot take the same name or the same head. */
async function inScope(
  deps: Deps,
  context: Context,
  work: (tx: Transaction, scope: Scope, known: readonly Known[]) => Promise<Done>,
): Promise<Done> {
  const scope = context.scope(mayManageDepartments(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.rows(lockOrganisation(scope))
    return work(tx, scope, await tx.rows(knownQuery(scope)))
  })
}

const isTaken = (known: readonly Known[], id: string, name: string): boolean =>
  known.some((one) => one.id !== id && one.to === null && one.name === name)

export function createDepartment(deps: Deps, context: Context, input: DepartmentInput): Promise<Done> {
  return inScope(deps, context, async (tx, scope, known) => {
    // Sent twice, registered once.
    if (known.some(({ id }) => id === input.id)) return done
    if (isTaken(known, input.id, input.name))
      return invalid({ path: 'name', code: 'not-unique', params: { name: input.name } })
    await tx.run(insertDepartmentQuery(scope, input))
    tx.audit({ action: 'create', entity: 'department', entityId: input.id })
    return done
  })
}

export function renameDepartment(
  deps: Deps,
  context: Context,
  id: string,
  { version, name }: DepartmentChange,
): Promise<Done> {
  return inScope(deps, context, async (tx, scope, known) => {
    if (!known.some((one) => one.id === id)) return fail('not-found')
    if (isTaken(known, id, name)) return invalid({ path: 'name', code: 'not-unique', params: { name } })
    const [renamed] = await tx.rows(updateDepartmentQuery(scope, id, version, name))
    if (!renamed) return fail('version-conflict')
    tx.audit({ action: 'rename', entity: 'department', entityId: id })
    return done
  })
}

/** Who stays with the same part keeps the days already there; whoever comes, goes or becomes head has new ones from today. */
export function setMembers(
  deps: Deps,
  context: Context,
  id: string,
  { version, memberIds, headId }: DepartmentMembers,
): Promise<Done> {
  return inScope(deps, context, async (tx, scope, known) => {
    if (!known.some((one) => one.id === id)) return fail('not-found')
    const wanted = new Map(
      [...memberIds, ...(headId === null ? [] : [headId])].map((one) => [one, one === headId]),
    )
    const [staff, before] = await tx.run(staffQuery(scope), membersQuery(scope, id))
    const works = new Set(staff.map((one) => one.id))
    if (headId !== null && !works.has(headId)) return invalid({ path: 'headId', code: 'unknown-reference' })
    if (memberIds.some((one) => !works.has(one)))
      return invalid({ path: 'memberIds', code: 'unknown-reference' })
    const goes = before.filter(({ userId, isHead }) => wanted.get(userId) !== isHead)
    const stays = new Set(before.filter((one) => !goes.includes(one)).map(({ userId }) => userId))
    const comes = [...wanted].flatMap(([userId, isHead]) => (stays.has(userId) ? [] : [{ userId, isHead }]))
    // As it is already, also when it was sent before: nothing is written.
    if (goes.length + comes.length === 0) return done
    const [updated] = await tx.rows(updateDepartmentQuery(scope, id, version))
    if (!updated) return fail('version-conflict')
    if (goes.length > 0)
      await tx.run(
        endMembersQuery(
          scope,
          goes.map((one) => one.id),
        ),
      )
    if (comes.length > 0) await tx.run(insertMembersQuery(scope, id, comes))
    tx.audit({
      action: 'change',
      entity: 'department',
      entityId: id,
      detail: { headId, members: [...wanted.keys()] },
    })
    return done
  })
}

export function closeDepartment(deps: Deps, context: Context, id: string, version: number): Promise<Done> {
  return inScope(deps, context, async (tx, scope, known) => {
    const one = known.find((department) => department.id === id)
    if (!one) return fail('not-found')
    if (one.to !== null) return done
    const members = await tx.rows(membersQuery(scope, id))
    const [closed] = await tx.rows(closeDepartmentQuery(scope, id, version))
    if (!closed) return fail('version-conflict')
    await tx.run(
      endMembersQuery(
        scope,
        members.map((member) => member.id),
      ),
    )
    tx.audit({ action: 'end', entity: 'department', entityId: id })
    return done
  })
}
