import type { ColumnMap } from '#shared/roster/rules/fields.ts'
import type { ImportFailure } from '#shared/roster/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { isDatabaseDown, placeOf } from '#server/http/faults.ts'
import { keepFile, keepPlan, keptFile, keptPlan, queueJob } from '#server/roster/parts/desk.ts'
import { failureOf } from '#server/roster/parts/failure.ts'
import { makePlan, type Plan } from '#server/roster/parts/plan.ts'
import { classesOn, loadRoll } from '#server/roster/parts/roll.ts'
import { readRosterInWorker } from '#server/roster/parts/run-in-worker.ts'
import { openRows, type RosterFile, sealRows, unpackRoster } from '#server/roster/parts/stored-rows.ts'
import { changeImportQuery } from '#server/roster/queries.ts'
import { fileQuery, importQuery, sealedRowsQuery } from '#server/roster/reads.ts'
import type { Transaction } from '#server/db/database.ts'

/** What the user told about sheet, header and columns; empty = found by itself. */
export interface Mapping {
  readonly sheet?: number
  readonly headerRows?: readonly number[]
  readonly map?: ColumnMap
  readonly absenceSheets?: readonly number[]
  readonly defaultClassName?: string
  /** Names of classes the school does not have and wants: their rows are taken, the commit makes the classes. */
  readonly newClasses?: readonly string[]
}

export const fileContext = (importId: string): string => `roster.file:${importId}`

export const runOf =
  ({ db }: Deps, scope: Scope): Transaction['run'] =>
  (...queries) =>
    db.read(scope, queries)

/** Reads the stored file in the worker, again after a crash: as long as the state is `reading` nothing else holds. */
export function startReading(deps: Deps, scope: Scope, importId: string): { done: Promise<void> } {
  return queueJob(importId, async (signal, report) => {
    try {
      await readFile(deps, scope, importId, signal, report)
    } catch (error) {
      deps.log.error({ err: placeOf(error), importId }, 'reading a roster failed')
      // With the database gone it is read again when asked for; any other fault would only come back.
      if (!isDatabaseDown(error))
        await giveUp(deps, scope, importId, { code: 'internal' }).catch(() => undefined)
    }
  })
}

type Report = Parameters<Parameters<typeof queueJob>[1]>[1]

async function giveUp({ db }: Deps, scope: Scope, importId: string, failure: ImportFailure): Promise<void> {
  await db.write(scope, (tx) =>
    tx.run(
      changeImportQuery(
        scope,
        importId,
        { states: ['reading'] },
        { state: 'failed', failure, forgetFile: true, rowsSealed: null },
      ),
    ),
  )
}

async function readFile(
  deps: Deps,
  scope: Scope,
  importId: string,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const run = runOf(deps, scope)
  const [[row], [file]] = await run(importQuery(scope, importId), fileQuery(scope, importId))
  if (row?.state !== 'reading') return
  if (!file?.sealed) return giveUp(deps, scope, importId, { code: 'file-empty' })
  const { asOf, version } = row
  const mapping = (row.mapping ?? {}) as Mapping
  const { classes } = await classesOn(run, scope, asOf)
  const bytes = deps.vault.openBytes(file.sealed, fileContext(importId))
  report({ phase: 'reading', rowsRead: 0, rowsTotal: null })
  const wanted = (mapping.newClasses ?? []).filter((name) => classes.every((one) => one.name !== name))
  // What one wants besides is wanted only of a school that has classes; without any, all of the file's are proposed.
  const knownClasses = classes.length === 0 ? [] : [...classes, ...wanted]
  const options = { ...mapping, asOf, knownClasses }
  const outcome = await readRosterInWorker(bytes, options, report, { signal })
  if (signal.aborted) return
  if (!outcome.ok) return giveUp(deps, scope, importId, failureOf(outcome))
  const packed = Buffer.from(outcome.packed)
  const read = unpackRoster(packed)
  const rowsTotal = read.roster?.rows.length ?? 0
  report({ phase: 'comparing', rowsRead: rowsTotal, rowsTotal })
  const rowsSealed = sealRows(deps.vault, importId, packed)
  const roll = read.roster ? await loadRoll(run, scope, asOf) : undefined
  const plan = roll ? makePlan(deps.vault, read, roll, asOf) : undefined
  const sheet = read.sheets[read.sheet]?.name ?? null
  const summary = { counts: plan?.counts ?? null }
  const [changed] = await deps.db.write(scope, (tx) =>
    tx.rows(
      changeImportQuery(
        scope,
        importId,
        { states: ['reading'], version },
        { state: 'preview', sheet, rowsSealed, summary, failure: null },
      ),
    ),
  )
  if (changed) keepFile(importId, changed.version, read, plan)
}

/** What was read of the file, from memory or from the database. */
export async function fileOf(
  deps: Deps,
  run: Transaction['run'],
  scope: Scope,
  { id, version }: { id: string; version: number },
): Promise<RosterFile | undefined> {
  const known = keptFile(id, version)
  if (known) return known
  const [[row]] = await run(sealedRowsQuery(scope, id))
  if (!row?.sealed) return undefined
  const file = openRows(deps.vault, id, row.sealed)
  keepFile(id, version, file)
  return file
}

/** The file with what it would change; the comparison is at most half a minute old. */
export async function planOf(
  deps: Deps,
  scope: Scope,
  one: { id: string; version: number; asOf: string },
): Promise<Result<{ file: RosterFile; plan: Plan | undefined }>> {
  const run = runOf(deps, scope)
  const file = await fileOf(deps, run, scope, one)
  if (!file) return fail('not-allowed-now')
  if (!file.roster) return ok({ file, plan: undefined })
  const known = keptPlan(one.id, one.version)
  if (known) return ok({ file, plan: known })
  const plan = makePlan(deps.vault, file, await loadRoll(run, scope, one.asOf), one.asOf)
  keepPlan(one.id, plan)
  return ok({ file, plan })
}
