import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { addMonths } from '#shared/calendar/rules/local-date.ts'

interface Ringable {
  readonly state: 'present' | 'dead' | 'unknown'
  readonly phoneMasked: string | null
  readonly phoneDeadOn: LocalDate | null
  readonly noContact: unknown
}

/** Whether anybody may be offered this person's number: alive, a number not found dead, and not to be left alone. */
export const mayRing = ({ state, phoneMasked, phoneDeadOn, noContact }: Ringable): boolean =>
  state === 'present' && phoneMasked !== null && phoneDeadOn === null && noContact === null

/** Whether a field of a file is a telephone number, as `RevealField` calls them. */
export const isNumber = (field: string): boolean => field.endsWith('hone')

/** A number that is asked for to ring it: who is to be kept away is not rung, in an emergency neither. */
export const isToRing = (field: string, reason: string): boolean =>
  isNumber(field) && (reason === 'call' || reason === 'emergency')

interface OfCarer {
  readonly memberId: string | null
  readonly relation: string
  readonly name: string | null
}

interface OfMember {
  readonly id: string
  readonly relation: string
  readonly name: string | null
}

/** The one of the family that a carer is: by the link, else by relation and name. */
export const memberOfCarer = <M extends OfMember>(carer: OfCarer, members: readonly M[]): M | undefined =>
  members.find(({ id }) => id === carer.memberId) ??
  members.find((one) => one.relation === carer.relation && one.name !== null && one.name === carer.name)

interface OfNamed {
  /** Null: only a number is known. */
  readonly name: string | null
  readonly phoneMasked: string | null
}

/**
 * The one of the family to be kept away that somebody named by hand is, by name or by number, or whose number is kept with the child:
 * a bar is not got round by writing the person down once more (H-04, H-11).
 */
export const keptAwayAs = <M extends { name: string | null; phoneMasked: string | null; noContact: unknown }>(
  { name, phoneMasked }: OfNamed,
  members: readonly M[],
): M | undefined =>
  members.find(
    (one) =>
      one.noContact !== null &&
      ((name !== null && one.name === name) || (phoneMasked !== null && one.phoneMasked === phoneMasked)),
  )

/** Months after which a number is to be confirmed again, unless the school sets another number. */
export const CONTACT_MONTHS = 12

/** A number nobody has confirmed for so many months, or ever (K-02). */
export const isStale = (verifiedOn: LocalDate | null, today: LocalDate, months: number): boolean =>
  verifiedOn === null || addMonths(verifiedOn, months) < today
