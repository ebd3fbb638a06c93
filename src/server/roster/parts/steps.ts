import { createHash } from 'node:crypto'
import type { ImportDetail, ImportFailure, ImportInfo, MapInput, PlanCounts } from '#shared/roster/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { formatClassName, parseClassName } from '#shared/roster/rules/class-name.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Upload } from '#server/http/route.ts'
import { stopJob } from '#server/roster/parts/desk.ts'
import { detailOf } from '#server/roster/parts/detail.ts'
import { fileContext, type Mapping, startReading } from '#server/roster/parts/reading.ts'
import { changeImportQuery, insertImportQuery } from '#server/roster/queries.ts'
import { importQuery, type importsQuery } from '#server/roster/reads.ts'

type ImportRow = RowOf<ReturnType<typeof importQuery>>

export function infoOf(row: RowOf<ReturnType<typeof importsQuery>>): ImportInfo {
  const { version: _, summary, failure, state, ...rest } = row
  const counts = (summary as { counts?: PlanCounts | null } | null)?.counts ?? null
  return { ...rest, state: state as ImportInfo['state'], counts, failure: failure as ImportFailure | null }
}

/** Takes a file for a whole-school scope and begins to read it; the same id and file again is the same import. */
export async function beginImport(
  deps: Deps,
  scope: Scope,
  { id, asOf, bytes, fileName }: Upload & { id: string; asOf?: string | undefined },
): Promise<Result<{ importId: string; reading: Promise<void> }>> {
  if (asOf !== undefined && asOf > scope.today) return invalid({ path: 'asOf', code: 'in-future' })
  const fileHash = createHash('sha256').update(bytes).digest()
  const fileSealed = deps.vault.sealBytes(bytes, fileContext(id))
  const taken = await deps.db.write<Result<null>>(scope, async (tx) => {
    const [created] = await tx.rows(
      insertImportQuery(scope, { id, fileName, fileHash, fileSealed, asOf: asOf ?? scope.today }),
    )
    if (created) {
      tx.audit({ action: 'upload', entity: 'rosterImport', entityId: id, detail: { bytes: bytes.length } })
      return ok(null)
    }
    const [known] = await tx.rows(importQuery(scope, id))
    return known?.fileHash.equals(fileHash) ? ok(null) : fail('already-exists')
  })
  if (!taken.ok) return taken
  return ok({ importId: id, reading: startReading(deps, scope, id).done })
}

export async function findImport({ db }: Deps, scope: Scope, id: string): Promise<ImportRow | undefined> {
  const [[row]] = await db.read(scope, [importQuery(scope, id)])
  return row
}

/** How far an import is and what it would change; one that a crash left unread is read again. */
export async function describeImport(deps: Deps, scope: Scope, id: string): Promise<Result<ImportDetail>> {
  const row = await findImport(deps, scope, id)
  if (!row) return fail('not-found')
  if (row.state === 'reading') startReading(deps, scope, id)
  return detailOf(deps, scope, { ...row, mapping: row.mapping ?? {} }, infoOf(row))
}

/** In the school's way of writing; that the name says grade and number was looked at before. */
function asSchoolWrites(name: string): string {
  const parts = parseClassName(name)
  return parts === undefined ? name : formatClassName(parts)
}

/** Told anew, sheet and header are followed by the map that is found there, unless a map is told, too. */
function mappingWith(before: Mapping, input: MapInput): Mapping {
  const { sheet, headerRows, map, absenceSheets, defaultClassName, newClasses } = input
  const kept: Mapping = sheet !== undefined && sheet !== before.sheet ? {} : before
  const found: Mapping = headerRows === undefined ? kept : { ...kept, headerRows, map: undefined }
  const { defaultClassName: name, ...rest } = found
  const className = defaultClassName === undefined ? name : (defaultClassName ?? undefined)
  return {
    ...rest,
    ...(sheet === undefined ? {} : { sheet }),
    ...(map === undefined
      ? {}
      : { map: Object.fromEntries(Object.entries(map).filter(([, column]) => column !== undefined)) }),
    ...(absenceSheets === undefined ? {} : { absenceSheets }),
    ...(className === undefined ? {} : { defaultClassName: className }),
    ...(newClasses === undefined ? {} : { newClasses: newClasses.map(asSchoolWrites) }),
  }
}

/** Corrects sheet, header, columns, sheets of earlier absences or the class of all rows, and reads the file again. */
export async function remap(
  deps: Deps,
  scope: Scope,
  id: string,
  input: MapInput,
): Promise<Result<{ reading: Promise<void> }>> {
  const row = await findImport(deps, scope, id)
  if (!row) return fail('not-found')
  if (row.state !== 'preview' && row.state !== 'reading') return fail('not-allowed-now')
  const unmakeable = (input.newClasses ?? []).findIndex((name) => parseClassName(name) === undefined)
  if (unmakeable >= 0) return invalid({ path: `newClasses.${unmakeable}`, code: 'unknown-reference' })
  const mapping = mappingWith(row.mapping ?? {}, input)
  stopJob(id)
  const change = { state: 'reading', mapping, rowsSealed: null, summary: null } as const
  const [changed] = await deps.db.write(scope, (tx) =>
    tx.rows(changeImportQuery(scope, id, { states: ['preview', 'reading'] }, change)),
  )
  if (!changed) return fail('not-allowed-now')
  return ok({ reading: startReading(deps, scope, id).done })
}

/** Ends an import that has not been committed; file and rows are forgotten. */
export function cancel(deps: Deps, scope: Scope, id: string): Promise<Result<{ done: true }>> {
  return deps.db.write<Result<{ done: true }>>(scope, async (tx) => {
    const [known] = await tx.rows(importQuery(scope, id))
    if (!known) return fail('not-found')
    const change = { state: 'cancelled', forgetFile: true, rowsSealed: null } as const
    const [changed] = await tx.rows(
      changeImportQuery(scope, id, { states: ['reading', 'preview', 'failed'] }, change),
    )
    if (!changed) return known.state === 'cancelled' ? ok({ done: true }) : fail('not-allowed-now')
    stopJob(id)
    tx.audit({ action: 'cancel', entity: 'rosterImport', entityId: id })
    return ok({ done: true })
  })
}
