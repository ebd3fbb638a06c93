import { ageOn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import type { Carer, Member } from '#shared/children/schema.ts'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { awayOn, carerOn } from '#shared/family/rules/care-on.ts'
import { actsOf, basisOfKin, type LegalBasis } from '#shared/family/rules/legal.ts'
import { isStale, keptAwayAs, mayRing, memberOfCarer } from '#shared/family/rules/ring.ts'
import { NamedKind } from '#shared/kin/schema.ts'
import type { namedQuery } from '#server/children/service.ts'
import type { RowOf } from '#server/db/query.ts'

type NamedRow = RowOf<ReturnType<typeof namedQuery>>

interface Given {
  readonly members: readonly Member[]
  readonly carers: readonly Carer[]
  readonly named: readonly NamedRow[]
  /** Entries of whom nobody tells what goes on with the child (H-04). */
  readonly withheld: ReadonlySet<string>
  readonly today: LocalDate
  readonly staleMonths: number
}

const LEGAL: readonly LegalBasis[] = ['parent', 'legalGuardian']

/** What a member may do: by kinship, else what holds as the carer of today. */
function basisOf(member: Member, carer: Carer | undefined, family: readonly Member[]): LegalBasis | null {
  const own = basisOfKin(member, family)
  if (own !== null || carer === undefined) return own
  // A carer's entry cannot make a parent a guardian again whose right was taken away.
  return isParentRelation(member.relation) && LEGAL.includes(carer.legalBasis) ? null : carer.legalBasis
}

function memberPerson(
  member: Member,
  carer: Carer | undefined,
  { today, staleMonths, members }: Given,
): ContactPerson {
  const away = awayOn(member.absences, today)
  const basis = basisOf(member, carer, members)
  const bornOn = member.bornOn ?? carer?.bornOn ?? null
  return {
    id: member.id,
    record: 'member',
    relation: member.relation,
    name: member.name,
    state: member.state,
    age: bornOn === null ? null : ageOn(bornOn, today),
    caresNow: carer !== undefined,
    awayNow: member.awayNow,
    place: away?.place ?? null,
    homeOften: away?.homeOften ?? null,
    phoneMasked: member.phoneMasked,
    verifiedOn: member.phoneVerifiedOn,
    stale: member.phoneMasked !== null && isStale(member.phoneVerifiedOn, today, staleMonths),
    deadOn: member.phoneDeadOn,
    bestTime: member.bestTime,
    workUnit: away?.workUnit ?? member.workUnit,
    workPhoneMasked: member.workPhoneMasked,
    workAddressMasked: member.workAddressMasked,
    occupation: member.occupation ?? carer?.occupation ?? null,
    health: member.health ?? carer?.health ?? null,
    addressMasked: member.addressMasked ?? carer?.addressMasked ?? null,
    noContact: member.noContact,
    basis,
    acts: basis === null ? [] : [...actsOf(basis)],
    mayRing: mayRing(member),
    askFirst: false,
    named: null,
  }
}

function carerPerson(
  carer: Carer,
  noContact: ContactPerson['noContact'],
  { today, staleMonths }: Given,
): ContactPerson {
  return {
    id: carer.id,
    record: 'carer',
    relation: carer.relation,
    name: carer.name,
    state: 'present',
    age: carer.bornOn === null ? null : ageOn(carer.bornOn, today),
    caresNow: true,
    awayNow: false,
    place: null,
    homeOften: null,
    phoneMasked: carer.phoneMasked,
    verifiedOn: carer.phoneVerifiedOn,
    stale: carer.phoneMasked !== null && isStale(carer.phoneVerifiedOn, today, staleMonths),
    deadOn: carer.phoneDeadOn,
    bestTime: null,
    workUnit: null,
    workPhoneMasked: null,
    workAddressMasked: null,
    occupation: carer.occupation,
    health: carer.health,
    addressMasked: carer.addressMasked,
    noContact,
    basis: carer.legalBasis,
    acts: [...actsOf(carer.legalBasis)],
    mayRing: mayRing({ ...carer, state: 'present', noContact }),
    askFirst: false,
    named: null,
  }
}

/** Somebody named by hand: no kin, decides nothing, and may be rung while the number works and nobody keeps the person away. */
function namedPerson(row: NamedRow, { today, staleMonths, members }: Given): ContactPerson {
  const { phoneMasked, phoneVerifiedOn: verifiedOn, phoneDeadOn: deadOn } = row
  const noContact = keptAwayAs(row, members)?.noContact ?? null
  return {
    id: row.id,
    record: 'named',
    relation: row.relation,
    name: row.name,
    state: 'present',
    age: null,
    caresNow: false,
    awayNow: false,
    place: null,
    homeOften: null,
    phoneMasked,
    verifiedOn,
    stale: phoneMasked !== null && isStale(verifiedOn, today, staleMonths),
    deadOn,
    bestTime: row.bestTime,
    workUnit: null,
    workPhoneMasked: null,
    workAddressMasked: null,
    occupation: null,
    health: null,
    addressMasked: null,
    noContact,
    basis: null,
    acts: [],
    mayRing: mayRing({ state: 'present', phoneMasked, phoneDeadOn: deadOn, noContact }),
    askFirst: false,
    named: { kind: NamedKind.parse(row.kind), version: row.version },
  }
}

/** Who cares for the child now, who may decide, the parents, a second contact, other kin, the village's director. */
function nearness({ caresNow, basis, relation, named }: ContactPerson): number {
  if (named !== null) return named.kind === 'second' ? 3 : 5
  if (caresNow) return 0
  return basis !== null && LEGAL.includes(basis) ? 1 : isParentRelation(relation) ? 2 : 4
}

/** Whoever is withheld is offered to be rung nowhere while it goes on: who rings about something else may tell of it (H-04). */
const heldBack = (people: readonly ContactPerson[], withheld: ReadonlySet<string>): ContactPerson[] =>
  people.map((one) =>
    one.noContact === null && withheld.has(one.id) ? { ...one, mayRing: false, askFirst: true } : one,
  )

/** The order in which one rings (H-27): whoever may be rung before the others. */
const rank = (person: ContactPerson): number => (person.mayRing ? 0 : 10) + nearness(person)

/** Everybody alive of the contact card, once, however often the person stands in the file. */
export function contactPeople(given: Given): ContactPerson[] {
  const { members, carers, today } = given
  const carer = carerOn(carers, today)
  const ofCarer = carer && memberOfCarer(carer, members)
  const somebody = carer !== undefined && carer.kind !== 'nobody' && carer.kind !== 'uncertain'
  const people = members
    .filter(({ state }) => state !== 'dead')
    .map((member) => memberPerson(member, member === ofCarer ? carer : undefined, given))
  // The carer's own number counts where the file of the family has none, unless nobody may ring this person.
  const apart =
    somebody && (ofCarer === undefined || (ofCarer.phoneMasked === null && carer.phoneMasked !== null))
  const family = apart ? [...people, carerPerson(carer, ofCarer?.noContact ?? null, given)] : people
  const all = [...family, ...given.named.map((row) => namedPerson(row, given))]
  return heldBack(all, given.withheld).toSorted((a, b) => rank(a) - rank(b))
}
