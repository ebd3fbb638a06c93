import { isAbsenceSheet } from '#shared/roster/rules/absences.ts'
import type { KnownClass } from '#shared/roster/rules/class-name.ts'
import type { ColumnMap } from '#shared/roster/rules/fields.ts'
import { describeColumns, findHeader, type HeaderColumn, mapOf } from '#shared/roster/rules/find-header.ts'
import { type NormalisedRoster, normaliseRoster } from '#shared/roster/rules/normalise.ts'
import type { RosterSheet } from '#shared/roster/rules/sheet.ts'

import type { FileKind, FileRefusal, ReadLimits } from './file-outcome.ts'
import { readWorkbook } from './read-workbook.ts'

export type ReadRosterOptions = {
  asOf: string
  /** The school's classes, and those it agreed to make; empty when the file's classes shall be proposed. */
  knownClasses: readonly KnownClass[]
  defaultClassName?: string
  /** Index of the sheet to read; the first visible one unless told (K-77). */
  sheet?: number
  /** Header rows and map as the user corrected them; found by themselves unless told. */
  headerRows?: readonly number[]
  map?: ColumnMap
  /** Indexes of sheets of earlier absences to add; none unless told (K-77). */
  absenceSheets?: readonly number[]
  limits?: ReadLimits
}

export type SheetInfo = {
  index: number
  name: string
  hidden: boolean
  rows: number
  kind: 'roster' | 'absences' | 'other'
}

export type ReadRoster = {
  ok: true
  fileKind: FileKind
  sheets: SheetInfo[]
  sheet: number
  /** Empty when no header was found: the user points to it and maps the columns. */
  headerRows: number[]
  columns: HeaderColumn[]
  map: ColumnMap
  /** The first rows as text, for choosing header and columns by hand. */
  sample: { row: number; cells: string[] }[]
  /** Null until the name's column is known. */
  roster: NormalisedRoster | null
}

export type ReadOutcome = ReadRoster | FileRefusal
export type ReadProgress = { phase: 'reading' | 'checking'; rowsRead: number; rowsTotal: number | null }

const SAMPLE_ROWS = 20

function infoOf(sheet: RosterSheet, index: number): SheetInfo {
  const kind = isAbsenceSheet(sheet) ? 'absences' : findHeader(sheet) === undefined ? 'other' : 'roster'
  return { index, name: sheet.name, hidden: sheet.hidden, rows: sheet.rows.length, kind }
}

function sampleOf(sheet: RosterSheet): ReadRoster['sample'] {
  return sheet.rows.slice(0, SAMPLE_ROWS).map(({ row, cells }) => ({
    row,
    cells: cells.map((cell) => (cell !== null && typeof cell === 'object' ? cell.date : String(cell ?? ''))),
  }))
}

function chooseHeader(sheet: RosterSheet, options: ReadRosterOptions) {
  const told = options.headerRows
  const found = told === undefined ? findHeader(sheet) : undefined
  const headerRows = [...(told ?? found?.headerRows ?? [])]
  const columns = found?.columns ?? describeColumns(sheet, headerRows)
  return { headerRows, columns, map: options.map ?? mapOf(columns) }
}

/** Reads a file and checks its rows: type, sheet, header, map, pupils. Runs in the worker. */
export async function readRoster(
  bytes: Buffer,
  options: ReadRosterOptions,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<ReadOutcome> {
  onProgress({ phase: 'reading', rowsRead: 0, rowsTotal: null })
  const file = await readWorkbook(bytes, options.limits)
  if (!file.ok) return file
  const firstVisible = file.sheets.findIndex((one) => !one.hidden && one.rows.length > 0)
  const index = options.sheet ?? Math.max(firstVisible, 0)
  const sheet = file.sheets[index]
  if (sheet === undefined) return { ok: false, reason: 'no-sheet', detail: null }
  const { headerRows, columns, map } = chooseHeader(sheet, options)
  const absenceSheets = (options.absenceSheets ?? []).flatMap((one) => file.sheets[one] ?? [])
  const isReadable = map.name !== undefined && headerRows.length > 0
  const { asOf, knownClasses, defaultClassName } = options
  const report = (rowsRead: number, rowsTotal: number): void =>
    onProgress({ phase: 'checking', rowsRead, rowsTotal })
  const input = { sheet, map, headerRows, knownClasses, asOf, absenceSheets, onProgress: report }
  return {
    ok: true,
    fileKind: file.fileKind,
    sheets: file.sheets.map(infoOf),
    sheet: index,
    headerRows,
    columns,
    map,
    sample: sampleOf(sheet),
    roster: isReadable
      ? normaliseRoster(defaultClassName === undefined ? input : { ...input, defaultClassName })
      : null,
  }
}
