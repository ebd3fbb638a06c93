import { isDeepStrictEqual } from 'node:util'
import { mayAdoptPlan, maySeePlan } from '#shared/duties/policy.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { RuleKey, RuleParams } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { mayManagePlans, maySeeEveryLoad } from '#shared/plans/policy.ts'
import type { CapacityInput, LoadCapacity, LoadView, PlanVersion, SchoolLoad } from '#shared/plans/schema.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { draftOf, schoolRules } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { capacityOf, loadBasis, termRules, schoolLoad } from '#server/plans/parts/school-load.ts'
import { insertCapacityQuery } from '#server/plans/queries.ts'
import { capacityQuery, historyQuery } from '#server/plans/reads.ts'

// What the board needs of the plans: how much people can carry.
export { capacityOf } from '#server/plans/parts/school-load.ts'
export const capacity = (scope: Scope) => capacityQuery(scope)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a preset or an own plan would ask of each person this term (F09, F10, F29, X-33). */
export async function planLoad(
  { db }: Deps,
  context: Context,
  plan: string,
  definition: string | undefined,
): Promise<Result<SchoolLoad>> {
  const scope = context.scope(mayAdoptPlan(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<SchoolLoad>>(scope, async (tx) => {
    // A preset as it would be proposed: with what it gives a number for itself.
    const rules = planRules(plan).filter(({ on }) => on)
    const settings = uuid.test(plan) ? {} : { rules }
    const wanted = { preset: plan, settings, ...(definition !== undefined && { definition }) }
    const draft = await draftOf(tx, scope, uuid.test(plan) ? { ...wanted, own: plan } : wanted)
    if (!draft.ok)
      return draft.error.fields?.some(({ path }) => path === 'definition') ? draft : fail('not-found')
    const { params } = draft.value
    const basis = await loadBasis(tx, scope, [params.definition])
    return ok(schoolLoad(basis, termRules(params, basis)))
  })
}

/** What the rules in force ask this term: of everybody for leaders, of oneself for everybody else. */
export async function getLoad({ db }: Deps, context: Context): Promise<Result<LoadView>> {
  const scope = context.scope(maySeePlan(context.actor))
  if (!scope) return fail('forbidden')
  const everyone = maySeeEveryLoad(context.actor).allowed
  const load = await db.write(scope, async (tx) => {
    const rules = await schoolRules(tx, scope)
    const basis = await loadBasis(tx, scope, [...new Set(rules.map(({ definitionKey }) => definitionKey))])
    // In the holidays: those that are, before the term to come.
    return { ...schoolLoad(basis, rules, basis.last), planMissing: rules.length === 0 }
  })
  return ok({
    ...(everyone ? load : ownPart(load, context.user.userId)),
    planMissing: load.planMissing,
    everyone,
  })
}

/** Of a school's load only what concerns one person, in the term and in the holidays. */
function ownPart(load: SchoolLoad, userId: string): SchoolLoad {
  const part = ({ people: all }: Pick<SchoolLoad, 'people'>) => {
    const people = all.filter((person) => person.userId === userId)
    const [own] = people
    const overloaded = people.filter(({ overHours }) => overHours > 0).length
    return { people, cards: own?.cards ?? 0, overloaded, nobody: [], example: null }
  }
  const own = part(load)
  const { holidays } = load
  const after = holidays && { ...holidays, ...part(holidays) }
  return {
    ...load,
    ...own,
    children: own.people[0]?.children ?? 0,
    holidays: after && after.people.length > 0 ? after : null,
  }
}

export async function setCapacity(
  { db, now }: Deps,
  context: Context,
  { id, ...wanted }: CapacityInput,
): Promise<Result<{ capacity: LoadCapacity }>> {
  const scope = context.scope(mayManagePlans(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ capacity: LoadCapacity }>>(scope, async (tx) => {
    const [known] = await tx.rows(capacityQuery(scope))
    if (isDeepStrictEqual(capacityOf(known?.params), capacityOf(wanted)))
      return ok({ capacity: capacityOf(known?.params) })
    const [made] = await tx.rows(insertCapacityQuery(scope, id, wanted, new Date(now()).toISOString()))
    if (made) tx.audit({ action: 'change', entity: 'capacity', entityId: id, detail: { ...wanted } })
    const [latest] = await tx.rows(capacityQuery(scope))
    return ok({ capacity: capacityOf(latest?.params) })
  })
}

/** The plans the school has had and will have, newest first. */
export async function planHistory(
  { db }: Deps,
  context: Context,
): Promise<Result<{ versions: PlanVersion[] }>> {
  const scope = context.scope(maySeePlan(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [historyQuery(scope)])
  return ok({
    versions: rows.map(({ rules, ...plan }) => ({
      ...plan,
      rules: rules.flatMap((rule) => {
        const key = RuleKey.safeParse(rule.key)
        const params = RuleParams.safeParse(rule.params)
        return key.success && params.success ? [{ ...params.data, key: key.data }] : []
      }),
    })),
  })
}
