import type { Cell, Row } from './tables.ts'

const ESCAPED = /[\\\t\n\r]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string =>
  ESCAPED.test(text) ? text.replace(ESCAPED, (sign) => escapes[sign] ?? sign) : text

const isTextList = (value: object): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const arrayText = (list: readonly string[]): string =>
  `{${list.map((one) => `"${one.replace(/["\\]/g, (sign) => `\\${sign}`)}"`).join(',')}}`

/** One value in the text format of COPY. */
function cellText(value: Cell | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return escaped(isTextList(value) && value.length > 0 ? arrayText(value) : JSON.stringify(value))
}

/** Rows as COPY … FROM STDIN takes them. */
export function copyText(rows: readonly Row[], columns: readonly string[]): string {
  let text = ''
  for (const row of rows) {
    let line = ''
    for (const column of columns) line += line === '' ? cellText(row[column]) : `\t${cellText(row[column])}`
    text += `${line}\n`
  }
  return text
}

/** Rows as JSON for an insert; bytea as hex, which PostgreSQL reads from text. */
export function jsonText(rows: readonly Row[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => {
    if (
      typeof value === 'object' &&
      value !== null &&
      'type' in value &&
      value.type === 'Buffer' &&
      'data' in value &&
      Array.isArray(value.data)
    )
      return `\\x${Buffer.from(value.data as number[]).toString('hex')}`
    return value
  })
}
