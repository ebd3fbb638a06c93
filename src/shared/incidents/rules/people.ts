import type { ContactPerson } from '#shared/contacts/schema.ts'
import { memberOfCarer } from '#shared/family/rules/ring.ts'

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

const isGuardian = ({ basis }: Contact): boolean => basis === 'parent' || basis === 'legalGuardian'

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
  const guardians = people.filter(isGuardian)
  const carers: ToTell = carer
    ? { party: 'carer', personId: carer.id, relation: carer.relation }
    : { party: 'carer', ...nobody }
  const parents = guardians
    .filter((one) => one.id !== carer?.id && mayTell(one))
    .map(({ id, relation }): ToTell => ({ party: 'parent', personId: id, relation }))
  const unknown = !hasParents || guardians.length === 0
  return [carers, ...parents, ...(unknown ? [{ party: 'parent', ...nobody } as const] : [])]
}

/** Who of a child's family is told at all: who cares for it today, and each guardian by law. */
const familyIn = <One extends Contact>(people: readonly One[]): One[] =>
  people.filter((one) => one.noContact === null && (one.caresNow || isGuardian(one)))

type Known = Pick<Contact, 'id' | 'name' | 'phoneMasked'>

/** Somebody in the file of a child, as far as it tells who it is. */
export type Somebody = Known & { readonly relation: string | null }

/** An entry of a child's file about somebody grown up. */
export interface PersonEntry extends Known {
  readonly relation: string
}

/** Whom the file of a child has. */
export interface FileOfChild {
  readonly members: readonly PersonEntry[]
  readonly carers: readonly (PersonEntry & { readonly memberId: string | null })[]
  readonly named: readonly PersonEntry[]
  /** The number kept with the child itself, which often is a parent's. */
  readonly pupil: { readonly id: string; readonly phoneMasked: string | null } | undefined
}

/** Every entry of a child's file, also of somebody who cares for the child no more; a carer is known as the family has the person. */
export const entriesOf = ({ members, carers, named }: FileOfChild): PersonEntry[] => [
  ...members,
  ...carers.map((carer) => {
    const { name = null, phoneMasked = null } = memberOfCarer(carer, members) ?? {}
    return { ...carer, name: carer.name ?? name, phoneMasked: carer.phoneMasked ?? phoneMasked }
  }),
  ...named,
]

/** The rows with the person behind each, as the file has it. */
export const withPerson = <Row extends { readonly personId: string | null }>(
  rows: readonly Row[],
  entries: readonly PersonEntry[],
): (Row & { readonly person: PersonEntry | undefined })[] =>
  rows.map((row) => ({ ...row, person: entries.find(({ id }) => id === row.personId) }))

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
export const isWithheld = (one: Somebody, pupilId: string, withheld: readonly Withheld[]): boolean =>
  withheld.some(({ person, relation, pupilId: of }) => {
    if (of !== pupilId) return person !== undefined && isSamePerson(one, person)
    return person === undefined ? one.relation === relation : mayBeSamePerson(one, person)
  })

/**
 * Every entry of a child's file that is of somebody withheld, also as the one of the family that a carer is and the other way round;
 * the child's own id where the number kept with the child is that person's.
 */
export function withheldEntries(
  file: FileOfChild,
  pupilId: string,
  withheld: readonly Withheld[],
): ReadonlySet<string> {
  if (withheld.length === 0) return new Set()
  const own = file.pupil ? [{ ...file.pupil, name: null, relation: null }] : []
  const isOne = (one: Somebody): boolean => isWithheld(one, pupilId, withheld)
  const held = new Set([...entriesOf(file), ...own].flatMap((one) => (isOne(one) ? [one.id] : [])))
  const linked = file.carers.flatMap((carer) => {
    const member = memberOfCarer(carer, file.members)
    return member ? [{ carer: carer.id, member: member.id }] : []
  })
  for (const { carer, member } of linked) if (held.has(carer)) held.add(member)
  for (const { carer, member } of linked) if (held.has(member)) held.add(carer)
  return held
}

/** The same from the rows of what goes on with the child. */
export const askFirstOf = (
  file: FileOfChild,
  pupilId: string,
  rows: readonly (Omit<Withheld, 'person'> & { readonly personId: string | null })[],
): ReadonlySet<string> => withheldEntries(file, pupilId, withPerson(rows, entriesOf(file)))

/**
 * Of which entries a notice is withheld at once in what begins meanwhile, so that nobody is offered there again when the rest of it is
 * closed: who would be told, else one that the file has.
 */
export function toWithhold(
  people: readonly Contact[],
  file: FileOfChild,
  held: ReadonlySet<string>,
): (Pick<Contact, 'id' | 'relation'> & { readonly party: 'carer' | 'parent' })[] {
  const told = familyIn(people).filter(({ id }) => held.has(id))
  const barred = new Set(people.flatMap(({ id, noContact }) => (noContact === null ? [] : [id])))
  const rest = entriesOf(file).filter(({ id }) => held.has(id) && !barred.has(id))
  return told.length > 0
    ? told.map(({ id, relation, caresNow }) => ({ id, relation, party: caresNow ? 'carer' : 'parent' }))
    : rest.slice(0, 1).map(({ id, relation }) => ({ id, relation, party: 'parent' }))
}
