import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { addDays, type LocalDate, monthStart, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { mayAdoptPlan, maySeePlan } from '#shared/duties/policy.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset, PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { activeVersions } from '#shared/duties/rules/windows.ts'
import {
  type CarePlan,
  type PlanInput,
  PlanParams,
  type PlanPreset,
  Rule,
  RuleParams,
} from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { getCalendar } from '#server/calendar/service.ts'
import { adoptDefinition, evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { planForManyQuery } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import {
  endPlansQuery,
  endRulesQuery,
  insertPlanQuery,
  insertRuleQuery,
  lockDutiesQuery,
  lockPlansQuery,
  workAfterQuery,
} from '#server/duties/queries.ts'
import { plansQuery, rulesQuery } from '#server/duties/reads.ts'
import { openDuties } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'

type PlanRow = RowOf<ReturnType<typeof plansQuery>>
type RuleRow = RowOf<ReturnType<typeof rulesQuery>>
type Adopted = Result<{ plan: CarePlan; opened: number; withdrawn: number }>

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
  const preset = findPlanPreset(input.preset)
  if (!preset) return invalid({ path: 'preset', code: 'unknown-reference' })
  const definitionKey = input.definition ?? preset.params.definition
  if (!findDefinitionPreset(definitionKey)) return invalid({ path: 'definition', code: 'unknown-reference' })
  return deps.db.write<Adopted>(scope, async (tx) => {
    const [, plans, rules] = await tx.run(lockPlansQuery(scope), plansQuery(scope), rulesQuery(scope))
    const known = plans.find(({ id }) => id === input.id)
    if (known) return ok({ plan: carePlanOf(known, rules), opened: 0, withdrawn: 0 })
    const params = planParams(preset.params, definitionKey, input)
    const checked = await checkStart(tx, scope, input.effectiveFrom, params, plans.length > 0)
    if (!checked.ok) return checked
    await store(tx, scope, input, params, rules)
    await tx.run(planForManyQuery())
    const opening = await openDuties(deps, tx, scope, scope.today)
    const [plansNow, rulesNow] = await tx.run(plansQuery(scope), rulesQuery(scope))
    const made = plansNow.find(({ id }) => id === input.id)
    if (!made) throw new Error('the plan just stored is not there')
    const { preset: key, effectiveFrom } = input
    tx.audit({
      action: 'adopt',
      entity: 'plan',
      entityId: input.id,
      detail: { preset: key, definition: definitionKey, effectiveFrom },
    })
    return ok({ plan: carePlanOf(made, rulesNow), opened: opening.opened, withdrawn: opening.withdrawn })
  })
}

/** The preset with what the school sets itself. */
function planParams(
  base: PlanParams,
  definition: string,
  { settings }: Pick<PlanInput, 'settings'>,
): PlanParams {
  return {
    ...base,
    definition,
    talk: settings.talk ?? base.talk,
    parentContact: settings.parentContact ?? base.parentContact,
    visit: settings.visit ?? base.visit,
  }
}

async function checkStart(
  tx: Transaction,
  scope: Scope,
  from: LocalDate,
  params: PlanParams,
  isChange: boolean,
): Promise<Result<Calendar>> {
  const calendar = await getCalendar(tx, scope)
  const { today } = scope
  const year = calendar.years.find((one) => one.from <= today && today <= one.to) ?? schoolYearOf(today)
  const last = calendar.years.at(-1)?.to ?? year.to
  if (from < year.from || from > last) return invalid({ path: 'effectiveFrom', code: 'outside-school-year' })
  const rules = rulesOf(params, from)
  if (rules.length > 0 && rules.every((rule) => activeVersions([rule], calendar).length === 0))
    return fail('rule-never-due')
  if (!isChange || from >= today) return ok(calendar)
  // A change may reach back only while nothing has been done under the plan it replaces.
  const [work] = await tx.rows(workAfterQuery(scope, from))
  return work?.any
    ? invalid({ path: 'effectiveFrom', code: 'before-start', params: { earliest: today } })
    : ok(calendar)
}

async function store(
  tx: Transaction,
  scope: Scope,
  input: PlanInput,
  params: PlanParams,
  known: readonly RuleRow[],
): Promise<void> {
  // Definitions are locked before duties everywhere, so that no two changes wait for each other for ever.
  const definitionId = await adoptDefinition(tx, scope, params.definition, input.effectiveFrom)
  if (definitionId === undefined) throw new Error(`definition ${params.definition} is not kept`)
  await evaluateSchool(tx, scope, scope.today)
  await tx.rows(lockDutiesQuery(scope))
  const fresh = rulesOf(params, input.effectiveFrom)
  const lastDay = addDays(input.effectiveFrom, -1)
  await tx.run(
    endPlansQuery(scope, lastDay),
    endRulesQuery(
      scope,
      fresh.map(({ key }) => key),
      lastDay,
    ),
    insertPlanQuery(scope, {
      id: input.id,
      preset: input.preset,
      params,
      definitionId,
      effectiveFrom: input.effectiveFrom,
    }),
  )
  for (const rule of fresh) {
    const version = Math.max(0, ...known.filter(({ key }) => key === rule.key).map((one) => one.version)) + 1
    const stored = {
      id: newId(),
      planId: input.id,
      key: rule.key,
      version,
      effectiveFrom: input.effectiveFrom,
    }
    await tx.run(insertRuleQuery(scope, { ...stored, params: RuleParams.parse(rule) }))
  }
}

function carePlanOf(row: PlanRow, rules: readonly RuleRow[]): CarePlan {
  const preset = findPlanPreset(row.preset)
  const params = PlanParams.safeParse(row.params)
  if (!preset) throw new Error(`no plan preset ${row.preset}`)
  return {
    id: row.id,
    preset: row.preset,
    name: preset.name,
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
