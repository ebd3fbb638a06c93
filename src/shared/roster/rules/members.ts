import { readDate } from './dates.ts'
import { FAMILY_SLOTS, type FieldKey, type MemberAttribute, type MemberSlot } from './fields.ts'
import { isNoIdYet, normaliseIdText, readIdNumber } from './id-number.ts'
import { isPersonName, normaliseName, readFate } from './names.ts'
import { normalisePhone } from './phone.ts'
import { isNobody, normaliseRelation } from './relations.ts'
import { type RowNotes, noteCorrection, warn } from './row-notes.ts'
import { type Cell, cellText, isBlankCell } from './sheet.ts'
import { readYesNo, trimBlanks } from './text.ts'

export type MemberState = 'home' | 'away' | 'dead' | 'unknown'
/** An earlier absence from a second sheet: `from` = first day away, `to` = first day at home again (K-10). */
export type EarlierAbsence = { from: string; to: string; note: string | null }

export type Member = {
  slot: MemberSlot
  relation: string | null
  name: string | null
  state: MemberState
  phone: string | null
  place: string | null
  awayFrom: string | null
  returnedOn: string | null
  idNumber: string | null
  isGuardian: boolean | null
  /** K-76: a living parent at home who is said not to be a guardian is without capacity. */
  withoutCapacity: boolean
  address: string | null
  workUnit: string | null
  duty: string | null
  earlierAbsences: EarlierAbsence[]
}

export type Carer = { name: string | null; relation: string | null; phone: string | null; urgent: boolean }

/** Reads the cell of a field; null when no column is mapped to it. */
export type CellOf = (field: FieldKey) => Cell

const AT_HOME = new Set([
  '',
  '在家',
  '没出去',
  '未外出',
  '没有外出',
  '无',
  '否',
  '本地',
  '家里',
  '家中',
  '在家务农',
  '务农',
  '没有',
  '未出去',
  '/',
  '-',
])
const NOT_BACK = new Set([
  '',
  '没有',
  '没回来',
  '未回',
  '未返乡',
  '否',
  '无',
  '还没有',
  '还没回来',
  '没',
  '未返回',
  '未回来',
  '/',
  '-',
])

const textOrNull = (cell: Cell): string | null => trimBlanks(cellText(cell)) || null

/** K-74: a phone that cannot be one is not stored and warned about. */
export function readPhone(cell: Cell, field: FieldKey, notes: RowNotes): string | null {
  const reading = normalisePhone(cellText(cell))
  if (!reading.ok) {
    warn(notes, field, 'phone-invalid', cell)
    return null
  }
  if (reading.phone !== null) noteCorrection(notes, field, cell, reading.phone)
  return reading.phone
}

/** K-75: a month stands for its first day, with a warning; an unreadable date is left empty, with a warning. */
function readAbsenceDate(cell: Cell, field: FieldKey, notes: RowNotes): string | null {
  const reading = readDate(cell)
  if (reading.kind === 'blank') return null
  if (reading.kind === 'impossible' || reading.kind === 'unreadable') {
    warn(notes, field, 'date-unparsable', cell)
    return null
  }
  const date = reading.kind === 'full' ? reading.date : `${reading.month}-01`
  noteCorrection(notes, field, cell, date)
  if (reading.kind === 'month') warn(notes, field, 'date-precision-month', cell)
  return date
}

function readReturn(cell: Cell, field: FieldKey, notes: RowNotes): string | null {
  return NOT_BACK.has(trimBlanks(cellText(cell))) ? null : readAbsenceDate(cell, field, notes)
}

function readMemberId(cell: Cell, field: FieldKey, asOf: string, notes: RowNotes): string | null {
  if (isNoIdYet(normaliseIdText(cellText(cell)))) return null
  const reading = readIdNumber(cell, asOf, 'adult')
  if (reading.kind === 'bad') warn(notes, field, reading.reason, cell)
  if (reading.kind !== 'sound') return null
  noteCorrection(notes, field, cell, reading.check.idNumber)
  return reading.check.idNumber
}

/** On the as-of date: away from `awayFrom` until the day before `returnedOn`; a place without dates is away, too. */
function stateOn(
  asOf: string,
  place: string | null,
  awayFrom: string | null,
  returnedOn: string | null,
): MemberState {
  if (returnedOn !== null && returnedOn <= asOf) return 'home'
  if (awayFrom !== null) return awayFrom <= asOf ? 'away' : 'home'
  return place === null ? 'home' : 'away'
}

function readMemberName(cell: Cell, field: FieldKey, notes: RowNotes): string | null {
  const name = normaliseName(cellText(cell))
  if (name === '' || name === '无') return null
  if (isPersonName(name)) return name
  warn(notes, field, 'name-invalid', cell)
  return null
}

type Reader = { cellOf: CellOf; isMapped: (field: FieldKey) => boolean; asOf: string; notes: RowNotes }

function readMember(slot: (typeof FAMILY_SLOTS)[number], row: Reader): Member | undefined {
  const key = (attribute: MemberAttribute): FieldKey => `${slot}.${attribute}`
  const cell = (attribute: MemberAttribute): Cell => row.cellOf(key(attribute))
  const isParentSlot = slot === 'father' || slot === 'mother'
  const told = ['name', 'phone', 'place', 'awayFrom', 'relation', 'idNumber'] as const
  const known = told.some((attribute) => !isBlankCell(cell(attribute)))
  if (!isParentSlot && !known) return undefined
  if (isParentSlot && !told.some((attribute) => row.isMapped(key(attribute)))) return undefined

  const placeText = trimBlanks(cellText(cell('place')))
  const nameText = trimBlanks(cellText(cell('name')))
  // "Not known" as the place of a parent who has a name and a phone means away, not unknown.
  const fate =
    readFate(nameText) ?? (nameText === '' || readFate(placeText) === 'dead' ? readFate(placeText) : null)
  const relationText = trimBlanks(cellText(cell('relation')))
  const relation = isParentSlot ? (slot === 'father' ? '父亲' : '母亲') : normaliseRelation(relationText)
  if (!isParentSlot && relation !== null)
    noteCorrection(row.notes, key('relation'), cell('relation'), relation)
  const isGuardian = readYesNo(cellText(cell('isGuardian')))
  const rest = {
    slot,
    relation,
    isGuardian,
    address: textOrNull(cell('address')),
    workUnit: textOrNull(cell('workUnit')),
    duty: textOrNull(cell('duty')),
    earlierAbsences: [],
  }
  if (fate !== null || !known) {
    const none = { name: null, phone: null, place: null, awayFrom: null, returnedOn: null, idNumber: null }
    return { ...rest, ...none, state: fate ?? 'unknown', withoutCapacity: false }
  }
  const place = AT_HOME.has(placeText) ? null : placeText
  const name = readMemberName(cell('name'), key('name'), row.notes)
  const phone = readPhone(cell('phone'), key('phone'), row.notes)
  const awayFrom = readAbsenceDate(cell('awayFrom'), key('awayFrom'), row.notes)
  const returnedOn = readReturn(cell('returnedOn'), key('returnedOn'), row.notes)
  const idNumber = readMemberId(cell('idNumber'), key('idNumber'), row.asOf, row.notes)
  const state = stateOn(row.asOf, place, awayFrom, returnedOn)
  const withoutCapacity = isGuardian === false && state === 'home'
  return { ...rest, name, state, phone, place, awayFrom, returnedOn, idNumber, withoutCapacity }
}

/** The members of the family that the row tells of; a mapped parent whose cells are all blank is unknown (K-13). */
export function readMembers(row: Reader): Member[] {
  return FAMILY_SLOTS.map((slot) => readMember(slot, row)).filter((member) => member !== undefined)
}

/** Who cares for the child; null when the row does not say. */
export function readCarer(row: Reader): Carer | null {
  const relationCell = row.cellOf('carer.relation')
  const relation = normaliseRelation(cellText(relationCell))
  if (relation !== null) noteCorrection(row.notes, 'carer.relation', relationCell, relation)
  const phone = readPhone(row.cellOf('carer.phone'), 'carer.phone', row.notes)
  const name = readMemberName(row.cellOf('carer.name'), 'carer.name', row.notes)
  if (relation === null && phone === null && name === null) return null
  return { name, relation, phone, urgent: isNobody(relation) }
}
