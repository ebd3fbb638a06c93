import { parse } from 'csv-parse/sync'

import type { SheetRow } from '#shared/roster/rules/sheet.ts'

import { FileRefused, MAX_COLUMNS, type ReadFile, type ReadLimits, refuseFile } from './file-outcome.ts'
import { decodeText } from './text-encoding.ts'

const DELIMITERS = ['\t', ',', ';', '，', '|'] as const

/** The sign that splits the first lines most evenly, signs inside quotes not counted. */
function findDelimiter(text: string): string {
  const declared = /^sep=(.)\r?\n/u.exec(text)?.[1]
  if (declared !== undefined) return declared
  const lines = text
    .slice(0, 50_000)
    .replace(/"[^"]*"/gu, '')
    .split(/\r?\n/u)
    .slice(0, 40)
  let best: string = ','
  let bestLines = 0
  for (const sign of DELIMITERS) {
    const counts = lines.map((line) => line.split(sign).length - 1).filter((count) => count > 0)
    const most = Math.max(0, ...counts)
    const even = counts.filter((count) => count * 2 >= most).length * Math.min(most, 3)
    if (even > bestLines) {
      best = sign
      bestLines = even
    }
  }
  return best
}

/** Reads comma, semicolon or tab separated text in UTF-8, UTF-16 or GB18030. All cells are text. */
export function readCsv(bytes: Buffer, limits: ReadLimits): ReadFile {
  const decoded = decodeText(bytes)
  if (decoded === undefined || decoded.includes('\0')) return refuseFile('wrong-type', 'unknown')
  const text = decoded.replace(/^\ufeff/u, '')
  if (text.trim() === '') return refuseFile('empty')
  const delimiter = findDelimiter(text)
  let records: string[][]
  try {
    records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: limits.rows + 1,
    })
  } catch {
    throw new FileRefused('damaged', 'csv')
  }
  if (records.length > limits.rows) throw new FileRefused('too-many-rows')
  const rows: SheetRow[] = []
  records.forEach((record, index) => {
    if (/^sep=.$/u.test(record.join('')) && index === 0) return
    const cells = record.slice(0, MAX_COLUMNS).map((value) => (value === '' ? null : value))
    if (cells.some((cell) => cell !== null && /\S/u.test(cell))) rows.push({ row: index + 1, cells })
  })
  return {
    ok: true,
    fileKind: 'csv',
    sheets: [{ name: 'CSV', hidden: false, hiddenColumns: [], merges: [], rows }],
  }
}
