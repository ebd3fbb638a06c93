import type { ClassLookup } from './class-name.ts'
import { findEthnicGroup } from './ethnic-groups.ts'
import { type ColumnMap, EXTRA_FIELD_KEYS, type ExtraField, type FieldKey } from './fields.ts'
import { type IdKind, readIdentity, type Sex } from './identity.ts'
import { type Carer, type CellOf, type Member, readCarer, readMembers, readPhone } from './members.ts'
import { isPersonName, normaliseName } from './names.ts'
import { emptyNotes, noteCorrection, refuse, type RowNotes, warn } from './row-notes.ts'
import { type Cell, cellText, isBlankCell, type SheetRow } from './sheet.ts'
import { compact, readYesNo, trimBlanks } from './text.ts'

/** Final values of a pupil's row; null where the sheet says nothing. */
export type PupilFields = {
  name: string
  sex: Sex
  birthDate: string
  idNumber: string | null
  idKind: IdKind
  ethnic: string | null
  className: string
  grade: number | null
  classNumber: number | null
  residence: 'rural' | 'urban' | null
  boarding: boolean | null
  address: string | null
  homeAddress: string | null
  phone: string | null
  members: Member[]
  carer: Carer | null
  note: string | null
  age: number | null
  studentNumber: string | null
  disability: string | null
  orphan: boolean | null
  /** The register's own mark; it decides nothing and differences are shown (K-76). */
  registerLeftBehind: boolean | null
  extra: Partial<Record<ExtraField | 'gradeName' | 'classCode' | 'idType' | 'mailAddress', string>>
}

export type RowStatus = 'accepted' | 'corrected' | 'refused'

export type NormalisedRow = RowNotes & {
  row: number
  status: RowStatus
  /** What the preview shows of a row that was refused. */
  shown: { name: string; className: string }
  fields: PupilFields | null
  otherRow?: number
  /** Name and sound ID number, for the search for doubles; dropped when the result is ready. */
  candidate?: { name: string; idNumber: string | null }
}

export type RowRules = {
  map: ColumnMap
  asOf: string
  findClass: ClassLookup
  defaultClassName: string | undefined
  registerFile: boolean
}

function readName(cell: Cell, notes: RowNotes): string {
  const name = normaliseName(cellText(cell))
  if (name === '') refuse(notes, 'name', 'name-missing')
  else if (!isPersonName(name)) refuse(notes, 'name', 'name-invalid')
  else noteCorrection(notes, 'name', cell, name)
  return name
}

function readClass(cellOf: CellOf, rules: RowRules, notes: RowNotes): ReturnType<ClassLookup> {
  const cell = cellOf('className')
  let text = cellText(cell)
  if (isBlankCell(cell)) {
    // Without a class column, grade and a short class number together name the class.
    const code = compact(cellText(cellOf('classCode')))
    const grade = compact(cellText(cellOf('gradeName')))
    text = /^\d{1,2}班?$/u.test(code) && grade !== '' ? `${grade}${code}` : (rules.defaultClassName ?? '')
  }
  if (compact(text) === '') {
    refuse(notes, 'className', 'class-missing')
    return undefined
  }
  const found = rules.findClass(text)
  if (found === undefined) refuse(notes, 'className', 'class-unknown')
  else noteCorrection(notes, 'className', cell, found.className)
  return found
}

function readEthnic(cell: Cell, notes: RowNotes): string | null {
  if (isBlankCell(cell)) return null
  const name = findEthnicGroup(cellText(cell))
  if (name === undefined) warn(notes, 'ethnic', 'ethnic-unknown', cell)
  else noteCorrection(notes, 'ethnic', cell, name)
  return name ?? null
}

function readResidence(cell: Cell, notes: RowNotes): PupilFields['residence'] {
  const text = compact(cellText(cell))
  if (text === '') return null
  if (/非农|城镇|城市|市民|城关/u.test(text)) return 'urban'
  if (/农/u.test(text)) return 'rural'
  warn(notes, 'residence', 'residence-unknown', cell)
  return null
}

function readBoarding(cell: Cell, isMapped: boolean, notes: RowNotes): boolean | null {
  const text = compact(cellText(cell))
  if (text === '') return isMapped ? false : null
  if (/^(?:不住|走读|通学|不住校|不寄宿|不住宿)/u.test(text)) return false
  if (/^(?:住|寄宿)/u.test(text)) return true
  const answer = readYesNo(text)
  if (answer === null) warn(notes, 'boarding', 'boarding-unknown', cell)
  return answer
}

const textOrNull = (cell: Cell): string | null => trimBlanks(cellText(cell)) || null

function readExtra(cellOf: CellOf): PupilFields['extra'] {
  const extra: PupilFields['extra'] = {}
  for (const field of [...EXTRA_FIELD_KEYS, 'gradeName', 'classCode', 'idType', 'mailAddress'] as const) {
    const text = textOrNull(cellOf(field))
    if (text !== null) extra[field] = text
  }
  return extra
}

function readAge(cell: Cell): number | null {
  const age = typeof cell === 'number' ? cell : Number.parseInt(compact(cellText(cell)), 10)
  return Number.isInteger(age) && age >= 0 && age < 120 ? age : null
}

function readRest(cellOf: CellOf, isMapped: (field: FieldKey) => boolean, rules: RowRules, notes: RowNotes) {
  const extra = readExtra(cellOf)
  const disability = extra.disability ?? null
  const homeAddress = textOrNull(cellOf('homeAddress'))
  const family = { cellOf, isMapped, asOf: rules.asOf, notes }
  return {
    ethnic: readEthnic(cellOf('ethnic'), notes),
    residence: readResidence(cellOf('residence'), notes),
    boarding: readBoarding(cellOf('boarding'), isMapped('boarding'), notes),
    address: textOrNull(cellOf('address')) ?? homeAddress ?? textOrNull(cellOf('mailAddress')),
    homeAddress,
    phone: readPhone(cellOf('phone'), 'phone', notes),
    members: readMembers(family),
    carer: readCarer(family),
    note: isBlankCell(cellOf('note')) ? null : cellText(cellOf('note')),
    age: readAge(cellOf('age')),
    studentNumber: extra.studentNumber ?? null,
    disability: disability === null || /^(?:无|否|没有|无残疾|正常)$/u.test(disability) ? null : disability,
    orphan: readYesNo(extra.orphan ?? ''),
    registerLeftBehind: readRegisterMark(extra.registerLeftBehind ?? ''),
    extra,
  }
}

function readRegisterMark(text: string): boolean | null {
  if (/^(?:单亲|双亲)?留守/u.test(text)) return true
  return text.startsWith('非留守') ? false : readYesNo(text)
}

/** Reads one row: final values or the reasons for refusing it, corrections, warnings. Doubles are looked for later. */
export function normaliseRow({ row, cells }: SheetRow, rules: RowRules): NormalisedRow {
  const notes = emptyNotes()
  const isMapped = (field: FieldKey): boolean => rules.map[field] !== undefined
  const cellOf: CellOf = (field) => {
    const column = rules.map[field]
    return column === undefined ? null : (cells[column] ?? null)
  }
  const name = readName(cellOf('name'), notes)
  const found = readClass(cellOf, rules, notes)
  const { sex, birthDate, idNumber, idKind } = readIdentity({ cells, notes, ...rules })
  const rest = readRest(cellOf, isMapped, rules, notes)
  const shown = { name, className: found?.className ?? trimBlanks(cellText(cellOf('className'))) }
  const complete = notes.refusedFor.length === 0 && found && sex && birthDate
  const fields = complete
    ? {
        name, sex, birthDate, idNumber, idKind, className: found.className,
        grade: found.parts?.grade ?? null, classNumber: found.parts?.number ?? null, ...rest,
      } // prettier-ignore
    : null
  const candidate = { name, idNumber: idKind === 'none' ? null : idNumber }
  return { row, status: 'accepted', shown, fields, candidate, ...notes }
}
