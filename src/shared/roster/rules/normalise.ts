import { type AbsenceRow, attachAbsences } from './absences.ts'
import { classLookup, type KnownClass, parseClassName, formatClassName } from './class-name.ts'
import { checkDuplicates } from './duplicates.ts'
import type { ColumnMap } from './fields.ts'
import { headerRepeats } from './find-header.ts'
import { type NormalisedRow, normaliseRow, type RowRules } from './normalise-row.ts'
import type { RosterSheet } from './sheet.ts'
import { type SkipReason, skipReason } from './skip-rows.ts'

export type SkippedRow = { row: number; why: SkipReason }

/** A class the file names while the school has none yet, to be created with the import. */
export type ProposedClass = { name: string; grade: number | null; number: number | null; pupils: number }

export type RosterSummary = {
  dataRows: number
  accepted: number
  corrected: number
  refused: number
  pupilsAfterImport: number
  refusedByReason: Record<string, number>
  /** Blank rows between the first and the last filled row; `skipped` names at most the first thousand. */
  blankRows: number
}

export type NormalisedRoster = {
  rows: NormalisedRow[]
  skipped: SkippedRow[]
  summary: RosterSummary
  proposedClasses: ProposedClass[]
  absences: AbsenceRow[]
}

export type NormaliseInput = {
  sheet: RosterSheet
  map: ColumnMap
  /** Rows of the header; rows above and in it are not read. */
  headerRows: readonly number[]
  /** The school's classes, and those it agreed to make; when empty, the file's classes are proposed for creation. */
  knownClasses: readonly KnownClass[]
  /** Class of rows without one, when the whole sheet is one class. */
  defaultClassName?: string
  asOf: string
  absenceSheets?: readonly RosterSheet[]
  onProgress?: (rowsRead: number, rowsTotal: number) => void
}

const LISTED_BLANKS = 1000
const PROGRESS_EVERY = 500

function finish(row: NormalisedRow): NormalisedRow {
  const { candidate: _, ...rest } = row
  const refused = rest.refusedFor.length > 0 || rest.fields === null
  const touched = rest.corrections.length > 0 || rest.warnings.length > 0
  if (refused) return { ...rest, fields: null, status: 'refused' }
  return { ...rest, status: touched ? 'corrected' : 'accepted' }
}

function summarise(rows: readonly NormalisedRow[], blankRows: number): RosterSummary {
  const count = { accepted: 0, corrected: 0, refused: 0 }
  const refusedByReason: Record<string, number> = {}
  for (const row of rows) {
    count[row.status] += 1
    for (const { reason } of row.refusedFor) refusedByReason[reason] = (refusedByReason[reason] ?? 0) + 1
  }
  const pupilsAfterImport = count.accepted + count.corrected
  return { dataRows: rows.length, ...count, pupilsAfterImport, refusedByReason, blankRows }
}

function proposeClasses(rows: readonly NormalisedRow[]): ProposedClass[] {
  const classes = new Map<string, ProposedClass>()
  for (const { fields } of rows) {
    if (fields === null) continue
    const known = classes.get(fields.className)
    if (known) known.pupils += 1
    else {
      const { className: name, grade, classNumber: number } = fields
      classes.set(name, { name, grade, number, pupils: 1 })
    }
  }
  return [...classes.values()].sort(byGrade)
}

/** Classes that rows were refused for and that could be made: their name says grade and number. */
export function unknownClasses(rows: readonly NormalisedRow[]): ProposedClass[] {
  const classes = new Map<string, ProposedClass>()
  for (const { refusedFor, shown } of rows) {
    if (!refusedFor.some(({ reason }) => reason === 'class-unknown')) continue
    const parts = parseClassName(shown.className)
    if (parts === undefined) continue
    const name = formatClassName(parts)
    classes.set(name, { name, ...parts, pupils: (classes.get(name)?.pupils ?? 0) + 1 })
  }
  return [...classes.values()].sort(byGrade)
}

const byGrade = (a: ProposedClass, b: ProposedClass): number =>
  (a.grade ?? 99) - (b.grade ?? 99) || (a.number ?? 99) - (b.number ?? 99)

/** Reads the rows below the header; blank rows are those the sheet leaves out between its filled rows. */
function readRows(input: NormaliseInput, rules: RowRules) {
  const repeats = headerRepeats(input.sheet, { headerRows: [...input.headerRows] })
  const last = input.headerRows.at(-1) ?? 0
  const body = input.sheet.rows.filter(({ row }) => row > last)
  const rows: NormalisedRow[] = []
  const skipped: SkippedRow[] = []
  let blankRows = 0
  let previous = last
  const skipBlank = (row: number): void => {
    blankRows += 1
    if (blankRows <= LISTED_BLANKS) skipped.push({ row, why: 'blank' })
  }
  body.forEach((line, index) => {
    for (let row = previous + 1; row < line.row; row += 1) skipBlank(row)
    previous = line.row
    const why = skipReason(line.cells, rules.map, repeats)
    if (why === 'blank') skipBlank(line.row)
    else if (why !== undefined) skipped.push({ row: line.row, why })
    else rows.push(normaliseRow(line, rules))
    if ((index + 1) % PROGRESS_EVERY === 0 || index + 1 === body.length)
      input.onProgress?.(index + 1, body.length)
  })
  return { rows, skipped, blankRows }
}

/**
 * Turns a sheet into pupils by K-70 … K-77: each row accepted, corrected or refused, with the changes of form,
 * the warnings and the reasons. Pure: the same sheet, map, classes and as-of date give the same result.
 */
export function normaliseRoster(input: NormaliseInput): NormalisedRoster {
  const { map, asOf, defaultClassName } = input
  const findClass = classLookup(input.knownClasses)
  const registerFile = map.schoolCode !== undefined
  const read = readRows(input, { map, asOf, findClass, defaultClassName, registerFile })
  checkDuplicates(read.rows)
  const rows = read.rows.map(finish)
  const absences = (input.absenceSheets ?? []).flatMap((sheet) => attachAbsences(sheet, rows))
  const proposedClasses = input.knownClasses.length === 0 ? proposeClasses(rows) : []
  return { rows, skipped: read.skipped, summary: summarise(rows, read.blankRows), proposedClasses, absences }
}
