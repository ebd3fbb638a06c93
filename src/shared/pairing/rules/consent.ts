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
}

/** What keeps a pairing from beginning; the newest answer of a person counts, so `given` comes oldest first. */
export function consentFaults(
  members: readonly ConsentingMember[],
  given: readonly Given[],
): readonly FieldError[] {
  return consentsWanted(members).flatMap(({ memberId, party }): FieldError[] => {
    const answer = given.findLast((one) => one.memberId === memberId && one.party === party)
    if (answer === undefined) return [{ path: `consents.${memberId}.${party}`, code: 'consent-missing' }]
    return answer.agreed ? [] : [{ path: `consents.${memberId}.${party}`, code: 'consent-refused' }]
  })
}
