import type { ColumnMap, FieldKey } from './fields.ts'
import { headerText, matchHeader } from './headers.ts'
import { cellText, type RosterSheet, rowAt } from './sheet.ts'

/** One column as its head tells it; `field` is null when nothing fits or the column is hidden (K-77). */
export type HeaderColumn = { index: number; header: string; field: FieldKey | null; hidden: boolean }

/** The header found: its sheet rows, the first row below it and the columns. */
export type Header = { headerRows: number[]; firstDataRow: number; columns: HeaderColumn[]; map: ColumnMap }

const SEARCH_ROWS = 40

/** The heads of a row, with merged areas spread over their columns. */
function headsOf(sheet: RosterSheet, row: number): string[] {
  const heads = (rowAt(sheet, row)?.cells ?? []).map((cell) => cellText(cell).trim())
  for (const merge of sheet.merges) {
    if (row < merge.top || row > merge.bottom) continue
    const text = cellText(rowAt(sheet, merge.top)?.cells[merge.left]).trim()
    for (let column = merge.left; column <= merge.right; column += 1) heads[column] = text
  }
  return Array.from(heads, (head) => head ?? '')
}

/** In files without merged areas (CSV) a group's head stands over its first column only: carry it to the right. */
function spread(heads: string[], width: number): string[] {
  let last = ''
  return Array.from({ length: width }, (_, column) => (last = heads[column] || last))
}

/** Describes the columns under the given header rows (one or two). */
export function describeColumns(sheet: RosterSheet, headerRows: readonly number[]): HeaderColumn[] {
  const lowest = headsOf(sheet, headerRows.at(-1) ?? 1)
  const upper = headerRows.length > 1 ? headsOf(sheet, headerRows[0] ?? 1) : []
  const width = Math.max(lowest.length, upper.length)
  const merged = sheet.merges.some((merge) => merge.top === headerRows[0])
  const groups = merged || headerRows.length < 2 ? upper : spread(upper, width)
  const taken = new Set<FieldKey>()
  return Array.from({ length: width }, (_, index) => {
    const below = lowest[index] ?? ''
    const above = upper[index] ?? ''
    const header = below === '' ? above : below
    const hidden = sheet.hiddenColumns.includes(index)
    const found = matchHeader(header, below === above ? '' : (groups[index] ?? ''))
    const field = found === undefined || hidden || taken.has(found) ? null : found
    if (field !== null) taken.add(field)
    return { index, header, field, hidden }
  })
}

/** The map of all columns that a field was found for. */
export function mapOf(columns: readonly HeaderColumn[]): ColumnMap {
  const map: ColumnMap = {}
  for (const column of columns) if (column.field !== null) map[column.field] = column.index
  return map
}

const score = (columns: readonly HeaderColumn[]): number =>
  columns.reduce((total, column) => total + (column.field === null ? 0 : 1), 0)

const filled = (sheet: RosterSheet, row: number): number =>
  new Set(headsOf(sheet, row).filter((head) => head !== '')).size

/**
 * Finds the header among the first 40 filled rows: the row, or the pair of rows, that names most fields;
 * titles and notes name none. Undefined when no row names at least two fields, one of them the name or the ID number.
 */
export function findHeader(sheet: RosterSheet): Header | undefined {
  let best: Header | undefined
  let bestScore = 1
  for (const { row } of sheet.rows.slice(0, SEARCH_ROWS)) {
    for (const headerRows of [[row], [row, row + 1]]) {
      if (headerRows.length === 2 && (filled(sheet, row) < 2 || rowAt(sheet, row + 1) === undefined)) continue
      const columns = describeColumns(sheet, headerRows)
      const map = mapOf(columns)
      if (map.name === undefined && map.idNumber === undefined) continue
      const points = score(columns)
      const firstDataRow = row + headerRows.length
      if (points > bestScore) {
        best = { headerRows, firstDataRow, columns, map }
        bestScore = points
      }
    }
  }
  return best
}

/** True for a row that says the header again: most of its first cells hold the head of their column. */
export function headerRepeats(
  sheet: RosterSheet,
  header: Pick<Header, 'headerRows'>,
): (cells: readonly unknown[]) => boolean {
  const heads = header.headerRows.map((row) => headsOf(sheet, row).map(headerText))
  return (cells) => {
    let filledCells = 0
    let equal = 0
    for (let index = 0; index < cells.length && filledCells < 6; index += 1) {
      const cell = cells[index]
      if (typeof cell !== 'string' || cell === '') continue
      filledCells += 1
      const text = headerText(cell)
      if (text !== '' && heads.some((row) => row[index] === text)) equal += 1
    }
    return equal >= 2 && equal * 2 > filledCells
  }
}
