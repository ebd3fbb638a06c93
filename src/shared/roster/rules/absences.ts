import { readDate } from './dates.ts'
import { headerText } from './headers.ts'
import { normaliseIdText } from './id-number.ts'
import { normaliseName } from './names.ts'
import type { NormalisedRow } from './normalise-row.ts'
import { normaliseRelation } from './relations.ts'
import { type Cell, cellText, isBlankCell, type RosterSheet } from './sheet.ts'
import { trimBlanks } from './text.ts'

const COLUMNS = {
  idNumber: ['身份证件号', '身份证号', '身份证号码', '学生身份证号'],
  memberName: ['成员姓名', '外出人姓名', '家长姓名'],
  relation: ['成员关系', '关系', '与学生关系'],
  from: ['外出开始日期', '外出日期', '外出时间'],
  to: ['返乡日期', '返乡时间', '回来时间'],
  note: ['备注', '说明'],
} as const
type Column = keyof typeof COLUMNS

/** One line of a sheet of earlier absences, with what became of it. */
export type AbsenceRow = {
  row: number
  sheet: string
  status: 'matched' | 'refused'
  reason: 'pupil-unknown' | 'member-unknown' | 'date-unparsable' | 'dates-reversed' | null
  pupilRow: number | null
}

function findColumns(cells: readonly Cell[]): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {}
  cells.forEach((cell, index) => {
    const text = headerText(cellText(cell))
    for (const column of Object.keys(COLUMNS) as Column[]) {
      if (found[column] === undefined && COLUMNS[column].some((word) => word === text)) found[column] = index
    }
  })
  return found
}

function findAbsenceHeader(sheet: RosterSheet) {
  for (const { row, cells } of sheet.rows.slice(0, 10)) {
    const columns = findColumns(cells)
    const { idNumber, from, to, relation, memberName } = columns
    if (idNumber === undefined || from === undefined || to === undefined) continue
    if (relation !== undefined || memberName !== undefined) return { row, columns }
  }
  return undefined
}

/** True for a sheet of earlier absences: ID number, member, first day away, first day at home again. */
export function isAbsenceSheet(sheet: RosterSheet): boolean {
  return findAbsenceHeader(sheet) !== undefined
}

const dateOf = (cell: Cell): string | null => {
  const reading = readDate(cell)
  return reading.kind === 'full' ? reading.date : null
}

/** Adds the earlier absences of a sheet to the members of the pupils with the same ID number. */
export function attachAbsences(sheet: RosterSheet, rows: readonly NormalisedRow[]): AbsenceRow[] {
  const header = findAbsenceHeader(sheet)
  if (header === undefined) return []
  const byId = new Map(
    rows.flatMap((row) => (row.fields?.idNumber ? [[row.fields.idNumber, row] as const] : [])),
  )
  const lines = sheet.rows.filter((line) => line.row > header.row && !line.cells.every(isBlankCell))
  return lines.map(({ row, cells }): AbsenceRow => {
    const cellOf = (column: Column): Cell => cells[header.columns[column] ?? -1] ?? null
    const pupil = byId.get(normaliseIdText(cellText(cellOf('idNumber'))))
    const base = { row, sheet: sheet.name, pupilRow: pupil?.row ?? null }
    const refused = (reason: AbsenceRow['reason']): AbsenceRow => ({ ...base, status: 'refused', reason })
    if (!pupil?.fields) return refused('pupil-unknown')
    const name = normaliseName(cellText(cellOf('memberName')))
    const relation = normaliseRelation(cellText(cellOf('relation')))
    const members = pupil.fields.members
    const member =
      members.find((one) => one.name === name) ?? members.find((one) => one.relation === relation)
    if (!member) return refused('member-unknown')
    const from = dateOf(cellOf('from'))
    const to = dateOf(cellOf('to'))
    if (from === null || to === null) return refused('date-unparsable')
    if (to < from) return refused('dates-reversed')
    member.earlierAbsences.push({ from, to, note: trimBlanks(cellText(cellOf('note'))) || null })
    return { ...base, status: 'matched', reason: null }
  })
}
