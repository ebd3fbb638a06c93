import { addDays, type LocalDate, monthStart } from '#shared/calendar/rules/local-date.ts'
import { mayAdoptPlan, maySeePlan } from '#shared/duties/policy.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset, PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import {
  type CarePlan,
  type PlanInput,
  PlanParams,
  type PlanOutcome,
  type PlanPreset,
  Rule,
  RuleParams,
} from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { adoptDefinition, evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { planForManyQuery } from '#server/db/query.ts'
import { tried } from '#server/db/tried.ts'
import type { Deps } from '#server/deps.ts'
import { checkStart, draftOf, type PlanDraft } from '#server/duties/parts/plan-draft.ts'
import {
  endPlansQuery,
  endRulesQuery,
  insertPlanQuery,
  insertRuleQuery,
  lockDutiesQuery,
  lockPlansQuery,
} from '#server/duties/queries.ts'
import { missedOfPlanQuery, plansQuery, rulesQuery } from '#server/duties/reads.ts'
import { openDuties } from '#server/duties/parts/opening.ts'
import type { Context } from '#server/http/context.ts'

type PlanRow = RowOf<ReturnType<typeof plansQuery>>
type RuleRow = RowOf<ReturnType<typeof rulesQuery>>
type Adopted = Result<PlanOutcome & { plan: CarePlan }>

const NOTHING: PlanOutcome = { opened: 0, withdrawn: 0, ended: 0, overdue: 0 }

export function listPresets(context: Context): Result<{ presets: PlanPreset[] }> {
  return context.scope(maySeePlan(context.actor)) ? ok({ presets: [...PLAN_PRESETS] }) : fail('forbidden')
}

export async function getPlan(
  { db }: Deps,
  context: Context,
): Promise<Result<{ plan: CarePlan | null; next: CarePlan | null; suggestedFrom: LocalDate }>> {
  const scope = context.scope(maySeePlan(context.actor))
  if (!scope) return fail('forbidden')
  const [plans, rules] = await db.read(scope, [plansQuery(scope), rulesQuery(scope)])
  const { today } = scope
  // A plan that was replaced before it began ends before it begins and never counts.
  const real = plans.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveTo === null || effectiveTo >= effectiveFrom,
  )
  const current = real.findLast((plan) => plan.effectiveFrom <= today && (plan.effectiveTo ?? today) >= today)
  const next = real.find((plan) => plan.effectiveFrom > today)
  return ok({
    plan: current ? carePlanOf(current, rules) : null,
    next: next ? carePlanOf(next, rules) : null,
    suggestedFrom: real.length === 0 ? monthStart(today) : today,
  })
}

/** Adopts a plan or changes to another: what was done stays, earlier windows keep their rule (K-27). */
export async function adoptPlan(deps: Deps, context: Context, input: PlanInput): Promise<Adopted> {
  const scope = context.scope(mayAdoptPlan(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Adopted>(scope, async (tx) => {
    const [, plans, rules] = await tx.run(lockPlansQuery(scope), plansQuery(scope), rulesQuery(scope))
    const known = plans.find(({ id }) => id === input.id)
    if (known) return ok({ plan: carePlanOf(known, rules), ...NOTHING })
    const draft = await draftOf(tx, scope, input)
    if (!draft.ok) return draft
    const { preset, own, params } = draft.value
    const checked = await checkStart(tx, scope, input.effectiveFrom, params)
    if (!checked.ok) return checked
    const outcome = await putInForce(deps, tx, scope, input, { draft: draft.value, known: rules })
    const [plansNow, rulesNow] = await tx.run(plansQuery(scope), rulesQuery(scope))
    const made = plansNow.find(({ id }) => id === input.id)
    if (!made) throw new Error('the plan just stored is not there')
    tx.audit({
      action: 'adopt',
      entity: 'plan',
      entityId: input.id,
      detail: {
        preset,
        definition: params.definition,
        effectiveFrom: input.effectiveFrom,
        ...(own && { ownPlanId: own.id }),
      },
    })
    return ok({ plan: carePlanOf(made, rulesNow), ...outcome })
  })
}

/** Stores a plan and brings the duties up to date with it; what a preview does, too, before it takes it back. */
async function putInForce(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  input: Pick<PlanInput, 'id' | 'effectiveFrom'>,
  { draft, known }: { readonly draft: PlanDraft; readonly known: readonly RuleRow[] },
): Promise<PlanOutcome> {
  await store(tx, scope, input, draft, known)
  await tx.run(planForManyQuery())
  const { opened, withdrawn, ended } = await openDuties(deps, tx, scope, scope.today)
  const [late] = await tx.rows(missedOfPlanQuery(scope, input.id))
  return { opened, withdrawn, ended, overdue: late?.count ?? 0 }
}

/** What adopting a plan would do to the duties as they stand: done for real, and taken back. */
export async function tryPlan(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  effectiveFrom: LocalDate,
  draft: PlanDraft,
): Promise<PlanOutcome> {
  const [, known] = await tx.run(lockPlansQuery(scope), rulesQuery(scope))
  return tried(tx, (trial) =>
    putInForce(deps, trial, scope, { id: newId(), effectiveFrom }, { draft, known }),
  )
}

async function store(
  tx: Transaction,
  scope: Scope,
  input: Pick<PlanInput, 'id' | 'effectiveFrom'>,
  { preset, own, params }: PlanDraft,
  known: readonly RuleRow[],
): Promise<void> {
  // Definitions are locked before duties everywhere, so that no two changes wait for each other for ever.
  const definitionId = await adoptDefinition(tx, scope, params.definition, input.effectiveFrom)
  if (definitionId === undefined) throw new Error(`definition ${params.definition} is not kept`)
  const lastDay = addDays(input.effectiveFrom, -1)
  await tx.run(
    endPlansQuery(scope, lastDay),
    insertPlanQuery(scope, {
      id: input.id,
      preset,
      own,
      params,
      definitionId,
      effectiveFrom: input.effectiveFrom,
    }),
  )
  // By the plan as it is now: who keeps the files, and for whom else it opens one. Files before duties, as everywhere.
  await evaluateSchool(tx, scope, scope.today)
  await tx.rows(lockDutiesQuery(scope))
  const fresh = rulesOf(params, input.effectiveFrom)
  const keys = fresh.map(({ key }) => key)
  await tx.run(endRulesQuery(scope, keys, lastDay))
  for (const rule of fresh) {
    const version = Math.max(0, ...known.filter(({ key }) => key === rule.key).map((one) => one.version)) + 1
    const stored = {
      id: newId(),
      planId: input.id,
      key: rule.key,
      version,
      effectiveFrom: input.effectiveFrom,
    }
    await tx.run(
      insertRuleQuery(scope, { ...stored, params: RuleParams.parse({ ...rule, adoptedOn: scope.today }) }),
    )
  }
}

function carePlanOf(row: PlanRow, rules: readonly RuleRow[]): CarePlan {
  const preset = findPlanPreset(row.preset)
  const params = PlanParams.safeParse(row.params)
  if (!preset) throw new Error(`no plan preset ${row.preset}`)
  return {
    id: row.id,
    preset: row.preset,
    name: row.ownName === null ? preset.name : { zh: row.ownName, en: row.ownName },
    ownPlanId: row.ownPlanId,
    params: params.success ? params.data : preset.params,
    definition: { id: row.definitionId, key: row.definitionKey, version: row.definitionVersion },
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    rules: rules
      .filter(({ planId }) => planId === row.id)
      .flatMap(({ id, key, version, params: own, effectiveFrom, effectiveTo }) => {
        const rule = Rule.safeParse({ ...(own as object), key, version, effectiveFrom, effectiveTo })
        return rule.success ? [{ id, ...rule.data }] : []
      }),
  }
}
