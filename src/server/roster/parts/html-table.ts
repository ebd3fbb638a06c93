import { type Token, Tokenizer, TokenizerMode } from 'parse5'

import type { Merge, RosterSheet, SheetRow } from '#shared/roster/rules/sheet.ts'

import { FileRefused, MAX_COLUMNS, type ReadFile, type ReadLimits, refuseFile } from './file-outcome.ts'
import { decodeText } from './text-encoding.ts'

const MAX_SPAN = 1000
const attributeOf = (tag: Token.TagToken, name: string): string =>
  tag.attrs.find((one) => one.name === name)?.value ?? ''
const isHidden = (tag: Token.TagToken): boolean => /display\s*:\s*none/iu.test(attributeOf(tag, 'style'))
const spanOf = (tag: Token.TagToken, name: string): number =>
  Math.min(Math.max(Number.parseInt(attributeOf(tag, name), 10) || 1, 1), MAX_SPAN)

/** One table while it is read: places cells past the areas that earlier spans cover. */
class Table {
  readonly rows: SheetRow[] = []
  readonly merges: Merge[] = []
  readonly hiddenColumns = new Set<number>()
  #row = 0
  #cells: (string | null)[] = []
  #open: { text: string; column: number } | undefined
  #declaredColumns = 0
  #coveredUntil: number[] = []

  addColumn(tag: Token.TagToken): void {
    const span = spanOf(tag, 'span')
    if (isHidden(tag) || attributeOf(tag, 'width') === '0') {
      for (let index = 0; index < span; index += 1) this.hiddenColumns.add(this.#declaredColumns + index)
    }
    this.#declaredColumns += span
  }

  startRow(): void {
    this.endRow()
    this.#row += 1
  }

  startCell(tag: Token.TagToken): void {
    this.endCell()
    if (this.#row === 0) this.#row = 1
    let column = this.#cells.length
    while ((this.#coveredUntil[column] ?? 0) >= this.#row) column += 1
    const width = Math.min(spanOf(tag, 'colspan'), MAX_COLUMNS - Math.min(column, MAX_COLUMNS))
    const height = spanOf(tag, 'rowspan')
    while (this.#cells.length < Math.min(column + Math.max(width, 1), MAX_COLUMNS)) this.#cells.push(null)
    const bottom = this.#row + height - 1
    if (height > 1) this.#coveredUntil.length = Math.max(this.#coveredUntil.length, column + width)
    if (height > 1) this.#coveredUntil.fill(bottom, column, column + width)
    if (width > 1 || height > 1)
      this.merges.push({ top: this.#row, left: column, bottom, right: column + width - 1 })
    if (isHidden(tag)) this.hiddenColumns.add(column)
    this.#open = { text: '', column }
  }

  addText(text: string): void {
    if (this.#open) this.#open.text += text
  }

  endCell(): void {
    if (!this.#open) return
    // Blanks around a cell's text belong to the layout of the page, not to the value.
    const text = this.#open.text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/gu, '').replace(/[\r\n]+\s*/gu, ' ')
    if (text !== '' && this.#open.column < MAX_COLUMNS) this.#cells[this.#open.column] = text
    this.#open = undefined
  }

  endRow(): void {
    this.endCell()
    if (this.#cells.some((cell) => cell !== null)) this.rows.push({ row: this.#row, cells: this.#cells })
    this.#cells = []
  }
}

class TableReader {
  readonly tables: Table[] = []
  readonly #limits: ReadLimits
  #depth = 0
  #table: Table | undefined
  setRaw: () => void = () => undefined

  constructor(limits: ReadLimits) {
    this.#limits = limits
  }

  onStartTag(tag: Token.TagToken): void {
    const name = tag.tagName
    if (name === 'script' || name === 'style' || name === 'title' || name === 'xml') {
      if (name !== 'xml') this.setRaw()
      return
    }
    if (name === 'table') {
      this.#depth += 1
      if (this.#depth === 1) this.tables.push((this.#table = new Table()))
    }
    if (this.#depth !== 1) return
    if (name === 'col') this.#table?.addColumn(tag)
    if (name === 'td' || name === 'th') this.#table?.startCell(tag)
    if (name === 'br') this.#table?.addText('\n')
    if (name !== 'tr') return
    this.#table?.startRow()
    if ((this.#table?.rows.length ?? 0) > this.#limits.rows) throw new FileRefused('too-many-rows')
  }

  onEndTag(tag: Token.TagToken): void {
    if (this.#depth === 1) {
      if (tag.tagName === 'td' || tag.tagName === 'th') this.#table?.endCell()
      if (tag.tagName === 'tr' || tag.tagName === 'table') this.#table?.endRow()
    }
    if (tag.tagName === 'table' && this.#depth > 0) this.#depth -= 1
  }

  onText(token: Token.CharacterToken): void {
    if (this.#depth > 0) this.#table?.addText(token.chars)
  }

  onEof(): void {
    this.#table?.endRow()
  }
}

function toSheet(table: Table, index: number): RosterSheet {
  const { rows, merges, hiddenColumns } = table
  return {
    name: `表格${index + 1}`,
    hidden: false,
    hiddenColumns: [...hiddenColumns].sort((a, b) => a - b),
    merges,
    rows,
  }
}

/** Reads the tables of an HTML page that a system exported under the name .xls. All cells are text. */
export function readHtmlTables(bytes: Buffer, limits: ReadLimits): ReadFile {
  const declared = /charset\s*=\s*["']?([\w-]+)/iu.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1]
  const html = decodeText(bytes, declared)
  if (html === undefined) return refuseFile('wrong-type', 'unknown')
  const reader = new TableReader(limits)
  const ignore = (): void => undefined
  const tokenizer = new Tokenizer(
    {},
    {
      onComment: ignore,
      onDoctype: ignore,
      onNullCharacter: ignore,
      onStartTag: (tag) => reader.onStartTag(tag),
      onEndTag: (tag) => reader.onEndTag(tag),
      onCharacter: (token) => reader.onText(token),
      onWhitespaceCharacter: (token) => reader.onText(token),
      onEof: () => reader.onEof(),
    },
  )
  reader.setRaw = () => {
    tokenizer.state = TokenizerMode.RAWTEXT
  }
  tokenizer.write(html, true)
  const filled = reader.tables.filter((table) => table.rows.length > 0)
  // Titles and buttons often stand in small tables of their own around the list.
  const wide = filled.filter(
    (table) => table.rows.length > 1 && table.rows.some((row) => row.cells.length > 1),
  )
  const sheets = (wide.length > 0 ? wide : filled).map(toSheet)
  return sheets.length === 0 ? refuseFile('no-sheet') : { ok: true, fileKind: 'html', sheets }
}
