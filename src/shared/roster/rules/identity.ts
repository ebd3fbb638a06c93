import type { ColumnMap } from './fields.ts'
import { readDate } from './dates.ts'
import { type IdReading, readIdNumber, normaliseIdText } from './id-number.ts'
import { type RowNotes, noteCorrection, refuse, warn } from './row-notes.ts'
import { type Cell, cellText } from './sheet.ts'
import { compact } from './text.ts'

export type Sex = 'male' | 'female'
export type IdKind = 'resident' | 'other' | 'none'
export type Identity = { sex: Sex | null; birthDate: string | null; idNumber: string | null; idKind: IdKind }

type RowContext = {
  cells: readonly Cell[]
  map: ColumnMap
  asOf: string
  notes: RowNotes
  registerFile: boolean
}

const SEX_WORDS: Record<string, Sex> = {
  男: 'male', 男孩: 'male', 男生: 'male', 男性: 'male', 男童: 'male', '1': 'male', M: 'male', MALE: 'male',
  女: 'female', 女孩: 'female', 女生: 'female', 女性: 'female', 女童: 'female', '2': 'female', F: 'female', FEMALE: 'female',
} // prettier-ignore
const NO_SEX = new Set(['', '0', '9', '未知', '未说明'])
const RESIDENT_CARD = /^(?:|1|居民身份证|身份证|居民户口簿|户口簿|户口本)$/u

const SEX_LABEL: Record<Sex, string> = { male: '男', female: '女' }

const at = (row: RowContext, field: keyof ColumnMap): Cell => {
  const column = row.map[field]
  return column === undefined ? null : (row.cells[column] ?? null)
}

function readId(row: RowContext): { reading: IdReading; kind: IdKind; other: string | null } {
  const cell = at(row, 'idNumber')
  const text = normaliseIdText(cellText(cell))
  const isResident = RESIDENT_CARD.test(compact(cellText(at(row, 'idType'))))
  const reading = readIdNumber(cell, row.asOf, 'pupil')
  if (reading.kind === 'none') return { reading, kind: 'none', other: null }
  // A passport or a card of another kind follows no GB 11643; it is kept as written.
  if (!isResident && reading.kind === 'bad') return { reading: { kind: 'none' }, kind: 'other', other: text }
  return { reading, kind: 'resident', other: null }
}

function readSex(row: RowContext, id: IdReading): Sex | null {
  const cell = at(row, 'sex')
  const text = compact(cellText(cell)).toUpperCase()
  const told = SEX_WORDS[text]
  if (told === undefined && !NO_SEX.has(text)) {
    refuse(row.notes, 'sex', 'sex-invalid')
    return null
  }
  if (id.kind === 'sound' && told !== undefined && told !== id.check.sex) {
    refuse(row.notes, 'sex', 'sex-id-mismatch')
    return null
  }
  const sex = told ?? (id.kind === 'sound' ? id.check.sex : undefined)
  if (sex !== undefined) noteCorrection(row.notes, 'sex', cell, SEX_LABEL[sex])
  else if (id.kind === 'none') refuse(row.notes, 'sex', 'sex-missing')
  return sex ?? null
}

function readBirth(row: RowContext, id: IdReading): string | null {
  const cell = at(row, 'birthDate')
  const told = readDate(cell)
  const known = id.kind === 'sound' ? id.check.birthDate : null
  if (told.kind === 'impossible' || (told.kind === 'full' && told.date > row.asOf)) {
    refuse(row.notes, 'birthDate', 'birth-impossible')
    return null
  }
  if (told.kind === 'unreadable') {
    refuse(row.notes, 'birthDate', 'birth-unreadable')
    return null
  }
  if (told.kind === 'full') {
    if (known !== null && known !== told.date) {
      refuse(row.notes, 'birthDate', 'birth-id-mismatch')
      return null
    }
    // The national register writes dates as YYYYMMDD: in its own export that is no correction.
    const registerForm = row.registerFile && cell === told.date.replaceAll('-', '')
    if (!registerForm) noteCorrection(row.notes, 'birthDate', cell, told.date)
    return told.date
  }
  if (known === null) {
    if (id.kind === 'none') refuse(row.notes, 'birthDate', 'birth-missing')
    return null
  }
  if (told.kind === 'month' && told.month !== known.slice(0, 7)) {
    refuse(row.notes, 'birthDate', 'birth-id-mismatch')
    return null
  }
  noteCorrection(row.notes, 'birthDate', cell, known)
  warn(row.notes, 'birthDate', 'birth-taken-from-id')
  return known
}

/** K-70, K-71: identity number, sex and birth date of a pupil, each checked against the others. */
export function readIdentity(row: RowContext): Identity {
  const { reading, kind, other } = readId(row)
  if (reading.kind === 'bad') refuse(row.notes, 'idNumber', reading.reason)
  if (reading.kind === 'sound')
    noteCorrection(row.notes, 'idNumber', at(row, 'idNumber'), reading.check.idNumber)
  const sex = readSex(row, reading)
  const birthDate = readBirth(row, reading)
  if (kind === 'none') warn(row.notes, 'idNumber', 'id-missing')
  return { sex, birthDate, idNumber: reading.kind === 'sound' ? reading.check.idNumber : other, idKind: kind }
}
