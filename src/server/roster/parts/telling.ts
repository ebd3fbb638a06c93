import { carerKindOf, relationFromWord } from '#shared/children/rules/relations.ts'
import type { Member } from '#shared/roster/rules/members.ts'
import type { PupilFields } from '#shared/roster/rules/normalise-row.ts'

/** A relation the file leaves open; a person says which it is. */
const OTHER = '其他'

export interface ToldAbsence {
  readonly from: string | null
  readonly to: string | null
  readonly place: string | null
  readonly note: string | null
  /** The absence of the row itself, not one of a sheet of earlier ones. */
  readonly current: boolean
}

export interface ToldMember {
  readonly slot: Member['slot']
  readonly relation: string
  readonly name: string | null
  readonly state: 'present' | 'dead' | 'unknown'
  readonly incapable: boolean
  readonly isGuardian: boolean | null
  readonly bornOn: string | null
  readonly idNumber: string | null
  readonly phone: string | null
  readonly address: string | null
  readonly workUnit: string | null
  readonly absences: readonly ToldAbsence[]
}

export interface ToldCarer {
  readonly kind: ReturnType<typeof carerKindOf>
  readonly relation: string
  readonly name: string | null
  readonly phone: string | null
  readonly legalBasis: 'parent' | 'legalGuardian' | 'helper'
}

/** The birth date inside an ID number of 18 digits. */
const bornOf = (number: string | null): string | null => {
  const [, year, month, day] = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dX]$/u.exec(number ?? '') ?? []
  return year === undefined ? null : `${year}-${month}-${day}`
}

/** Absences in the order of their beginning; a return before the departure is left open: nobody is thought to be back. */
function absencesOf(member: Member): ToldAbsence[] {
  const { awayFrom: from, returnedOn, place, state } = member
  const earlier = member.earlierAbsences.map((one) => ({ ...one, place: null, current: false }))
  if (from === null && state !== 'away') return earlier
  const to = from !== null && returnedOn !== null && returnedOn < from ? null : returnedOn
  return [...earlier, { from, to, place, note: null, current: true }]
}

function memberOf(member: Member): ToldMember {
  const { name, phone, idNumber, address, workUnit, isGuardian, withoutCapacity } = member
  return {
    slot: member.slot,
    relation: relationFromWord(member.relation ?? OTHER),
    name,
    state: member.state === 'dead' || member.state === 'unknown' ? member.state : 'present',
    incapable: withoutCapacity,
    isGuardian,
    bornOn: bornOf(idNumber),
    idNumber,
    phone,
    address,
    workUnit,
    absences: absencesOf(member),
  }
}

function carerOf({ carer, members }: PupilFields): ToldCarer | null {
  if (carer === null) return null
  const namesake = members.find((member) => carer.name !== null && member.name === carer.name)
  const relation = relationFromWord(carer.relation ?? namesake?.relation ?? OTHER)
  const kind = carerKindOf(relation)
  const same = namesake ?? members.find((member) => member.relation === carer.relation)
  const legalBasis = kind === 'parent' ? 'parent' : same?.isGuardian ? 'legalGuardian' : 'helper'
  return { kind, relation, name: carer.name, phone: carer.phone, legalBasis }
}

/** What a row says about the family, in the words that are stored. */
export function familyOf(fields: PupilFields): { members: ToldMember[]; carer: ToldCarer | null } {
  return { members: fields.members.map(memberOf), carer: carerOf(fields) }
}

/** What the register says beyond our columns, kept sealed for its export; absent keys were not told. */
export function extraOf({ extra, homeAddress, note }: PupilFields): Record<string, string> {
  return {
    ...extra,
    ...(homeAddress === null ? {} : { homeAddress }),
    ...(note === null ? {} : { note }),
  }
}

/** The register's own 是否留守儿童, kept to show differences; it decides nothing (K-76). */
export const registeredMarkOf = ({ registerLeftBehind: mark }: PupilFields): string | null =>
  mark === null ? null : mark ? 'yes' : 'no'
