import { zipSync } from 'fflate'
import readExcelFile from 'read-excel-file/universal'

import type { Cell, RosterSheet, SheetRow } from '#shared/roster/rules/sheet.ts'

import { FileRefused, type ReadFile, type ReadLimits, refuseFile } from './file-outcome.ts'
import { SheetTrimmer, type TrimmedSheet } from './xlsx-sheet.ts'
import { listZip, unpack, unpackStream, type ZipEntry } from './zip.ts'

const MAX_SHEETS = 30
const FORBIDDEN = /<!(?:DOCTYPE|ENTITY)/iu
const IS_XML = /\.(?:xml|rels|vml)$/iu
// Pieces the cells are read from; every other part is only checked.
const NEEDED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\d*\.xml|styles\d*\.xml)$/iu

/** What a zip archive that is no .xlsx is, by its parts. */
function otherKind(entries: Map<string, ZipEntry>): string {
  const names = [...entries.keys()]
  if (names.includes('xl/workbook.bin')) return 'xlsb'
  if (names.some((name) => name.startsWith('word/'))) return 'docx'
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx'
  if (names.includes('content.xml')) return 'ods'
  return 'zip'
}

class Budget {
  #unpacked = 0
  #kept = 0
  readonly #limits: ReadLimits
  constructor(limits: ReadLimits) {
    this.#limits = limits
  }
  unpacked(bytes: number): void {
    this.#unpacked += bytes
    if (this.#unpacked > this.#limits.unpackedBytes) throw new FileRefused('unpacks-too-large')
  }
  kept(bytes: number): void {
    this.#kept += bytes
    if (this.#kept > this.#limits.keptBytes) throw new FileRefused('unpacks-too-large')
  }
  get left(): number {
    return this.#limits.keptBytes - this.#kept
  }
}

/** UTF-16 could hide a DOCTYPE from the check; no spreadsheet program writes its parts so. */
function checkText(name: string, text: string): void {
  if (text.includes('\0')) throw new FileRefused('damaged', name)
  if (FORBIDDEN.test(text)) throw new FileRefused('document-type', name)
}

async function trimSheet(entry: ZipEntry, limits: ReadLimits, budget: Budget): Promise<TrimmedSheet> {
  const decoder = new TextDecoder('utf-8')
  const trimmer = new SheetTrimmer(limits, (characters) => budget.kept(characters))
  let border = ''
  for await (const piece of unpackStream(entry)) {
    budget.unpacked(piece.length)
    const text = decoder.decode(piece, { stream: true })
    checkText(entry.name, border + text)
    border = text.slice(-12)
    trimmer.write(text)
  }
  return trimmer.end()
}

function toCell(value: unknown): Cell {
  if (value instanceof Date) return { date: value.toISOString().slice(0, 10) }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}

function toRows(data: readonly (readonly unknown[])[], rowNumbers: readonly number[]): SheetRow[] {
  const rows: SheetRow[] = []
  data.forEach((values, index) => {
    const cells = values.map(toCell)
    if (cells.some((cell) => cell !== null && cell !== ''))
      rows.push({ row: rowNumbers[index] ?? index + 1, cells })
  })
  return rows
}

type SheetEntry = { id: string; name: string; hidden: boolean; path: string }

const unescape = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos|#(\d+)|#x([\da-f]+));/giu, (entity, decimal, hexadecimal) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
    return (
      { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }[entity.toLowerCase()] ?? entity
    )
  })

const attributes = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)].map(
      ([, key = '', a, b]): [string, string] => [key, unescape(a ?? b ?? '')],
    ),
  )

const SHEET_TAG = /<(?:\w+:)?sheet\s[^>]*>/gu
const relationId = (found: Record<string, string>): string =>
  Object.entries(found).find(([key]) => key.endsWith(':id'))?.[1] ?? ''

/** Sheets in the order of the workbook, with the paths of their parts. */
function listSheets(workbook: string, relations: string): SheetEntry[] {
  const paths = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/gu)) {
    const { Id = '', Target = '', Type = '' } = attributes(tag)
    if (Type.endsWith('/worksheet')) paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  }
  const sheets: SheetEntry[] = []
  for (const [tag] of workbook.matchAll(SHEET_TAG)) {
    const found = attributes(tag)
    const id = relationId(found)
    const path = paths.get(id)
    if (path !== undefined)
      sheets.push({ id, name: found['name'] ?? '', hidden: found['state']?.includes('idden') ?? false, path })
  }
  return sheets
}

/** Chart sheets and sheets beyond the limit are taken out of the workbook's list: their parts are not handed on. */
function withoutOtherSheets(workbook: string, ids: ReadonlySet<string>): string {
  return workbook.replace(SHEET_TAG, (tag) => (ids.has(relationId(attributes(tag))) ? tag : ''))
}

/** Checks every part, counting as it unpacks, and returns the parts the reader needs, sheets without their empty rows. */
async function takeParts(entries: Map<string, ZipEntry>, limits: ReadLimits) {
  const budget = new Budget(limits)
  const parts: Record<string, Uint8Array> = {}
  const sheets = new Map<string, TrimmedSheet>()
  for (const entry of entries.values()) {
    if (/^xl\/worksheets\/[^/]+\.xml$/iu.test(entry.name)) {
      if (sheets.size < MAX_SHEETS) sheets.set(entry.name, await trimSheet(entry, limits, budget))
      continue
    }
    const content = unpack(entry, budget.left)
    budget.unpacked(content.length)
    budget.kept(content.length)
    if (IS_XML.test(entry.name)) checkText(entry.name, content.toString('utf8'))
    if (NEEDED.test(entry.name)) parts[entry.name] = content
  }
  return { parts, sheets }
}

/**
 * Reads an .xlsx or .xlsm: every part is checked and counted while it is unpacked (K-78), then read-excel-file reads
 * the cells from what is left. Formula cells give their stored values.
 */
export async function readXlsx(bytes: Buffer, limits: ReadLimits): Promise<ReadFile> {
  const entries = listZip(bytes)
  if (!entries.has('xl/workbook.xml')) return refuseFile('wrong-type', otherKind(entries))
  const { parts, sheets: trimmed } = await takeParts(entries, limits)
  const text = (name: string): string => Buffer.from(parts[name] ?? []).toString('utf8')
  const workbook = text('xl/workbook.xml')
  const listed = listSheets(workbook, text('xl/_rels/workbook.xml.rels'))
  const sheets = listed.filter((sheet) => trimmed.has(sheet.path))
  if (sheets.length === 0) return refuseFile('no-sheet')
  parts['xl/workbook.xml'] = Buffer.from(
    withoutOtherSheets(workbook, new Set(sheets.map((sheet) => sheet.id))),
  )
  for (const [path, sheet] of trimmed) {
    parts[path] = Buffer.from(sheet.xml)
    sheet.xml = ''
  }
  const data = await readCells(parts)
  const result = sheets.map(({ name, hidden, path }): RosterSheet => {
    const { rowNumbers = [], hiddenColumns = [], merges = [] } = trimmed.get(path) ?? {}
    const values = data.find((sheet) => sheet.sheet === name)?.data ?? []
    return { name, hidden, hiddenColumns, merges, rows: toRows(values, rowNumbers) }
  })
  return { ok: true, fileKind: 'xlsx', sheets: result }
}

async function readCells(parts: Record<string, Uint8Array>) {
  try {
    const archive = zipSync(parts, { level: 0 })
    for (const name of Object.keys(parts)) delete parts[name]
    return await readExcelFile(archive.buffer, { trim: false })
  } catch {
    throw new FileRefused('damaged', 'sheet')
  }
}
