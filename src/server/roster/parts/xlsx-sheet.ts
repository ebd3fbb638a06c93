import type { Merge } from '#shared/roster/rules/sheet.ts'

import { FileRefused, MAX_COLUMNS, type ReadLimits } from './file-outcome.ts'

/** A sheet's XML with the rows that hold values only, numbered 1, 2, 3 …; `rowNumbers` gives their rows in the sheet. */
export type TrimmedSheet = { xml: string; rowNumbers: number[]; hiddenColumns: number[]; merges: Merge[] }

const MAX_MERGES = 2000
const MAX_ROW_TEXT = 4 * 2 ** 20

/** Column from 0 for 'A', 'AB' … */
function columnIndex(letters: string): number {
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1]

function readHiddenColumns(head: string): number[] {
  const hidden: number[] = []
  for (const [tag] of head.matchAll(/<(?:\w+:)?col\s[^>]*>/gu)) {
    if (!/^(?:1|true)$/u.test(attribute(tag, 'hidden') ?? '')) continue
    const last = Math.min(Number(attribute(tag, 'max')), MAX_COLUMNS)
    for (let column = Number(attribute(tag, 'min')); column <= last; column += 1) hidden.push(column - 1)
  }
  return hidden
}

function readMerges(tail: string): Merge[] {
  const merges: Merge[] = []
  for (const found of tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/gu)) {
    const [, left = '', top = '', right = '', bottom = ''] = found
    const area = {
      top: Number(top),
      bottom: Number(bottom),
      left: columnIndex(left),
      right: columnIndex(right),
    }
    if (area.right < MAX_COLUMNS && merges.length < MAX_MERGES) merges.push(area)
  }
  return merges
}

const HAS_VALUE = /<(?:\w+:)?(?:v|is)[\s>]/u
const EMPTY_CELL = /<(?:\w+:)?c(?:\s[^>]*)?\/>/gu
const CELL_WITHOUT_VALUE =
  /<(?:\w+:)?c(?:\s[^>]*)?>(?:<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>))?(?:<(?:\w+:)?(?:v|is)\/>|<v><\/v>)?<\/(?:\w+:)?c>/gu
const FAR_CELL = /<(?:\w+:)?c\s[^>]*?r="(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d[^>]*>.*?<\/(?:\w+:)?c>/gsu
const IS_FAR = /r="(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d/u

function trimRow(row: string, number: number, newNumber: number): string {
  let text = row
  if (text.includes('/>')) text = text.replace(EMPTY_CELL, '')
  if (text.includes('</f>') || text.includes('"></') || text.includes('<v></v>'))
    text = text.replace(CELL_WITHOUT_VALUE, '')
  if (IS_FAR.test(text)) text = text.replace(FAR_CELL, '')
  if (number !== newNumber) text = text.replace(/(\sr="[A-Z]*)\d+"/gu, `$1${newNumber}"`)
  return text
}

/**
 * Takes a sheet's XML in pieces and keeps rows with values only, so that a million formatted empty rows cost
 * no memory (K-78). Cells themselves are not read here. Throws FileRefused for too much of anything.
 */
export class SheetTrimmer {
  readonly #limits: Pick<ReadLimits, 'rows'>
  readonly #onKept: (characters: number) => void
  #phase: 'head' | 'rows' | 'tail' = 'head'
  #rest = ''
  #head = ''
  #tail = ''
  #prefix = ''
  #rows: string[] = []
  #rowNumbers: number[] = []
  #lastRow = 0

  constructor(limits: Pick<ReadLimits, 'rows'>, onKept: (characters: number) => void) {
    this.#limits = limits
    this.#onKept = onKept
  }

  write(piece: string): void {
    this.#rest += piece
    if (this.#phase === 'head') this.#readHead()
    if (this.#phase === 'rows') this.#readRows()
    if (this.#phase === 'tail') {
      this.#onKept(this.#rest.length)
      this.#tail += this.#rest
      this.#rest = ''
    }
  }

  end(): TrimmedSheet {
    if (this.#phase === 'rows') throw new FileRefused('truncated', 'sheet')
    if (this.#phase === 'head') this.#head = this.#rest
    const rows = this.#rows.join('')
    return {
      xml: `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
      rowNumbers: this.#rowNumbers,
      hiddenColumns: readHiddenColumns(this.#head),
      merges: readMerges(this.#tail),
    }
  }

  #readHead(): void {
    const found = /<(\w+:)?sheetData(?:\s[^>]*)?(\/)?>/u.exec(this.#rest)
    if (found === null) {
      if (this.#rest.length > MAX_ROW_TEXT) throw new FileRefused('damaged', 'sheet')
      return
    }
    this.#prefix = found[1] ?? ''
    this.#head = this.#rest.slice(0, found.index)
    this.#rest = this.#rest.slice(found.index + found[0].length)
    this.#phase = found[2] === undefined ? 'rows' : 'tail'
  }

  #readRows(): void {
    const text = this.#rest
    const open = `<${this.#prefix}row`
    const close = `</${this.#prefix}row>`
    const endOfRows = `</${this.#prefix}sheetData>`
    let at = 0
    for (;;) {
      const start = text.indexOf('<', at)
      if (start < 0) break
      if (text.startsWith(endOfRows, start)) {
        this.#phase = 'tail'
        at = start + endOfRows.length
        break
      }
      if (!text.startsWith(open, start)) {
        // Not enough of the text yet, or something between rows that no sheet has.
        if (text.length - start < endOfRows.length) break
        throw new FileRefused('damaged', 'sheet')
      }
      const tagEnd = text.indexOf('>', start)
      if (tagEnd < 0) break
      const isEmpty = text.charCodeAt(tagEnd - 1) === 47
      const end = isEmpty ? tagEnd + 1 : text.indexOf(close, tagEnd) + close.length
      if (!isEmpty && end < close.length) break
      this.#takeRow(text.slice(start, tagEnd), isEmpty ? '' : text.slice(tagEnd + 1, end - close.length))
      at = end
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > MAX_ROW_TEXT) throw new FileRefused('unpacks-too-large', 'sheet')
  }

  #takeRow(tag: string, body: string): void {
    const told = /\sr="(\d+)"/u.exec(tag)?.[1]
    const number = told === undefined ? this.#lastRow + 1 : Number(told)
    if (number <= this.#lastRow) throw new FileRefused('damaged', 'sheet')
    this.#lastRow = number
    if (body === '' || !HAS_VALUE.test(body)) return
    const newNumber = this.#rowNumbers.length + 1
    const kept = trimRow(body, number, newNumber)
    if (kept === '') return
    if (newNumber > this.#limits.rows) throw new FileRefused('too-many-rows')
    this.#rowNumbers.push(number)
    this.#rows.push(`<row r="${newNumber}">${kept}</row>`)
    this.#onKept(kept.length)
  }
}
