import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { rulesOf, takenFaults } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { PlanParams } from '#shared/duties/schema.ts'
import { fail, type FieldError, invalid, ok, type Result } from '#shared/errors.ts'
import { mayManagePlans } from '#shared/plans/policy.ts'
import type { OwnPlan, OwnPlanChange, OwnPlanInput } from '#shared/plans/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { lockPlansQuery } from '#server/duties/service.ts'
import { changeOwnPlanQuery, insertOwnPlanQuery, removeOwnPlanQuery } from '#server/plans/queries.ts'
import { ownPlansQuery } from '#server/plans/reads.ts'

type Row = RowOf<ReturnType<typeof ownPlansQuery>>
type Kept = Result<{ plan: OwnPlan }>

const ownPlanOf = (row: Row): OwnPlan => ({ ...row, params: PlanParams.parse(row.params) })

export async function listOwnPlans({ db }: Deps, context: Context): Promise<Result<{ plans: OwnPlan[] }>> {
  const scope = context.scope(mayManagePlans(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [ownPlansQuery(scope)])
  return ok({ plans: rows.map(ownPlanOf) })
}

/** What is wrong with an own plan before it is kept: an unknown list, nothing to do, a name that is taken. */
function faultsOf(
  { id, name, params }: { id: string; name: string | undefined; params: PlanParams | undefined },
  others: readonly Row[],
): FieldError[] {
  const faults: FieldError[] = []
  if (name !== undefined && others.some((one) => one.id !== id && one.name === name))
    faults.push({ path: 'name', code: 'not-unique' })
  if (params && !findDefinitionPreset(params.definition))
    faults.push({ path: 'params.definition', code: 'unknown-reference' })
  if (params) faults.push(...takenFaults(params.rules, 'params.rules'))
  // A plan without a duty would leave every child unseen.
  if (params && rulesOf(params, '2000-01-01').length === 0)
    faults.push({ path: 'params.talk.on', code: 'required' })
  return faults
}

export async function createOwnPlan(
  { db, now }: Deps,
  context: Context,
  { id, name, preset, params }: OwnPlanInput,
): Promise<Kept> {
  const scope = context.scope(mayManagePlans(context.actor))
  if (!scope) return fail('forbidden')
  if (!findPlanPreset(preset)) return invalid({ path: 'preset', code: 'unknown-reference' })
  return db.write<Kept>(scope, async (tx) => {
    await tx.run(lockPlansQuery(scope))
    const plans = await tx.rows(ownPlansQuery(scope))
    const known = plans.find((one) => one.id === id)
    if (known) return ok({ plan: ownPlanOf(known) })
    const faults = faultsOf({ id, name, params }, plans)
    if (faults.length > 0) return invalid(...faults)
    await tx.run(insertOwnPlanQuery(scope, { id, name, preset, params }, new Date(now()).toISOString()))
    const [made] = await tx.rows(ownPlansQuery(scope, id))
    // The id of a plan that was taken off the list.
    if (!made) return fail('already-exists')
    tx.audit({ action: 'create', entity: 'plan', entityId: id, detail: { preset } })
    return ok({ plan: ownPlanOf(made) })
  })
}

export async function changeOwnPlan(
  { db, now }: Deps,
  context: Context,
  id: string,
  change: OwnPlanChange,
): Promise<Kept> {
  const scope = context.scope(mayManagePlans(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Kept>(scope, async (tx) => {
    await tx.run(lockPlansQuery(scope))
    const plans = await tx.rows(ownPlansQuery(scope))
    if (!plans.some((one) => one.id === id)) return fail('not-found')
    const faults = faultsOf({ id, name: change.name, params: change.params }, plans)
    if (faults.length > 0) return invalid(...faults)
    const [changed] = await tx.rows(changeOwnPlanQuery(scope, id, change, new Date(now()).toISOString()))
    if (!changed) return fail('version-conflict')
    const [made] = await tx.rows(ownPlansQuery(scope, id))
    if (!made) throw new Error('the plan just changed is not there')
    const fields = (['name', 'params'] as const).filter((field) => change[field] !== undefined)
    tx.audit({ action: 'change', entity: 'plan', entityId: id, detail: { fields, version: made.version } })
    return ok({ plan: ownPlanOf(made) })
  })
}

export async function removeOwnPlan(
  { db, now }: Deps,
  context: Context,
  id: string,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayManagePlans(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    const removed = await tx.rows(removeOwnPlanQuery(scope, id, new Date(now()).toISOString()))
    if (removed.length === 0) return fail('not-found')
    tx.audit({ action: 'remove', entity: 'plan', entityId: id })
    return ok({ done: true })
  })
}
