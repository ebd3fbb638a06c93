import type { ContactPerson } from '#shared/contacts/schema.ts'

type Contact = Pick<
  ContactPerson,
  'id' | 'relation' | 'name' | 'phoneMasked' | 'caresNow' | 'basis' | 'noContact'
>

export interface ToTell {
  readonly party: 'carer' | 'parent'
  /** Null: the file knows nobody. */
  readonly personId: string | null
  readonly relation: string | null
}

const nobody = { personId: null, relation: null }

/**
 * Who of a child's family has to be told: who cares for it today, and each guardian by law beside (P3-67, P3-68). Of whoever must
 * be kept away, or is withheld, no notice is made. That nobody is known to care, that the file names no parent at all, or that nobody
 * of it is guardian by law, is a notice all the same: somebody must be found (H-03).
 */
export function familyToTell(
  people: readonly Contact[],
  hasParents: boolean,
  isWithheldOne: (one: Contact) => boolean = () => false,
): ToTell[] {
  const mayTell = (one: Contact): boolean => one.noContact === null && !isWithheldOne(one)
  const carer = people.find((one) => one.caresNow && mayTell(one))
  const guardians = people.filter(({ basis }) => basis === 'parent' || basis === 'legalGuardian')
  const carers: ToTell = carer
    ? { party: 'carer', personId: carer.id, relation: carer.relation }
    : { party: 'carer', ...nobody }
  const parents = guardians
    .filter((one) => one.id !== carer?.id && mayTell(one))
    .map(({ id, relation }): ToTell => ({ party: 'parent', personId: id, relation }))
  const unknown = !hasParents || guardians.length === 0
  return [carers, ...parents, ...(unknown ? [{ party: 'parent', ...nobody } as const] : [])]
}

type Known = Pick<Contact, 'id' | 'name' | 'phoneMasked'>

/** Whether entries in the files of several children mean one person: two fathers of one name have each a number of his own. */
export const isSamePerson = (one: Known, other: Known): boolean =>
  one.id === other.id ||
  (one.phoneMasked !== null && one.phoneMasked === other.phoneMasked) ||
  (one.name !== null && one.name === other.name && (one.phoneMasked === null || other.phoneMasked === null))

/**
 * Whether somebody in the file of a child may be the one of whom notice is withheld there: the same entry, the same name or the same
 * number. It is not got round by writing the person down once more, with another number (H-04).
 */
export const mayBeSamePerson = (one: Known, withheld: Known): boolean =>
  isSamePerson(one, withheld) || (one.name !== null && one.name === withheld.name)

/** Somebody of whom notice is withheld, as the file of a child has the person. */
export interface Withheld {
  readonly pupilId: string
  readonly relation: string | null
  /** Undefined: the file has the person no more, or another entry in its place. */
  readonly person: Known | undefined
}

/** Is an entry in the file of a child somebody withheld, under whatever entry (H-04)? Of another child only who is surely the same. */
export const isWithheld = (
  one: Known & { readonly relation: string | null },
  pupilId: string,
  withheld: readonly Withheld[],
): boolean =>
  withheld.some(({ person, relation, pupilId: of }) => {
    if (of !== pupilId) return person !== undefined && isSamePerson(one, person)
    return person === undefined ? one.relation === relation : mayBeSamePerson(one, person)
  })
