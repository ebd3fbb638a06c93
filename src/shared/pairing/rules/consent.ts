import type { FieldError } from '#shared/errors.ts'
import type { Part, Party } from '#shared/pairing/schema.ts'

export interface ConsentingMember {
  readonly id: string
  readonly part: Part
}

export interface Wanted {
  readonly memberId: string
  readonly party: Party
}

/**
 * Whose yes a pairing needs before it begins: everybody's own, also the child's, and for each pupil a legal guardian's
 * (H-21, H-24). Two classes are paired by their teachers.
 */
export function consentsWanted(members: readonly ConsentingMember[]): readonly Wanted[] {
  return members.flatMap(({ id, part }): Wanted[] => {
    if (part === 'class') return []
    const own: Wanted = { memberId: id, party: 'self' }
    return part === 'child' || part === 'pupil' ? [own, { memberId: id, party: 'guardian' }] : [own]
  })
}

export interface Given extends Wanted {
  readonly agreed: boolean
  /** Which guardian answered; null for an own answer, and for a no whose guardian nobody wrote down. */
  readonly guardianId: string | null
}

/**
 * The answer that stands, of answers oldest first: the newest of each person counts, and of two guardians of whom one says
 * no the no, whoever spoke last (H-21).
 */
export function standingAnswer<G extends Given>(given: readonly G[], of: Wanted): G | undefined {
  const answers = given.filter(({ memberId, party }) => memberId === of.memberId && party === of.party)
  const newest = [...new Map(answers.map((one) => [one.guardianId, one])).values()]
  return newest.find(({ agreed, guardianId }) => !agreed && guardianId !== null) ?? answers.at(-1)
}

/** What keeps a pairing from beginning. */
export function consentFaults(
  members: readonly ConsentingMember[],
  given: readonly Given[],
): readonly FieldError[] {
  return consentsWanted(members).flatMap(({ memberId, party }): FieldError[] => {
    const answer = standingAnswer(given, { memberId, party })
    if (answer === undefined) return [{ path: `consents.${memberId}.${party}`, code: 'consent-missing' }]
    return answer.agreed ? [] : [{ path: `consents.${memberId}.${party}`, code: 'consent-refused' }]
  })
}
