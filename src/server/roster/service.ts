import { mayImportRoster } from '#shared/roster/policy.ts'
import type {
  CommitReport,
  ImportDetail,
  ImportFailure,
  ImportInfo,
  MapInput,
  PreviewRow,
  RowKind,
  UndoReport,
} from '#shared/roster/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Upload } from '#server/http/route.ts'
import { commit } from '#server/roster/parts/commit.ts'
import { failureOf } from '#server/roster/parts/failure.ts'
import { pageOf } from '#server/roster/parts/preview.ts'
import { planOf, startReading } from '#server/roster/parts/reading.ts'
import { readTableInWorker } from '#server/roster/parts/run-in-worker.ts'
import { settledPlanOf } from '#server/roster/parts/settled.ts'
import { beginImport, cancel, describeImport, findImport, infoOf, remap } from '#server/roster/parts/steps.ts'
import { undo } from '#server/roster/parts/undo.ts'
import { importsQuery } from '#server/roster/reads.ts'

type Done = Result<{ done: true }>

const scopeOf = (context: Context): Scope | undefined => context.scope(mayImportRoster(context.actor))

export async function startImport(
  deps: Deps,
  context: Context,
  query: { id: string; asOf?: string | undefined },
  upload: Upload,
): Promise<Result<{ importId: string }>> {
  const scope = scopeOf(context)
  if (!scope) return fail('forbidden')
  const begun = await beginImport(deps, scope, { ...query, ...upload })
  return begun.ok ? ok({ importId: begun.value.importId }) : begun
}

/** The school's imports, newest first; one that a crash left unread is read again. */
export async function listImports(deps: Deps, context: Context): Promise<Result<{ imports: ImportInfo[] }>> {
  const scope = scopeOf(context)
  if (!scope) return fail('forbidden')
  const [rows] = await deps.db.read(scope, [importsQuery(scope)])
  for (const { id, state } of rows) if (state === 'reading') startReading(deps, scope, id)
  return ok({ imports: rows.map(infoOf) })
}

export async function getImport(deps: Deps, context: Context, id: string): Promise<Result<ImportDetail>> {
  const scope = scopeOf(context)
  return scope ? describeImport(deps, scope, id) : fail('forbidden')
}

export async function listImportRows(
  deps: Deps,
  context: Context,
  id: string,
  query: { kind: RowKind; page: number },
): Promise<Result<{ rows: PreviewRow[]; total: number; page: number }>> {
  const scope = scopeOf(context)
  if (!scope) return fail('forbidden')
  const row = await findImport(deps, scope, id)
  if (!row) return fail('not-found')
  if (row.state === 'committed' || row.state === 'undone') {
    const settled = await settledPlanOf(deps, scope, row)
    return settled.ok ? ok(pageOf(settled.value.file, settled.value, query)) : settled
  }
  if (row.state !== 'preview') return ok({ rows: [], total: 0, page: query.page })
  const planned = await planOf(deps, scope, row)
  if (!planned.ok) return planned
  const { file, plan } = planned.value
  return ok(plan ? pageOf(file, plan, query) : { rows: [], total: 0, page: query.page })
}

export async function mapColumns(deps: Deps, context: Context, id: string, input: MapInput): Promise<Done> {
  const scope = scopeOf(context)
  if (!scope) return fail('forbidden')
  const mapped = await remap(deps, scope, id, input)
  return mapped.ok ? ok({ done: true }) : mapped
}

export async function commitImport(
  deps: Deps,
  context: Context,
  id: string,
  agreed: boolean,
): Promise<Result<CommitReport>> {
  const scope = scopeOf(context)
  return scope ? commit(deps, scope, id, agreed) : fail('forbidden')
}

export async function undoImport(deps: Deps, context: Context, id: string): Promise<Result<UndoReport>> {
  const scope = scopeOf(context)
  return scope ? undo(deps, scope, id) : fail('forbidden')
}

export async function cancelImport(deps: Deps, context: Context, id: string): Promise<Done> {
  const scope = scopeOf(context)
  return scope ? cancel(deps, scope, id) : fail('forbidden')
}

/** Rows of the first sheet as text, by the row's number in the sheet; read in the worker within its limits. */
export async function readTable(
  bytes: Uint8Array,
): Promise<{ ok: true; rows: { row: number; cells: string[] }[] } | { ok: false; error: ImportFailure }> {
  const table = await readTableInWorker(bytes)
  return table.ok ? table : { ok: false, error: failureOf(table) }
}

export { importFile } from '#server/roster/parts/import-file.ts'
