import { newId } from '#server/db/id.ts'
import { child, type Expectation } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

const pairing = (place: Place): Record<string, string> => ({ id: place.pairingId })
const helper = (place: Place): Record<string, string> => ({ id: place.helperId })

/** Pairings and those who help. */
export const pairingExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/pairings': { record: 'none' },
  'GET /api/pairings/summary': { record: 'none' },
  'GET /api/pairings/choices': { record: 'none' },
  'POST /api/pairings': {
    record: 'pupil',
    body: (place) => ({
      pairings: [
        {
          id: newId(),
          kind: 'teacher',
          members: [{ id: newId(), part: 'child', personId: place.pupilId }],
        },
      ],
    }),
    writes: true,
  },
  'POST /api/pairings/suggestions': {
    record: 'none',
    body: () => ({ id: newId(), part: 'teacher' }),
    writes: true,
  },
  // A search is its starter's own: whoever asks for an id that he did not begin finds nothing.
  'GET /api/pairings/suggestions/:id': { record: 'none', params: () => ({ id: newId() }), unknown: true },
  'POST /api/pairings/suggestions/:id/cancel': {
    record: 'none',
    params: () => ({ id: newId() }),
    unknown: true,
    writes: true,
  },
  'GET /api/pairings/:id': { record: 'pupil', params: pairing },
  'PATCH /api/pairings/:id': {
    record: 'pupil',
    params: pairing,
    body: () => ({ version: 1, agreed: { activity: '一起看书' } }),
    writes: true,
  },
  'POST /api/pairings/:id/consents/several': {
    record: 'pupil',
    params: pairing,
    body: (place) => ({
      answers: [
        {
          id: newId(),
          memberId: place.memberOfPairingId,
          party: 'self',
          agreed: true,
          givenOn: '2026-11-23',
        },
      ],
    }),
    writes: true,
  },
  'POST /api/pairings/:id/consents': {
    record: 'pupil',
    params: pairing,
    body: (place) => ({
      id: newId(),
      memberId: place.memberOfPairingId,
      party: 'self',
      agreed: true,
      givenOn: '2026-11-23',
    }),
    writes: true,
  },
  'POST /api/pairings/:id/start': {
    record: 'pupil',
    params: pairing,
    body: () => ({ trialTo: '2026-12-23' }),
    writes: true,
  },
  'POST /api/pairings/:id/reviews': {
    record: 'pupil',
    params: pairing,
    body: () => ({ id: newId(), heldOn: '2026-11-23', result: 'well', goesOn: true }),
    writes: true,
  },
  'POST /api/pairings/:id/end': {
    record: 'pupil',
    params: pairing,
    body: () => ({ kind: 'child' }),
    writes: true,
  },
  'GET /api/pairings/:id/helps': { record: 'pupil', params: pairing },
  'POST /api/pairings/:id/helps': {
    record: 'pupil',
    params: pairing,
    body: (place) => ({
      id: newId(),
      heldOn: '2026-11-23',
      kind: 'study',
      minutes: 40,
      came: [place.memberOfPairingId],
    }),
    writes: true,
  },
  'POST /api/pairings/:id/helps/:helpId/withdraw': {
    record: 'pupil',
    params: (place) => ({ id: place.pairingId, helpId: newId() }),
    unknown: true,
    writes: true,
  },
  'POST /api/my-card/:id/helps': {
    record: 'none',
    params: pairing,
    body: (place) => ({
      id: newId(),
      heldOn: '2026-11-23',
      kind: 'study',
      minutes: 40,
      came: [place.memberOfPairingId],
    }),
    unknown: true,
    writes: true,
  },
  'GET /api/pairings/:id/slip': { record: 'pupil', params: pairing },
  'GET /api/children/:id/pairings': { record: 'pupil', params: child },
  'PUT /api/children/:id/pairing-need': {
    record: 'pupil',
    params: child,
    body: () => ({
      version: 0,
      helperSex: 'any',
      language: null,
      sameVillage: false,
      keyTarget: true,
      relatives: [],
      conflicts: [],
    }),
    writes: true,
  },

  'GET /api/helpers': { record: 'none' },
  'POST /api/helpers': {
    record: 'none',
    body: () => ({ id: newId(), kind: 'volunteer', name: '测试帮手' }),
    writes: true,
  },
  'PATCH /api/helpers/:id': {
    record: 'school',
    params: helper,
    body: () => ({ version: 1, village: '上湾' }),
    writes: true,
  },
  'POST /api/helpers/:id/checks': {
    record: 'school',
    params: helper,
    body: () => ({ id: newId(), kind: 'identity', doneOn: '2026-11-20', validTo: '2027-11-20' }),
    writes: true,
  },
  'POST /api/helpers/:id/account': {
    record: 'school',
    params: helper,
    body: () => ({ id: newId(), username: `v${newId().slice(-12)}` }),
    writes: true,
  },
  'POST /api/helpers/:id/leave': { record: 'school', params: helper, writes: true },
  'GET /api/my-card': { record: 'none' },
}
