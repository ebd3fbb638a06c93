import { newId } from '#server/db/id.ts'
import type { BodyId } from '#server/testing/body-id.ts'
import { agreement } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

const pairing = (place: Place): Record<string, string> => ({ id: place.pairingId })
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

/** Ids of agreements and who signs them. */
export const ofPapers: readonly BodyId[] = [
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

/** Ids of pairings and who helps. */
export const ofPairings: readonly BodyId[] = [
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
