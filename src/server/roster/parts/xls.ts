import { type CellObject, read, set_cptable, SSF, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'

import type { Cell, RosterSheet, SheetRow } from '#shared/roster/rules/sheet.ts'

import { MAX_COLUMNS, type ReadFile, type ReadLimits, refuseFile } from './file-outcome.ts'

// The package's types leave this out.
const { is_date: isDateFormat } = SSF as { is_date: (format: string) => boolean }
// Files older than Excel 97 write Chinese in code page 936.
set_cptable(codePages)

const DAY_MS = 86_400_000
const DAYS_1904 = 1462

function toDate(serial: number, is1904: boolean): Cell {
  const day = Math.floor(serial) + (is1904 ? DAYS_1904 : 0)
  return { date: new Date(Date.UTC(1899, 11, 30) + day * DAY_MS).toISOString().slice(0, 10) }
}

function toCell(cell: CellObject | undefined, is1904: boolean): Cell {
  if (cell === undefined) return null
  const { t: type, v: value } = cell
  if (type === 'e' || type === 'z' || value === undefined) return null
  if (typeof value !== 'number')
    return value instanceof Date ? { date: value.toISOString().slice(0, 10) } : value
  const isDate = typeof cell.z === 'string' && isDateFormat(cell.z) && value >= 1 && value < 110_000
  return isDate ? toDate(value, is1904) : value
}

function toSheet(name: string, hidden: boolean, sheet: WorkSheet, is1904: boolean): RosterSheet {
  const data: (CellObject | undefined)[][] = sheet['!data'] ?? []
  const rows: SheetRow[] = []
  data.forEach((line, index) => {
    const cells = Array.from((line ?? []).slice(0, MAX_COLUMNS), (cell) => toCell(cell, is1904))
    if (cells.some((cell) => cell !== null && cell !== '')) rows.push({ row: index + 1, cells })
  })
  const hiddenColumns = (sheet['!cols'] ?? []).flatMap((column, index) => (column?.hidden ? [index] : []))
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r + 1,
    left: s.c,
    bottom: e.r + 1,
    right: e.c,
  }))
  return { name, hidden, hiddenColumns, merges: merges.filter((merge) => merge.right < MAX_COLUMNS), rows }
}

/**
 * Reads a legacy binary .xls or an XML spreadsheet of 2003. The parser is old and eats memory on broken input:
 * it runs in the worker with its memory limit only (see run-in-worker.ts).
 */
export function readXls(bytes: Buffer, limits: ReadLimits): ReadFile {
  try {
    const options = {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
    } as const
    const workbook = read(bytes, { ...options, cellStyles: true, bookVBA: false, sheetRows: limits.rows + 1 })
    const is1904 = workbook.Workbook?.WBProps?.date1904 === true
    const sheets = workbook.SheetNames.flatMap((name, index) => {
      const sheet = workbook.Sheets[name]
      const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0
      return sheet === undefined ? [] : [toSheet(name, hidden, sheet, is1904)]
    })
    if (sheets.some((sheet) => sheet.rows.length > limits.rows)) return refuseFile('too-many-rows')
    return sheets.length === 0 ? refuseFile('no-sheet') : { ok: true, fileKind: 'xls', sheets }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (/password|encrypt/iu.test(message)) return refuseFile('password')
    return refuseFile('truncated', 'xls')
  }
}
