import { fail, ok, type Result } from '#shared/errors.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { PlannedRow } from '#server/roster/parts/plan.ts'
import { fileOf, runOf } from '#server/roster/parts/reading.ts'
import type { RosterFile } from '#server/roster/parts/stored-rows.ts'
import { changesQuery } from '#server/roster/reads.ts'

/** What became of the rows of a committed import, as it was remembered for undoing. */
export async function settledPlanOf(
  deps: Deps,
  scope: Scope,
  one: { id: string; version: number },
): Promise<Result<{ file: RosterFile; rows: PlannedRow[] }>> {
  const run = runOf(deps, scope)
  const file = await fileOf(deps, run, scope, one)
  if (!file) return fail('not-allowed-now')
  const [changes] = await run(changesQuery(scope, one.id))
  const actions = new Map<number, 'add' | 'change'>()
  for (const { entity, kind, row } of changes) {
    if (row === null) continue
    if (entity === 'pupil' && kind === 'added') actions.set(row, 'add')
    else if (!actions.has(row)) actions.set(row, 'change')
  }
  const rows = (file.roster?.rows ?? []).map((line): PlannedRow => ({
    line,
    action: line.fields ? (actions.get(line.row) ?? 'none') : 'refuse',
    stored: null,
    merged: null,
  }))
  return ok({ file, rows })
}
