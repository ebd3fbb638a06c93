import { newId } from '#server/db/id.ts'
import { agreement, attachment, child, upload, type Expectation } from '#server/testing/request-parts.ts'

/** Attachments and agreements. */
export const paperExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/attachments': {
    record: 'pupil',
    query: (place) => `?kind=child&id=${place.pupilId}`,
    refused: ['administrator'],
  },
  'POST /api/attachments': { record: 'pupil', body: upload, writes: true },
  'GET /api/attachments/:id/upload': { record: 'pupil', params: attachment, authorOnly: true },
  'PATCH /api/attachments/:id/upload': {
    record: 'pupil',
    params: attachment,
    query: () => '?offset=0',
    authorOnly: true,
    writes: true,
  },
  'POST /api/attachments/:id/finish': {
    record: 'pupil',
    params: attachment,
    authorOnly: true,
    writes: true,
  },
  'GET /api/attachments/:id/file': {
    record: 'pupil',
    params: attachment,
    refused: ['administrator'],
  },
  'GET /api/attachments/:id/thumbnail': {
    record: 'pupil',
    params: attachment,
    refused: ['administrator'],
  },
  'POST /api/attachments/:id/remove': {
    record: 'pupil',
    params: attachment,
    body: () => ({ reason: '放错了' }),
    writes: true,
  },
  'POST /api/attachments/:id/restore': { record: 'pupil', params: attachment, writes: true },

  'GET /api/agreements': { record: 'none', query: () => '?kind=safetyHome' },
  'GET /api/children/:id/agreements': { record: 'pupil', params: child },
  'GET /api/agreements/form': { record: 'pupil', query: (place) => `?kind=joint&childId=${place.pupilId}` },
  'POST /api/agreements': {
    record: 'pupil',
    body: (place) => ({
      id: newId(),
      kind: 'joint',
      pupilId: place.pupilId,
      from: '2026-11-23',
      parties: [{ id: newId(), part: 'carer', memberId: place.memberId }],
    }),
    writes: true,
  },
  'GET /api/agreements/:id': { record: 'pupil', params: agreement },
  'POST /api/agreements/:id/sign': {
    record: 'pupil',
    params: agreement,
    body: (place) => ({
      partyId: place.partyId,
      method: 'screen',
      attachmentId: place.attachmentId,
      on: '2026-11-23',
    }),
    writes: true,
  },
  'POST /api/agreements/:id/end': {
    record: 'pupil',
    params: agreement,
    body: () => ({ version: 1, on: '2026-11-23', reason: '父母回家了' }),
    writes: true,
  },
  'GET /api/agreement-texts': { record: 'none' },
  'POST /api/agreement-texts': {
    record: 'none',
    body: () => ({ id: newId(), kind: 'joint', version: 0, title: '约定', body: '我们一起关心孩子。' }),
    writes: true,
  },
}
