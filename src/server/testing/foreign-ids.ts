import type { Role } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import { talk } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

/** An id within a body that names a record; which one is put there is the test's. */
export interface BodyId {
  /** `POST /api/…`, and after it which id of the body. */
  readonly key: string
  readonly field: string
  readonly as: Role
  /** The record of a place that the id may name. */
  readonly of: (place: Place) => string
  readonly params?: (place: Place) => Record<string, string>
  readonly query?: (place: Place, id: string) => string
  readonly body?: (place: Place, id: string, otherSchoolId: string) => object
  /** A colleague's id or one of the school's own: only another school's is foreign. */
  readonly schoolWide?: true
  /** What the own id is answered with when not 200: the walk stops at something else than the id. */
  readonly own?: number
}

const child = (place: Place): Record<string, string> => ({ id: place.pupilId })
const pairing = (place: Place): Record<string, string> => ({ id: place.pairingId })
const agreement = (place: Place): Record<string, string> => ({ id: place.agreementId })
const joint = (place: Place, part: object, pupilId = place.pupilId): object => ({
  id: newId(),
  kind: 'joint',
  pupilId,
  from: '2026-11-23',
  parties: [{ id: newId(), ...part }],
})
const consent = (memberId: string, more: object = {}): object => ({
  id: newId(),
  memberId,
  party: 'self',
  agreed: true,
  givenOn: '2026-11-23',
  ...more,
})
const help = (came: string, more: object = {}): object => ({
  id: newId(),
  heldOn: '2026-11-23',
  kind: 'study',
  minutes: 40,
  came: [came],
  ...more,
})
const proposal = (members: object[], more: object = {}): object => ({
  pairings: [{ id: newId(), kind: 'teacher', members, ...more }],
})
const member = (part: string, personId: string): object => ({ id: newId(), part, personId })
const cover = (place: Place, more: object): object => ({
  id: newId(),
  fromUserId: place.accountId,
  toUserId: place.accountId,
  from: '2026-11-23',
  to: '2026-11-27',
  roleIds: [place.roleId],
  ...more,
})

const ofChildren: readonly BodyId[] = [
  {
    key: 'POST /api/cards',
    field: 'pupilId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    body: (_place, id) => talk(id),
  },
  {
    key: 'POST /api/cards',
    field: 'enteredForDutyId',
    as: 'classTeacher',
    of: (place) => place.dutyId,
    body: (place, id) => ({ ...talk(place.pupilId), enteredForDutyId: id, lateReason: '忘了写' }),
  },
  {
    key: 'POST /api/cards/together',
    field: 'cards.pupilId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    body: (_place, id) => ({ cards: [talk(id)] }),
  },
  {
    key: 'POST /api/cards/together',
    field: 'cards.enteredForDutyId',
    as: 'classTeacher',
    of: (place) => place.dutyId,
    body: (place, id) => ({
      cards: [{ ...talk(place.pupilId), enteredForDutyId: id, lateReason: '忘了写' }],
    }),
  },
  {
    key: 'POST /api/children/:id/carers',
    field: 'memberId',
    as: 'archiveKeeper',
    of: (place) => place.memberId,
    params: child,
    body: (_place, id) => ({
      id: newId(),
      kind: 'parent',
      relation: 'father',
      from: '2026-11-01',
      memberId: id,
    }),
  },
  {
    key: 'POST /api/children/:id/class',
    field: 'classId',
    as: 'administrator',
    of: (place) => place.classId,
    schoolWide: true,
    params: child,
    body: (_place, id) => ({ classId: id, from: '2026-11-23' }),
  },
  {
    key: 'POST /api/children/:id/contact-card/check',
    field: 'confirmed',
    as: 'classTeacher',
    of: (place) => place.memberId,
    params: child,
    body: (_place, id) => ({ way: 'phone', confirmed: [id] }),
  },
  {
    key: 'POST /api/children/:id/contact-card/check',
    field: 'dead',
    as: 'classTeacher',
    of: (place) => place.memberId,
    params: child,
    body: (_place, id) => ({ way: 'phone', dead: [id] }),
  },
  {
    key: 'POST /api/children/:id/contact-card/link',
    field: 'memberId',
    as: 'classTeacher',
    of: (place) => place.memberId,
    params: child,
    body: (_place, id) => ({ memberId: id }),
    own: 409,
  },
  {
    key: 'PATCH /api/children/:id/file',
    field: 'keeperId',
    as: 'archiveKeeper',
    of: (place) => place.accountId,
    schoolWide: true,
    params: child,
    body: (_place, id) => ({ version: 1, keeperId: id }),
  },
  {
    key: 'POST /api/children/:id/goals',
    field: 'cardId',
    as: 'classTeacher',
    of: (place) => place.cardId,
    params: child,
    body: (_place, id) => ({
      id: newId(),
      goal: 'taught',
      state: 'met',
      toldBy: 'teacher',
      on: '2026-11-20',
      evidence: '有人辅导',
      cardId: id,
    }),
  },
  ...(['memberPhone', 'memberIdNumber', 'memberAddress', 'carerPhone', 'namedPhone'] as const).map(
    (field): BodyId => ({
      key: 'POST /api/children/:id/reveal',
      field: `recordId of ${field}`,
      as: 'archiveKeeper',
      schoolWide: true,
      of: (place) =>
        field === 'carerPhone' ? place.carerId : field === 'namedPhone' ? place.namedId : place.memberId,
      params: child,
      body: (_place, id) => ({ field, recordId: id, reason: 'call' }),
      own: 409,
    }),
  ),
  {
    key: 'POST /api/children/:id/siblings',
    field: 'pupilId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    params: child,
    body: (_place, id) => ({ pupilId: id, together: true }),
    own: 422,
  },
  {
    key: 'POST /api/handbooks/:classId/entries',
    field: 'pupilId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    params: (place) => ({ classId: place.classId }),
    body: (_place, id) => ({ id: newId(), on: '2026-11-23', text: '开了主题班会', pupilId: id }),
  },
  ...(['child', 'card', 'agreement'] as const).map((kind): BodyId => ({
    // What hangs on a talk is its author's; to anybody else it does not exist.
    ...(kind === 'card' && { own: 404 }),
    key: 'POST /api/attachments',
    field: `owner.id of a ${kind}`,
    as: 'classTeacher',
    of: (place) => (kind === 'child' ? place.pupilId : kind === 'card' ? place.cardId : place.agreementId),
    body: (_place, id) => ({
      id: newId(),
      owner: { kind, id },
      name: '户口本.pdf',
      size: 10,
      sha256: '0'.repeat(64),
    }),
  })),
  {
    key: 'POST /api/transfers',
    field: 'pupilId',
    as: 'principal',
    of: (place) => place.pupilId,
    schoolWide: true,
    body: (_place, id, toSchoolId) => ({ id: newId(), pupilId: id, toSchoolId }),
  },
  {
    key: 'POST /api/duplicates/merge',
    field: 'goneId',
    as: 'principal',
    of: (place) => place.pupilId,
    schoolWide: true,
    body: (place, id) => ({
      id: newId(),
      keptId: place.pupilId,
      goneId: id,
      keptVersion: 1,
      goneVersion: 1,
    }),
    own: 422,
  },
  {
    key: 'POST /api/duplicates/merge',
    field: 'keptId',
    as: 'principal',
    of: (place) => place.pupilId,
    schoolWide: true,
    body: (place, id) => ({
      id: newId(),
      keptId: id,
      goneId: place.pupilId,
      keptVersion: 1,
      goneVersion: 1,
    }),
    own: 422,
  },
]

const ofPapers: readonly BodyId[] = [
  {
    key: 'POST /api/agreements',
    field: 'pupilId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    body: (place, id) => joint(place, { part: 'carer', memberId: place.memberId }, id),
    // The other parties are missing.
    own: 422,
  },
  ...(['memberId', 'carerId'] as const).map((name): BodyId => ({
    key: 'POST /api/agreements',
    field: `parties.${name}`,
    as: 'classTeacher',
    of: (place) => place[name],
    body: (place, id) => joint(place, { part: 'carer', [name]: id }),
    own: 422,
  })),
  {
    key: 'POST /api/agreements',
    field: 'parties.userId',
    as: 'principal',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (_place, id) => ({
      id: newId(),
      kind: 'safetyStaff',
      staffId: id,
      from: '2026-11-23',
      parties: [{ id: newId(), part: 'staff', userId: id }],
    }),
    own: 422,
  },
  {
    key: 'POST /api/agreements/:id/sign',
    field: 'partyId',
    as: 'classTeacher',
    of: (place) => place.partyId,
    params: agreement,
    body: (place, id) => ({
      partyId: id,
      method: 'screen',
      attachmentId: place.attachmentId,
      on: '2026-11-23',
    }),
    own: 422,
  },
  {
    key: 'POST /api/agreements/:id/sign',
    field: 'attachmentId',
    as: 'classTeacher',
    // What hangs on the child and not on the agreement is no signature of it either.
    of: (place) => place.attachmentId,
    params: agreement,
    body: (place, id) => ({
      partyId: place.partyId,
      method: 'screen',
      attachmentId: id,
      on: '2026-11-23',
    }),
    own: 422,
  },
]

const ofPairings: readonly BodyId[] = [
  {
    key: 'POST /api/pairings',
    field: 'members.personId of a child',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    body: (place, id) => proposal([member('child', id), member('teacher', place.accountId)]),
    own: 422,
  },
  {
    key: 'POST /api/pairings',
    field: 'members.personId of a teacher',
    as: 'classTeacher',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (place, id) => proposal([member('child', place.pupilId), member('teacher', id)]),
    own: 422,
  },
  {
    key: 'POST /api/pairings',
    field: 'members.personId of one from outside',
    as: 'classTeacher',
    of: (place) => place.helperId,
    schoolWide: true,
    body: (place, id) => proposal([member('child', place.pupilId), member('outside', id)]),
    own: 422,
  },
  {
    key: 'POST /api/pairings',
    field: 'members.personId of a class',
    as: 'classTeacher',
    of: (place) => place.classId,
    body: (place, id) =>
      proposal([member('class', id), member('teacher', place.accountId)], { kind: 'class' }),
    own: 422,
  },
  {
    key: 'POST /api/pairings',
    field: 'supervisorId',
    as: 'classTeacher',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (place, id) => proposal([member('child', place.pupilId)], { supervisorId: id }),
    own: 422,
  },
  {
    key: 'POST /api/pairings',
    field: 'follows',
    as: 'classTeacher',
    of: (place) => place.pairingId,
    body: (place, id) =>
      proposal([member('child', place.pupilId), member('teacher', place.accountId)], { follows: id }),
  },
  {
    key: 'PATCH /api/pairings/:id',
    field: 'supervisorId',
    as: 'classTeacher',
    of: (place) => place.accountId,
    schoolWide: true,
    params: pairing,
    body: (_place, id) => ({ version: 1, supervisorId: id }),
  },
  {
    key: 'POST /api/pairings/:id/consents',
    field: 'memberId',
    as: 'classTeacher',
    of: (place) => place.memberOfPairingId,
    params: pairing,
    body: (_place, id) => consent(id),
  },
  {
    key: 'POST /api/pairings/:id/consents',
    field: 'guardianId',
    as: 'classTeacher',
    of: (place) => place.memberId,
    params: pairing,
    body: (place, id) => consent(place.memberOfPairingId, { party: 'guardian', guardianId: id }),
  },
  {
    key: 'POST /api/pairings/:id/consents/several',
    field: 'answers.memberId',
    as: 'classTeacher',
    of: (place) => place.memberOfPairingId,
    params: pairing,
    body: (_place, id) => ({ answers: [consent(id)] }),
  },
  {
    key: 'POST /api/pairings/:id/consents/several',
    field: 'answers.guardianId',
    as: 'classTeacher',
    of: (place) => place.memberId,
    params: pairing,
    body: (place, id) => ({
      answers: [consent(place.memberOfPairingId, { party: 'guardian', guardianId: id })],
    }),
  },
  {
    key: 'POST /api/pairings/:id/helps',
    field: 'came',
    as: 'classTeacher',
    of: (place) => place.memberOfPairingId,
    params: pairing,
    body: (_place, id) => help(id),
    own: 409,
  },
  {
    key: 'POST /api/pairings/:id/helps',
    field: 'helperId',
    as: 'classTeacher',
    of: (place) => place.memberOfPairingId,
    params: pairing,
    body: (place, id) => help(place.memberOfPairingId, { helperId: id }),
    own: 409,
  },
]

const ofSchool: readonly BodyId[] = [
  {
    key: 'POST /api/accounts',
    field: 'roles.classId',
    as: 'administrator',
    of: (place) => place.classId,
    schoolWide: true,
    body: (_place, id) => ({
      id: newId(),
      name: '测试员',
      username: `n${newId().slice(-12)}`,
      roles: [{ id: newId(), role: 'classTeacher', classId: id }],
    }),
  },
  {
    key: 'POST /api/accounts',
    field: 'roles.pupilId',
    as: 'administrator',
    of: (place) => place.pupilId,
    schoolWide: true,
    body: (_place, id) => ({
      id: newId(),
      name: '测试员',
      username: `n${newId().slice(-12)}`,
      roles: [{ id: newId(), role: 'helpingTeacher', pupilId: id }],
    }),
  },
  ...(['classId', 'pupilId'] as const).map((name): BodyId => ({
    key: 'POST /api/accounts/:id/roles',
    field: name,
    as: 'administrator',
    of: (place) => place[name],
    schoolWide: true,
    params: (place) => ({ id: place.accountId }),
    body: (_place, id) => ({
      id: newId(),
      role: name === 'classId' ? 'classTeacher' : 'helpingTeacher',
      [name]: id,
    }),
  })),
  ...(['POST /api/covers', 'POST /api/covers/preview'] as const).flatMap((key): BodyId[] => [
    {
      key,
      field: 'fromUserId',
      as: 'principal',
      of: (place) => place.accountId,
      schoolWide: true,
      body: (place, id) => cover(place, { fromUserId: id }),
      own: 422,
    },
    {
      key,
      field: 'toUserId',
      as: 'principal',
      of: (place) => place.accountId,
      schoolWide: true,
      body: (place, id) => cover(place, { toUserId: id }),
      own: 422,
    },
    {
      key,
      field: 'roleIds',
      as: 'principal',
      of: (place) => place.roleId,
      schoolWide: true,
      body: (place, id) => cover(place, { roleIds: [id] }),
      own: 422,
    },
  ]),
  {
    key: 'POST /api/covers/posts',
    field: 'dutyId',
    as: 'principal',
    of: (place) => place.dutyId,
    schoolWide: true,
    body: (place, id) => ({ id: newId(), dutyId: id, userId: place.accountId }),
  },
  {
    key: 'POST /api/covers/posts',
    field: 'userId',
    as: 'principal',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (place, id) => ({ id: newId(), dutyId: place.dutyId, userId: id }),
  },
  {
    key: 'POST /api/helpers',
    field: 'userId',
    as: 'principal',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (_place, id) => ({ id: newId(), kind: 'staff', userId: id }),
  },
  {
    key: 'PUT /api/organisation/classes',
    field: 'yearId',
    as: 'administrator',
    of: (place) => place.yearId,
    schoolWide: true,
    body: (_place, id) => ({ yearId: id, classes: [{ id: newId(), grade: 11, number: 91 }] }),
  },
  {
    key: 'POST /api/plan',
    field: 'own',
    as: 'principal',
    of: (place) => place.ownPlanId,
    schoolWide: true,
    body: (_place, id) => ({ id: newId(), preset: 'plan2', own: id, effectiveFrom: '2026-11-23' }),
  },
  {
    key: 'POST /api/plan/preview',
    field: 'own',
    as: 'principal',
    of: (place) => place.ownPlanId,
    schoolWide: true,
    body: (_place, id) => ({ preset: 'plan2', own: id, effectiveFrom: '2026-11-23' }),
  },
  {
    key: 'POST /api/reviews/look',
    field: 'cardId',
    as: 'principal',
    of: (place) => place.cardId,
    schoolWide: true,
    body: (_place, id) => ({ id: newId(), kind: 'bulk', cardId: id }),
    own: 409,
  },
  {
    key: 'POST /api/tasks',
    field: 'ownerId',
    as: 'principal',
    of: (place) => place.accountId,
    schoolWide: true,
    body: (_place, id) => ({
      id: newId(),
      title: '校园大扫除',
      startsOn: '2026-11-25',
      endsOn: '2026-11-25',
      ownerId: id,
    }),
  },
  {
    key: 'PATCH /api/tasks/:id',
    field: 'ownerId',
    as: 'principal',
    of: (place) => place.accountId,
    schoolWide: true,
    params: (place) => ({ id: place.taskId }),
    body: (_place, id) => ({ version: 1, ownerId: id }),
  },
  {
    key: 'POST /api/tasks/fill',
    field: 'yearId',
    as: 'principal',
    of: (place) => place.yearId,
    schoolWide: true,
    body: (_place, id) => ({ id: newId(), yearId: id }),
  },
  {
    key: 'POST /api/tasks/roll',
    field: 'yearId',
    as: 'principal',
    of: (place) => place.yearId,
    schoolWide: true,
    body: (_place, id) => ({ yearId: id }),
    own: 409,
  },
  {
    key: 'POST /api/transfers/:id/accept',
    field: 'classId',
    as: 'principal',
    of: (place) => place.classId,
    schoolWide: true,
    params: (place) => ({ id: place.transferId }),
    body: (_place, id) => ({ classId: id }),
    own: 409,
  },
]

export const bodyIds: readonly BodyId[] = [...ofChildren, ...ofPapers, ...ofPairings, ...ofSchool]
