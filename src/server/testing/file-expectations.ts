import { newId } from '#server/db/id.ts'
import { child, type Expectation } from '#server/testing/request-parts.ts'

const ownField = { label: '自己的字段', purpose: '学校想知道', kind: 'text', tier: 'basic' }

/** Routes of the child's file; only whom the plan names keeps a file as helping teacher. */
export const fileExpectations: Readonly<Record<string, Expectation>> = {
  'PATCH /api/children/:id/file': {
    record: 'pupil',
    params: child,
    body: () => ({ version: 1, fields: { goals: '画画' } }),
    writes: true,
    refused: ['helpingTeacher'],
  },
  'GET /api/children/:id/file': { record: 'pupil', params: child },
  'GET /api/children/:id/keepers': { record: 'pupil', params: child, refused: ['helpingTeacher'] },
  'POST /api/children/:id/file': { record: 'pupil', params: child, writes: true },
  'POST /api/children/:id/file/close': {
    record: 'pupil',
    params: child,
    body: () => ({ kind: 'moved', note: '转学' }),
    writes: true,
  },
  'POST /api/children/:id/goals': {
    record: 'pupil',
    params: child,
    body: () => ({
      id: newId(),
      goal: 'taught',
      state: 'met',
      toldBy: 'teacher',
      on: '2026-11-20',
      evidence: '有人辅导',
    }),
    writes: true,
    refused: ['helpingTeacher'],
  },
  'POST /api/children/:id/renewal': {
    record: 'pupil',
    params: child,
    body: () => ({ sections: ['register'] }),
    writes: true,
    refused: ['helpingTeacher'],
  },
  'POST /api/children/:id/print': { record: 'pupil', params: child, writes: true },
  'GET /api/children/:id/timeline': { record: 'pupil', params: child },
  'POST /api/children/export': { record: 'none' },
  'GET /api/renewals': { record: 'none' },
  'POST /api/renewals': {
    record: 'none',
    body: () => ({ windows: [], eachTerm: true, onChange: false }),
    writes: true,
  },
  'GET /api/own-fields': { record: 'none' },
  'POST /api/own-fields': {
    record: 'none',
    body: () => ({ id: newId(), field: { ...ownField, label: newId().slice(-12) } }),
    writes: true,
  },
  'POST /api/own-fields/:id': {
    record: 'school',
    params: (place) => ({ id: place.ownFieldId }),
    body: () => ({ version: 1, field: ownField }),
    writes: true,
  },
}
