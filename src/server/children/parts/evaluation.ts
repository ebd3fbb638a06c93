import { addDays, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { EvaluationReport } from '#shared/children/api.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import {
  DefinitionParams,
  type ChildFacts,
  type Definition,
  type Outcome,
  type StatusEnd,
} from '#shared/children/schema.ts'
import { factsByPupil } from '#server/children/parts/facts.ts'
import {
  absenceFactsQuery,
  currentDefinitionsQuery,
  endStatusesQuery,
  fillKeepersQuery,
  insertDefinitionsQuery,
  insertStatusesQuery,
  lastEndsQuery,
  lockDefinitionsQuery,
  lockPupilsQuery,
  markedForFileQuery,
  noteKeepersQuery,
  openFileQuery,
  openFilesQuery,
  openStatusesQuery,
  parentFactsQuery,
  pupilFactsQuery,
  type EndedStatus,
  type NewStatus,
} from '#server/children/queries.ts'
import type { Transaction } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface CurrentDefinition extends Definition {
  readonly id: string
  readonly isPrimary: boolean
  readonly effectiveFrom: LocalDate
}

type OpenStatus = RowOf<ReturnType<typeof openStatusesQuery>>
type PupilFacts = RowOf<ReturnType<typeof pupilFactsQuery>>

/** From so many pupils on, a decision counts as one about the whole school and is made alone. */
const MANY = 50
/** How far back the last day of a status that ended is looked for. */
const LOOK_BACK_DAYS = 62

/** Every preset is kept for every school, so that a child's history under each is there when it is asked for. */
export async function ensureDefinitions(tx: Transaction, scope: Scope): Promise<CurrentDefinition[]> {
  const known = await tx.rows(currentDefinitionsQuery(scope))
  const missing = DEFINITION_PRESETS.filter(({ key }) => !known.some((one) => one.key === key))
  if (missing.length > 0)
    await tx.run(
      insertDefinitionsQuery(
        scope,
        missing.map(({ key, version, params }) => ({
          key,
          version,
          params,
          primary: false,
          effectiveFrom: scope.today,
        })),
      ),
    )
  const rows = missing.length > 0 ? await tx.rows(currentDefinitionsQuery(scope)) : known
  return rows.map((row) => ({ ...row, params: DefinitionParams.parse(row.params) }))
}

/**
 * Decides for the school's pupils (or some of them) under every current definition as of a day, in the caller's
 * transaction: statuses begin and end with rule, version, day and reasons (K-17), files open for children new on the
 * primary list, and for those the plan in force keeps one of besides. None is closed: whose file is open without cause
 * is reported. Set-based; reads and writes in bulk.
 */
export async function evaluateSchool(
  tx: Transaction,
  scope: Scope,
  asOf: LocalDate,
  pupilIds?: readonly string[],
): Promise<EvaluationReport> {
  const definitions = await ensureDefinitions(tx, scope)
  const wholeSchool = pupilIds === undefined || pupilIds.length > MANY
  if (pupilIds !== undefined && !wholeSchool) await tx.rows(lockPupilsQuery(scope, pupilIds))
  const [, pupils, parents, absences, open, ends, files, marked] = await tx.run(
    lockDefinitionsQuery(scope, wholeSchool),
    pupilFactsQuery(scope, pupilIds),
    parentFactsQuery(scope, pupilIds),
    absenceFactsQuery(scope, pupilIds),
    openStatusesQuery(scope, pupilIds),
    lastEndsQuery(scope, pupilIds),
    openFilesQuery(scope, pupilIds),
    markedForFileQuery(scope, pupilIds),
  )
  const facts = factsByPupil(pupils, parents, absences)
  const lastEnds = new Map(ends.flatMap((row) => (row.to === null ? [] : [[keyOf(row), row.to] as const])))
  const decided = decide({ definitions, pupils, facts, open, lastEnds, asOf })
  const withFile = new Set(files.map(({ pupilId }) => pupilId))
  const toOpen = decided.onPrimary.filter((id) => !withFile.has(id))
  const listed = new Set(decided.onPrimary)
  const alsoOpen = marked.flatMap(({ id }) => (withFile.has(id) || listed.has(id) ? [] : id))
  for (const { id } of marked) decided.kept.add(id)
  const writes = [
    ...(decided.ended.length > 0 ? [endStatusesQuery(scope, decided.ended)] : []),
    ...(decided.begun.length > 0 ? [insertStatusesQuery(scope, asOf, decided.begun)] : []),
    ...(toOpen.length > 0 ? [openFileQuery(scope, asOf, toOpen)] : []),
    ...(alsoOpen.length > 0 ? [openFileQuery(scope, asOf, alsoOpen, 'marked')] : []),
  ]
  await tx.run(...writes, fillKeepersQuery(scope, pupilIds), noteKeepersQuery(scope, pupilIds, null))
  const report = {
    asOf,
    pupils: decided.pupils,
    began: decided.begun.length,
    ended: decided.ended.length,
    filesOpened: toOpen.length + alsoOpen.length,
    noLongerCounted: definitions.some(({ isPrimary }) => isPrimary)
      ? [...withFile].filter((id) => !decided.kept.has(id))
      : [],
  }
  const [single] = pupilIds?.length === 1 ? pupilIds : []
  const { began, ended, filesOpened } = report
  if (began + ended + filesOpened > 0 || single === undefined)
    tx.audit({
      action: 'evaluate',
      entity: 'status',
      pupilId: single ?? null,
      detail: { asOf, began, ended, filesOpened },
    })
  return report
}

interface Given {
  readonly definitions: readonly CurrentDefinition[]
  readonly pupils: readonly PupilFacts[]
  readonly facts: ReadonlyMap<string, ChildFacts>
  readonly open: readonly OpenStatus[]
  readonly lastEnds: ReadonlyMap<string, LocalDate>
  readonly asOf: LocalDate
}

interface Decided {
  readonly begun: NewStatus[]
  readonly ended: EndedStatus[]
  /** Counted under the primary definition. */
  readonly onPrimary: string[]
  /** Counted or to be verified under the primary definition: the file stays open without a question. */
  readonly kept: Set<string>
  pupils: number
}

const keyOf = (of: { pupilId: string; definitionId: string }): string => `${of.pupilId} ${of.definitionId}`

/** What begins and what ends, from the facts alone. */
function decide({ definitions, pupils, facts, open, lastEnds, asOf }: Given): Decided {
  const decided: Decided = { begun: [], ended: [], onPrimary: [], kept: new Set(), pupils: 0 }
  const before = new Map(open.map((status) => [keyOf(status), status]))
  for (const pupil of pupils) {
    const own = facts.get(pupil.id)
    if (!own || pupil.joinedOn > asOf || (pupil.leftOn !== null && pupil.leftOn <= asOf)) continue
    decided.pupils += 1
    for (const definition of definitions) {
      const outcome = evaluate(definition, own, asOf)
      const key = keyOf({ pupilId: pupil.id, definitionId: definition.id })
      const status = before.get(key)
      before.delete(key)
      if (outcome.result !== 'not' && definition.isPrimary) {
        decided.kept.add(pupil.id)
        if (outcome.result === 'counted') decided.onPrimary.push(pupil.id)
      }
      if (!status && outcome.result === 'not') continue
      if (status && status.result === outcome.result && status.kind === outcome.kind) continue
      const end = status && endOf(status, definition, own, outcome, asOf)
      if (end) decided.ended.push(end)
      if (outcome.result === 'not') continue
      const from = latest(
        outcome.since ?? asOf,
        pupil.joinedOn,
        pupil.backOn ?? '',
        dayAfter(end?.to),
        dayAfter(lastEnds.get(key)),
      )
      const { result, kind, reasons } = outcome
      decided.begun.push({ pupilId: pupil.id, definitionId: definition.id, result, kind, from, reasons })
    }
  }
  const left = new Map(pupils.map((pupil) => [pupil.id, pupil.leftOn]))
  const current = new Set(definitions.map(({ id }) => id))
  for (const status of before.values()) {
    const because = current.has(status.definitionId) ? 'left' : 'definitionReplaced'
    const to = (because === 'left' ? left.get(status.pupilId) : null) ?? addDays(asOf, -1)
    decided.ended.push({ id: status.id, to, ended: { because, reasons: [] } })
  }
  return decided
}

const dayAfter = (day: LocalDate | undefined): LocalDate => (day === undefined ? '' : addDays(day, 1))
const latest = (...days: readonly LocalDate[]): LocalDate => days.reduce((a, b) => (a > b ? a : b), '')

/** The last day of a status: the last one on which it still held by the facts of now, else the day before the decision. */
function endOf(
  status: OpenStatus,
  definition: Definition,
  facts: ChildFacts,
  outcome: Outcome,
  asOf: LocalDate,
): EndedStatus {
  const ended: StatusEnd = {
    because: outcome.result === 'not' ? 'noLonger' : 'changed',
    reasons: [...outcome.reasons],
  }
  const before = addDays(asOf, -1)
  const days = outcome.result === 'not' ? Math.min(LOOK_BACK_DAYS, diffDays(status.from, before)) : 0
  for (let back = 0; back <= days; back++) {
    const day = addDays(before, -back)
    if (evaluate(definition, facts, day).result === status.result) return { id: status.id, to: day, ended }
  }
  return { id: status.id, to: before, ended }
}
