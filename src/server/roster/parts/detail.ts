import { ok, type Result } from '#shared/errors.ts'
import { unknownClasses } from '#shared/roster/rules/normalise.ts'
import type { ImportDetail, ImportInfo } from '#shared/roster/schema.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { jobOf } from '#server/roster/parts/desk.ts'
import { stillLeftOut } from '#server/roster/parts/plan.ts'
import { maskSample } from '#server/roster/parts/preview.ts'
import type { PupilRecord } from '#server/roster/parts/records.ts'
import { loadNames } from '#server/roster/parts/roll.ts'
import { fileOf, type Mapping, planOf, runOf } from '#server/roster/parts/reading.ts'
import type { RosterFile } from '#server/roster/parts/stored-rows.ts'

const LEFT_OUT_LISTED = 100

interface Row {
  readonly id: string
  readonly version: number
  readonly asOf: string
  readonly mapping: Mapping
}

const sheetOf = (file: RosterFile, mapping: Mapping): ImportDetail['file'] => ({
  fileKind: file.fileKind,
  sheets: file.sheets,
  sheet: file.sheet,
  headerRows: file.headerRows,
  columns: file.columns,
  map: file.map,
  sample: maskSample(file),
  absenceSheets: [...(mapping.absenceSheets ?? [])],
  defaultClassName: mapping.defaultClassName ?? null,
  newClasses: [...(mapping.newClasses ?? [])],
})

/** A list of one says nothing of the others. */
const FEWEST_ROWS = 2

function leftOutOf(
  leftOut: readonly PupilRecord[],
  file: RosterFile,
  classNames: ReadonlyMap<string, string>,
): Pick<ImportDetail, 'leftOut' | 'leftOutCount'> {
  if ((file.roster?.rows.length ?? 0) < FEWEST_ROWS) return { leftOut: [], leftOutCount: 0 }
  return {
    leftOutCount: leftOut.length,
    leftOut: leftOut.slice(0, LEFT_OUT_LISTED).map(({ id, name, class_id }) => ({
      id,
      name,
      className: class_id === null ? null : (classNames.get(class_id) ?? null),
    })),
  }
}

/** All a screen shows of an import beside its rows. */
export async function detailOf(
  deps: Deps,
  scope: Scope,
  row: Row,
  info: ImportInfo,
): Promise<Result<ImportDetail>> {
  const progress =
    info.state === 'reading'
      ? (jobOf(row.id)?.progress ?? { phase: 'waiting', rowsRead: 0, rowsTotal: null })
      : null
  const nothing: ImportDetail = {
    ...info, progress, file: null, summary: null, newClasses: [], unknownClasses: [], absenceLines: { matched: 0, refused: 0 }, leftOut: [], leftOutCount: 0,
  } // prettier-ignore
  if (info.state !== 'preview' && info.state !== 'committed' && info.state !== 'undone') return ok(nothing)
  const isOpen = info.state === 'preview'
  const planned = isOpen ? await planOf(deps, scope, row) : undefined
  if (planned && !planned.ok) return planned
  const file = planned ? planned.value.file : await fileOf(deps, runOf(deps, scope), scope, row)
  if (!file) return ok(nothing)
  const plan = planned?.value.plan
  const roll = info.state === 'committed' ? await loadNames(runOf(deps, scope), scope, row.asOf) : undefined
  const missing = roll && stillLeftOut(deps.vault, file, roll, row.asOf)
  const lines = file.roster?.absences ?? []
  const matched = lines.filter(({ status }) => status === 'matched').length
  return ok({
    ...nothing,
    counts: plan?.counts ?? info.counts,
    file: sheetOf(file, row.mapping),
    summary: file.roster?.summary ?? null,
    newClasses: [...(plan?.newClasses ?? [])],
    unknownClasses: plan
      ? unknownClasses(file.roster?.rows ?? []).filter(({ name }) => !plan.context.classIds.has(name))
      : [],
    absenceLines: { matched, refused: lines.length - matched },
    ...leftOutOf(
      missing ?? plan?.leftOut ?? [],
      file,
      roll?.classNames ?? plan?.context.classNames ?? new Map(),
    ),
  })
}
