import { cellText } from '#shared/roster/rules/sheet.ts'

import type { FileRefusal } from './file-outcome.ts'
import { readWorkbook } from './read-workbook.ts'

export type TableOutcome = { ok: true; rows: { row: number; cells: string[] }[] } | FileRefusal

const MOST_ROWS = 5000

/** The first visible sheet with anything in it, as the text a person sees. Runs in the worker. */
export async function readTableRows(bytes: Buffer): Promise<TableOutcome> {
  const file = await readWorkbook(bytes)
  if (!file.ok) return file
  const sheet = file.sheets.find((one) => !one.hidden && one.rows.length > 0) ?? file.sheets[0]
  const rows = (sheet?.rows ?? []).slice(0, MOST_ROWS)
  return {
    ok: true,
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.map((cell) => cellText(cell)) })),
  }
}
