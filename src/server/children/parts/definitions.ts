import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { DefinitionChoice, DefinitionInfo, EvaluationReport } from '#shared/children/api.ts'
import { mayChooseDefinition, mayEvaluate, maySeeDefinitions } from '#shared/children/policy.ts'
import {
  DEFINITION_PRESETS,
  findDefinitionPreset,
  type DefinitionPreset,
} from '#shared/children/rules/definitions.ts'
import { DefinitionParams } from '#shared/children/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { countsAsOf } from '#server/children/parts/counts-as-of.ts'
import {
  ensureDefinitions,
  evaluateSchool,
  type CurrentDefinition,
} from '#server/children/parts/evaluation.ts'
import {
  clearPrimaryQuery,
  currentDefinitionsQuery,
  endDefinitionQuery,
  insertDefinitionsQuery,
  lastAsOfQuery,
  lockDefinitionsQuery,
  movePlanQuery,
  setPrimaryQuery,
} from '#server/children/queries.ts'
import { statusCountsQuery } from '#server/children/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export async function listDefinitions(
  deps: Deps,
  context: Context,
  asOf: LocalDate | undefined,
): Promise<Result<{ definitions: DefinitionInfo[] }>> {
  const scope = context.scope(maySeeDefinitions(context.actor))
  if (!scope) return fail('forbidden')
  if (asOf !== undefined && asOf > scope.today) return invalid({ path: 'asOf', code: 'in-future' })
  const [rows, counts] = await deps.db.read(scope, [currentDefinitionsQuery(scope), statusCountsQuery(scope)])
  const countOf = (id: string | undefined, result: string): number =>
    counts.find((one) => one.definitionId === id && one.result === result)?.count ?? 0
  const definitions = DEFINITION_PRESETS.map(
    ({ key, version, name, params }: DefinitionPreset): DefinitionInfo => {
      const own = rows.find((row) => row.key === key)
      return {
        key,
        id: own?.id ?? null,
        version: own?.version ?? version,
        name,
        params: own ? DefinitionParams.parse(own.params) : params,
        isPrimary: own?.isPrimary ?? false,
        effectiveFrom: own?.effectiveFrom ?? null,
        counted: countOf(own?.id, 'counted'),
        toVerify: countOf(own?.id, 'toVerify'),
      }
    },
  )
  if (asOf === undefined || asOf === scope.today) return ok({ definitions })
  const earlier = await countsAsOf(deps, scope, definitions, asOf)
  return ok({
    definitions: definitions.map((one) => ({ ...one, ...earlier.find(({ key }) => key === one.key) })),
  })
}

/** Makes a definition the one by which the school keeps its list, in the caller's transaction; gives its id. */
export async function adoptDefinition(
  tx: Transaction,
  scope: Scope,
  key: string,
  effectiveFrom: LocalDate,
): Promise<string | undefined> {
  const found = (await ensureDefinitions(tx, scope)).find((one) => one.key === key)
  if (!found) return undefined
  await tx.run(
    lockDefinitionsQuery(scope, true),
    clearPrimaryQuery(scope),
    setPrimaryQuery(scope, found.id, effectiveFrom),
  )
  tx.audit({
    action: 'choose',
    entity: 'definition',
    entityId: found.id,
    detail: { key, version: found.version, effectiveFrom },
  })
  return found.id
}

export async function chooseDefinition(
  deps: Deps,
  context: Context,
  choice: DefinitionChoice,
): Promise<Result<EvaluationReport>> {
  const scope = context.scope(mayChooseDefinition(context.actor))
  if (!scope) return fail('forbidden')
  if (!findDefinitionPreset(choice.key)) return invalid({ path: 'key', code: 'unknown-reference' })
  if (choice.effectiveFrom > scope.today) return invalid({ path: 'effectiveFrom', code: 'in-future' })
  return deps.db.write<Result<EvaluationReport>>(scope, async (tx) => {
    await ensureDefinitions(tx, scope)
    await tx.rows(lockDefinitionsQuery(scope, true))
    const current = (await ensureDefinitions(tx, scope)).find((one) => one.key === choice.key)
    if (!current || current.version !== choice.version)
      return fail('version-conflict', { version: current?.version ?? 0 })
    const params = DefinitionParams.parse({ ...current.params, ...choice.params })
    if (JSON.stringify(params) !== JSON.stringify(current.params))
      await addVersion(tx, scope, current, { params, effectiveFrom: choice.effectiveFrom })
    if (choice.primary) await adoptDefinition(tx, scope, choice.key, choice.effectiveFrom)
    return ok(await evaluateSchool(tx, scope, scope.today))
  })
}

/** A changed parameter is a new version; the old one ends the day before and keeps its decisions. */
async function addVersion(
  tx: Transaction,
  scope: Scope,
  { id, key, version, isPrimary }: CurrentDefinition,
  { params, effectiveFrom }: { params: DefinitionParams; effectiveFrom: LocalDate },
): Promise<void> {
  await tx.run(endDefinitionQuery(scope, id, addDays(effectiveFrom, -1)))
  const [added] = await tx.rows(
    insertDefinitionsQuery(scope, [{ key, version: version + 1, params, primary: isPrimary, effectiveFrom }]),
  )
  if (added) await tx.run(movePlanQuery(scope, id, added.id))
  tx.audit({
    action: 'change',
    entity: 'definition',
    entityId: added?.id ?? null,
    detail: { key, version: version + 1, effectiveFrom },
  })
}

export async function evaluateNow(
  deps: Deps,
  context: Context,
  asOf: LocalDate | undefined,
): Promise<Result<EvaluationReport>> {
  const scope = context.scope(mayEvaluate(context.actor))
  if (!scope) return fail('forbidden')
  const day = asOf ?? scope.today
  if (day > scope.today) return invalid({ path: 'asOf', code: 'in-future' })
  return deps.db.write<Result<EvaluationReport>>(scope, async (tx) => {
    const [last] = await tx.rows(lastAsOfQuery(scope))
    // Decisions stand in the order in which they were taken: none is slipped in before a later one.
    if (last?.asOf && day < last.asOf) return fail('not-allowed-now')
    return ok(await evaluateSchool(tx, scope, day))
  })
}
