import { withoutUnseen } from '#shared/text/rules.ts'

/** A cell that the workbook formats as a date; `date` is a local date from the sheet's own date system. */
export type DateCell = { date: string }

/** What a cell holds. A formula cell holds its stored value (K-77); an empty cell is null. */
export type Cell = string | number | boolean | DateCell | null

/** One row that holds at least one value; `row` is the row number in the sheet, the first being 1. */
export type SheetRow = { row: number; cells: Cell[] }

/** A merged area; rows from 1, columns from 0, both ends included. */
export type Merge = { top: number; left: number; bottom: number; right: number }

/** One sheet, whatever the file was. Rows without any value are left out. */
export type RosterSheet = {
  name: string
  hidden: boolean
  hiddenColumns: number[]
  merges: Merge[]
  rows: SheetRow[]
}

/** A row's cells by the number of the row, where the row may be absent. */
export function rowAt(sheet: RosterSheet, row: number): SheetRow | undefined {
  return sheet.rows.find((candidate) => candidate.row === row)
}

/** The text a person would see in the cell, without any trimming; signs that nobody sees are not in it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return withoutUnseen(cell)
  if (typeof cell === 'object') return cell.date
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return Number.isInteger(cell) ? cell.toFixed(0) : String(cell)
}

/** The value as it was found, for "from → to" in the preview: numbers stay numbers. */
export function cellRaw(cell: Cell | undefined): string | number {
  return typeof cell === 'number' ? cell : cellText(cell)
}

export function isBlankCell(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return true
  return typeof cell === 'string' && !/\S/u.test(withoutUnseen(cell))
}
