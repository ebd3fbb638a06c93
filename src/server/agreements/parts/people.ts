import type { Candidate, Part, PartyInput } from '#shared/agreements/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CarerFacts } from '#shared/family/rules/entrusted.ts'
import { basisOfKin, decidesForChild, type Decider } from '#shared/family/rules/legal.ts'
import { memberOfCarer } from '#shared/family/rules/ring.ts'
import { byPinyin } from '#server/children/service.ts'
import { raw, reachedSql, reachOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Holder } from '#server/db/works-here.ts'

export interface PupilRow {
  readonly id: string
  readonly name: string
  readonly birthOn: LocalDate
  readonly classId: string | null
}

/** Held for the rest of the transaction. */
export const pupilQuery = (scope: Scope, pupilId: string) =>
  raw<PupilRow>(
    `select p.id, p.name, p.birth_on as "birthOn", p.class_id as "classId" from pupil p
     where p.school_id = $1::uuid and p.id = $2::uuid and p.left_on is null and ${reachedSql('p', 3)}`,
    [scope.schoolId, pupilId, ...reachOf(scope)],
  )

export interface MemberRow extends Decider {
  readonly id: string
  readonly name: string | null
  readonly bornOn: LocalDate | null
}

export const membersQuery = (scope: Scope, pupilId: string) =>
  raw<MemberRow>(
    `select id, name, relation, state, incapable, is_guardian as "isGuardian", born_on as "bornOn", no_contact as "noContact" from family_member
     where school_id = $1::uuid and pupil_id = $2::uuid order by created_at, id`,
    [scope.schoolId, pupilId],
  )

export interface CarerRow {
  readonly id: string
  readonly name: string | null
  readonly relation: string
  readonly kind: string
  readonly legalBasis: string
  readonly memberId: string | null
  readonly bornOn: LocalDate | null
  /** A bar of the law is on file; which one stays under seal (H-06). */
  readonly barred: boolean
  /** Whether the person cares for the child today or will. */
  readonly now: boolean
}

/** Persons who care for the child or have. */
export const carersQuery = (scope: Scope, pupilId: string) =>
  raw<CarerRow>(
    `select id, name, relation, kind, legal_basis as "legalBasis", member_id as "memberId", born_on as "bornOn",
       bars_sealed is not null as barred, to_on is null or to_on >= app_today() as now
     from carer where school_id = $1::uuid and pupil_id = $2::uuid and kind not in ('nobody', 'uncertain') order by from_on desc nulls last, created_at desc`,
    [scope.schoolId, pupilId],
  )

export interface People {
  readonly pupil: PupilRow | null
  readonly members: readonly MemberRow[]
  readonly carers: readonly CarerRow[]
  /** Who holds which post today. */
  readonly staff: readonly Holder[]
}

const keyOf = (party: Pick<PartyInput, 'userId' | 'memberId' | 'carerId'>): string =>
  party.memberId
    ? `member:${party.memberId}`
    : party.carerId
      ? `carer:${party.carerId}`
      : `user:${party.userId}`

function unique(people: readonly Holder[]): Candidate[] {
  const byId = new Map(
    people.map(({ userId, name }) => [userId, { key: `user:${userId}`, name, relation: null }]),
  )
  return byPinyin([...byId.values()])
}

const ofMember = ({ id, name, relation }: MemberRow): Candidate => ({
  key: `member:${id}`,
  name: name ?? '',
  relation,
})

/** The name a carer has, of his own or as a member of the family. */
const ofCarer = (carer: CarerRow, members: readonly MemberRow[]): Candidate => ({
  key: `carer:${carer.id}`,
  name: carer.name ?? members.find(({ id }) => id === carer.memberId)?.name ?? '',
  relation: carer.relation,
})

/** Who can be which part. H-21: of the family only guardians where a guardian decides. */
export function candidatesFor(part: Part, { pupil, members, carers, staff }: People): Candidate[] {
  if (part === 'guardian') return members.filter((one) => decidesForChild(one, members)).map(ofMember)
  if (part === 'carer') {
    const current = carers.filter(({ now }) => now)
    const known = new Set(current.map(({ memberId }) => memberId))
    const others = members.filter(({ id, state }) => state === 'present' && !known.has(id))
    return [...current.map((carer) => ofCarer(carer, members)), ...others.map(ofMember)]
  }
  if (part === 'teacher')
    return unique(staff.filter(({ role, classId }) => role === 'classTeacher' && classId === pupil?.classId))
  if (part === 'helper')
    return unique(staff.filter(({ role, pupilId }) => role === 'helpingTeacher' && pupilId === pupil?.id))
  if (part === 'school') return unique(staff.filter(({ role }) => role === 'principal'))
  return unique(staff.filter(({ role }) => role !== 'auditor' && role !== 'volunteer'))
}

/** Parents and guardians look after the child anyhow and are not entrusted with it. */
export function entrustable(people: People): Candidate[] {
  const isParent = ({ key }: Candidate): boolean => {
    const [sort, id = ''] = key.split(':')
    const party = { memberId: sort === 'member' ? id : null, carerId: sort === 'carer' ? id : null }
    return carerFactsOf(party, people, null).isParent
  }
  return candidatesFor('carer', people).filter((one) => !isParent(one))
}

export const isCandidate = (party: PartyInput, people: People): boolean =>
  candidatesFor(party.part, people).some(({ key }) => key === keyOf(party))

/** Whether the person belongs to the child at all; then the fault is what he may not do. */
export const isOfChild = ({ memberId, carerId }: PartyInput, { members, carers }: People): boolean =>
  members.some(({ id }) => id === memberId) || carers.some(({ id }) => id === carerId)

/** What the bars of the law look at. */
export function carerFactsOf(
  party: Pick<PartyInput, 'memberId' | 'carerId'>,
  { members, carers }: People,
  declaration: CarerFacts['declaration'],
): CarerFacts {
  const carer = carers.find(({ id }) => id === party.carerId)
  const member = carer ? memberOfCarer(carer, members) : members.find(({ id }) => id === party.memberId)
  const isSame = (one: CarerRow): boolean =>
    one.id === carer?.id || (member !== undefined && memberOfCarer(one, members) === member)
  return {
    bornOn: carer?.bornOn ?? member?.bornOn ?? null,
    incapable: member?.incapable ?? false,
    isParent:
      (member !== undefined && basisOfKin({ ...member, incapable: false }, members) !== null) ||
      carer?.kind === 'parent',
    barred: carers.some((one) => one.barred && isSame(one)),
    keptAway: (member?.noContact ?? null) !== null,
    declaration,
  }
}
