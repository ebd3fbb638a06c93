import { addDays, addMonths, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fieldsOfClear } from '#shared/children/rules/fields.ts'
import { type Fraction, percentOf } from '#shared/percent/rules.ts'

/** A number or other way to reach somebody who belongs to the child. */
export interface FileContact {
  readonly who: 'father' | 'mother' | 'carer' | 'other'
  /** There is a sound number and nobody has marked it as dead. */
  readonly reachable: boolean
}

/** What the completeness rules look at; empty text counts as missing. */
export interface FileFacts {
  readonly openedOn: LocalDate | null
  readonly name: string | null
  readonly sex: 'male' | 'female' | 'unknown'
  readonly birthDate: LocalDate | null
  readonly classId: string | null
  readonly address: string | null
  readonly character: string | null
  readonly interests: string | null
  readonly health: string | null
  readonly keeperId: string | null
  /** Who cares for the child now; null = not asked yet. 'nobody' is an answer, an urgent one; 'uncertain' is none. */
  readonly carer: 'parent' | 'grandparent' | 'relative' | 'friend' | 'nobody' | 'uncertain' | null
  /** Parents that are alive and known: only they can have a number. */
  readonly parents: readonly ('father' | 'mother')[]
  readonly contacts: readonly FileContact[]
}

export const FILE_FIELDS = [
  'name',
  'sex',
  'birthDate',
  'class',
  'address',
  'contact',
  'carer',
  'keeper',
] as const
export type FileField = (typeof FILE_FIELDS)[number]

function filled(text: string | null): boolean {
  return text !== null && text.trim() !== ''
}

function isFilled(file: FileFacts, field: FileField): boolean {
  switch (field) {
    case 'name':
      return filled(file.name)
    case 'sex':
      return file.sex !== 'unknown'
    case 'birthDate':
      return file.birthDate !== null
    case 'class':
      return file.classId !== null
    case 'address':
      return filled(file.address)
    case 'contact':
      return file.contacts.some((contact) => contact.reachable)
    case 'carer':
      return file.carer !== null && file.carer !== 'uncertain'
    case 'keeper':
      return file.keeperId !== null
  }
}

function hasCarer(file: FileFacts): boolean {
  return file.carer !== null && file.carer !== 'nobody' && file.carer !== 'uncertain'
}

export interface ArchiveState {
  readonly complete: boolean
  readonly opened: boolean
  readonly missing: readonly FileField[]
}

/** A child "has a file" when it is opened and none of its required fields is empty (K-52). */
export function archiveComplete(file: FileFacts): ArchiveState {
  const missing = FILE_FIELDS.filter((field) => !isFilled(file, field))
  const opened = file.openedOn !== null
  return { complete: opened && missing.length === 0, opened, missing }
}

export interface ArchiveRate extends Fraction {
  /** One decimal; null when nobody is on the list (K-50). */
  readonly percent: number | null
  /** Children still without a file. */
  readonly gap: number
}

/** Archive rate = children with a file ÷ children on the list (F04, K-50, K-52). */
export function archiveRate(withFile: number, onList: number): ArchiveRate {
  const share: Fraction = { numerator: withFile, denominator: onList }
  return { ...share, percent: percentOf(share), gap: onList - withFile }
}

export const CLEARS = ['basics', 'character', 'interests', 'health', 'contacts'] as const
export type Clear = (typeof CLEARS)[number]

/** What one of the five clears still lacks. */
export type ClearGap =
  | FileField
  | 'character'
  | 'interests'
  | 'health'
  | 'fatherContact'
  | 'motherContact'
  | 'carerContact'

export interface ClearState {
  readonly clear: Clear
  readonly met: boolean
  readonly missing: readonly ClearGap[]
}

export interface FiveClears extends Fraction {
  readonly percent: number | null
  readonly clears: readonly ClearState[]
}

/** What the catalogue asks for the clear of basics. */
const BASICS = FILE_FIELDS.filter((field) => fieldsOfClear('basics').some((key) => key === field))

function contactGaps(file: FileFacts): readonly ClearGap[] {
  const reachable = new Set(
    file.contacts.filter((contact) => contact.reachable).map((contact) => contact.who),
  )
  const gaps: ClearGap[] = []
  if (file.parents.includes('father') && !reachable.has('father')) gaps.push('fatherContact')
  if (file.parents.includes('mother') && !reachable.has('mother')) gaps.push('motherContact')
  if (!hasCarer(file)) gaps.push('carer')
  // A parent at home who cares for the child is reached by the parent's own number.
  else if (file.carer !== 'parent' && !reachable.has('carer')) gaps.push('carerContact')
  return gaps
}

function gapsOf(file: FileFacts, clear: Clear): readonly ClearGap[] {
  switch (clear) {
    case 'basics':
      return BASICS.filter((field) => !isFilled(file, field))
    case 'contacts':
      return contactGaps(file)
    case 'character':
    case 'interests':
    case 'health':
      return filled(file[clear]) ? [] : [clear]
  }
}

/** The five clears (五个清楚) with what each still lacks; completeness = clears met ÷ 5 (F07, P1-27…29). */
export function fiveClears(file: FileFacts): FiveClears {
  const clears = CLEARS.map((clear) => {
    const missing = gapsOf(file, clear)
    return { clear, met: missing.length === 0, missing }
  })
  const share: Fraction = { numerator: clears.filter((one) => one.met).length, denominator: CLEARS.length }
  return { ...share, percent: percentOf(share), clears }
}

/** The time a child is helped: from entry until the day before the birthday named; null when never (F03, P6-23). */
export function helpPeriod(
  enteredOn: LocalDate,
  birthDate: LocalDate,
  ageBelow: number,
): { readonly from: LocalDate; readonly to: LocalDate } | null {
  const to = addDays(addMonths(birthDate, ageBelow * 12), -1)
  return to < enteredOn ? null : { from: enteredOn, to }
}
