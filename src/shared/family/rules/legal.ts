import { isParentRelation } from '#shared/children/rules/relations.ts'
import type { FieldError } from '#shared/errors.ts'

export type LegalBasis = 'parent' | 'legalGuardian' | 'entrusted' | 'helper'

/** What somebody may do for the child: the law gives the first three to guardians alone (X-16, X-17, H-21). */
export const LEGAL_ACTS = ['consent', 'medical', 'pickUp', 'daily', 'informed'] as const
export type LegalAct = (typeof LEGAL_ACTS)[number]

const ACTS: Readonly<Record<LegalBasis, readonly LegalAct[]>> = {
  parent: LEGAL_ACTS,
  legalGuardian: LEGAL_ACTS,
  entrusted: ['daily', 'informed'],
  helper: ['informed'],
}

export const actsOf = (basis: LegalBasis): readonly LegalAct[] => ACTS[basis]

/** Only parents and legal guardians may consent for the child, whatever anybody is called (H-21). */
export const mayConsent = (basis: LegalBasis | null): boolean =>
  basis !== null && ACTS[basis].includes('consent')

export interface Kin {
  readonly relation: string
  readonly state: 'present' | 'dead' | 'unknown'
  readonly incapable: boolean
  readonly isGuardian: boolean | null
}

const isStepParent = (relation: string): boolean => relation === 'stepFather' || relation === 'stepMother'

/**
 * A parent who lives and is able is the guardian by law (Civil Code art. 27), unless the right was taken away; a step-parent
 * only if it is recorded (art. 1072: who brings the child up).
 */
const isParentGuardian = ({ relation, state, incapable, isGuardian }: Kin): boolean =>
  isParentRelation(relation) &&
  state === 'present' &&
  !incapable &&
  (isStepParent(relation) ? isGuardian === true : isGuardian !== false)

/** Somebody else whom a document names guardian. */
const isAppointed = ({ relation, state, incapable, isGuardian }: Kin): boolean =>
  !isParentRelation(relation) && state === 'present' && !incapable && isGuardian === true

/**
 * The legal basis of one of the family; null = none. While a parent is guardian by law nobody else is, whatever a roster
 * says: there the word is used loosely. Being entrusted is a fact of a carer, not of kin.
 */
export function basisOfKin(kin: Kin, family: readonly Kin[]): LegalBasis | null {
  if (isParentGuardian(kin)) return 'parent'
  return isAppointed(kin) && !family.some(isParentGuardian) ? 'legalGuardian' : null
}

/** A grown-up around a child who is asked to decide. */
export interface Decider extends Kin {
  /** Set: nobody of the school may speak with this person, so nobody can have asked. */
  readonly noContact: string | null
  /** By what somebody cares for the child who is nobody in the file of the family. */
  readonly careBasis?: LegalBasis | null
}

/**
 * Who decides for a child wherever a guardian's word is wanted, agreements and pairings alike: a guardian by law whom the
 * school may ask, and of carers outside the family one who is guardian while no parent is (H-21, X-17).
 */
export function decidesForChild(one: Decider, family: readonly Kin[]): boolean {
  if (one.noContact !== null || one.state !== 'present' || one.incapable) return false
  if (basisOfKin(one, family) !== null) return true
  const isParent = isParentRelation(one.relation)
  if (one.careBasis === 'legalGuardian') return !isParent && !family.some(isParentGuardian)
  return one.careBasis === 'parent' && isParent && !family.some(({ relation }) => relation === one.relation)
}

/**
 * Two kinds of guardian at once: while a parent is guardian by law nobody else can be appointed, and a parent is not
 * guardian beside somebody appointed. Asked only when somebody says who is guardian.
 */
export function guardianConflict(kin: Kin, others: readonly Kin[]): FieldError[] {
  if (kin.isGuardian !== true) return []
  const conflict =
    (isAppointed(kin) && others.some(isParentGuardian)) || (isParentGuardian(kin) && others.some(isAppointed))
  return conflict ? [{ path: 'isGuardian', code: 'guardian-conflict' }] : []
}
