import { newId } from '#server/db/id.ts'
import type { Place } from '#server/testing/world.ts'

/** What the permissions walk must know of a route: whose record it names, and a body that is right in form. */
export interface Expectation {
  /**
   * `none`: no id of the school in the request; `school`: a record of the school; `pupil`: one that hangs on a child,
   * so that class and helping teachers reach only their own.
   */
  readonly record: 'none' | 'school' | 'pupil'
  readonly params?: (place: Place) => Record<string, string>
  readonly query?: (place: Place) => string
  readonly body?: (place: Place) => object
  /** Only the author may: the card of the place is somebody else's. */
  readonly authorOnly?: true
  /** Writes: each request gets a place of its own. */
  readonly writes?: true
}

const child = (place: Place): Record<string, string> => ({ id: place.pupilId })
const member = (place: Place): Record<string, string> => ({ id: place.pupilId, recordId: place.memberId })
const account = (place: Place): Record<string, string> => ({ id: place.accountId })
const roster = (place: Place): Record<string, string> => ({ id: place.importId })
const year = (place: Place): string => `?yearId=${place.yearId}`

const talk = (pupilId: string): object => ({
  id: newId(),
  pupilId,
  heldOn: '2026-11-23',
  reached: true,
  fields: { kind: 'talk', place: 'classroom', topics: ['study'] },
})

/** One line per route of the app, keyed by method and path; a route without a line fails the walk. */
export const expectations: Readonly<Record<string, Expectation>> = {
  'GET /api/setup/:token': { record: 'none', params: () => ({ token: 'x' }) },
  'POST /api/setup': { record: 'none', body: () => ({}), writes: true },
  'GET /api/session': { record: 'none' },
  'POST /api/session/password': { record: 'none', body: () => ({ current: 'a', next: 'b' }), writes: true },
  'POST /api/session/locale': { record: 'none', body: () => ({ locale: 'en' }), writes: true },

  'GET /api/accounts': { record: 'none' },
  'POST /api/accounts': {
    record: 'none',
    body: () => ({ id: newId(), name: '测试员', username: `n${newId().slice(-12)}`, roles: [] }),
    writes: true,
  },
  'POST /api/accounts/:id/password': { record: 'school', params: account, writes: true },
  'POST /api/accounts/:id/disabled': {
    record: 'school',
    params: account,
    body: () => ({ disabled: true }),
    writes: true,
  },
  'POST /api/accounts/:id/roles': {
    record: 'school',
    params: account,
    body: () => ({ id: newId(), role: 'counsellor' }),
    writes: true,
  },
  'POST /api/accounts/:id/roles/:roleId/end': {
    record: 'school',
    params: (place) => ({ id: place.accountId, roleId: place.roleId }),
    body: () => ({ reason: '调动' }),
    writes: true,
  },
  'POST /api/accounts/load/preview': { record: 'none', writes: true },
  'POST /api/accounts/load': { record: 'none', body: () => ({ rows: [] }), writes: true },

  'GET /api/audit': { record: 'none' },

  'GET /api/organisation': { record: 'none' },
  'PATCH /api/organisation/school': {
    record: 'none',
    body: () => ({ version: 1, name: '测试学校' }),
    writes: true,
  },
  'POST /api/organisation/years': {
    record: 'none',
    body: () => ({ id: newId(), name: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-08-31', terms: [] }),
    writes: true,
  },
  'PATCH /api/organisation/years/:id': {
    record: 'school',
    params: (place) => ({ id: place.yearId }),
    body: () => ({ version: 1, name: '2026' }),
    writes: true,
  },
  'POST /api/organisation/years/:id/terms': {
    record: 'school',
    params: (place) => ({ id: place.yearId }),
    body: () => ({ id: newId(), name: '春季学期', startsOn: '2027-03-01', endsOn: '2027-07-10' }),
    writes: true,
  },
  'PATCH /api/organisation/terms/:id': {
    record: 'school',
    params: (place) => ({ id: place.termId }),
    body: () => ({ version: 1, name: '秋季' }),
    writes: true,
  },
  'PUT /api/organisation/classes': {
    record: 'school',
    body: (place) => ({ yearId: place.yearId, classes: [{ id: newId(), grade: 5, number: 90 }] }),
    writes: true,
  },
  'PATCH /api/organisation/classes/:id': {
    record: 'school',
    params: (place) => ({ id: place.classId }),
    body: () => ({ version: 1, name: '新名' }),
    writes: true,
  },
  'DELETE /api/organisation/classes/:id': {
    record: 'school',
    params: (place) => ({ id: place.classId }),
    writes: true,
  },

  'GET /api/calendar': { record: 'school', query: year },
  'GET /api/calendar/proposals': { record: 'school', query: year },
  'POST /api/calendar/days': {
    record: 'none',
    body: () => ({ days: [{ day: '2026-10-02', kind: 'holiday', name: '国庆节' }] }),
    writes: true,
  },
  'DELETE /api/calendar/days/:day': { record: 'none', params: (place) => ({ day: place.day }), writes: true },

  'GET /api/children': { record: 'none' },
  'GET /api/children/summary': { record: 'none' },
  'POST /api/children/evaluate': { record: 'none', body: () => ({}), writes: true },
  'GET /api/children/:id': { record: 'pupil', params: child },
  'PATCH /api/children/:id': {
    record: 'pupil',
    params: child,
    body: () => ({ version: 1, boarding: true }),
    writes: true,
  },
  'PATCH /api/children/:id/file': {
    record: 'pupil',
    params: child,
    body: () => ({ version: 1, goals: '画画' }),
    writes: true,
  },
  'POST /api/children/:id/file': { record: 'pupil', params: child, writes: true },
  'POST /api/children/:id/file/close': {
    record: 'pupil',
    params: child,
    body: () => ({ reason: '转学' }),
    writes: true,
  },
  'POST /api/children/:id/reveal': {
    record: 'pupil',
    params: child,
    body: () => ({ field: 'phone', reason: 'call' }),
    writes: true,
  },
  'GET /api/definitions': { record: 'none' },
  'POST /api/definitions': {
    record: 'none',
    body: () => ({ key: 'recording', version: 1, primary: true, effectiveFrom: '2026-11-23' }),
    writes: true,
  },

  'POST /api/children/:id/members': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), relation: '母亲' }),
    writes: true,
  },
  'PATCH /api/children/:id/members/:recordId': {
    record: 'pupil',
    params: member,
    body: () => ({ version: 1, name: '测试父' }),
    writes: true,
  },
  'POST /api/children/:id/members/:recordId/absences': {
    record: 'pupil',
    params: member,
    body: () => ({ id: newId(), from: '2024-01-01', to: '2024-06-01' }),
    writes: true,
  },
  'PATCH /api/children/:id/absences/:recordId': {
    record: 'pupil',
    params: (place) => ({ id: place.pupilId, recordId: place.absenceId }),
    body: () => ({ version: 1, place: '东莞' }),
    writes: true,
  },
  'POST /api/children/:id/carers': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), kind: 'grandparent', relation: '祖父', from: '2026-11-01' }),
    writes: true,
  },
  'PATCH /api/children/:id/carers/:recordId': {
    record: 'pupil',
    params: (place) => ({ id: place.pupilId, recordId: place.carerId }),
    body: () => ({ version: 1, name: '测试祖母' }),
    writes: true,
  },

  'POST /api/roster': { record: 'none', query: () => `?id=${newId()}`, writes: true },
  'GET /api/roster': { record: 'none' },
  'GET /api/roster/:id': { record: 'school', params: roster },
  'GET /api/roster/:id/rows': { record: 'school', params: roster },
  'POST /api/roster/:id/map': { record: 'school', params: roster, writes: true },
  'POST /api/roster/:id/commit': {
    record: 'school',
    params: roster,
    body: () => ({ createClasses: true }),
    writes: true,
  },
  'POST /api/roster/:id/undo': { record: 'school', params: roster, writes: true },
  'POST /api/roster/:id/cancel': { record: 'school', params: roster, writes: true },

  'GET /api/plans/presets': { record: 'none' },
  'GET /api/plan': { record: 'none' },
  'POST /api/plan': {
    record: 'none',
    body: () => ({ id: newId(), preset: 'plan1', effectiveFrom: '2026-09-01' }),
    writes: true,
  },
  'GET /api/plans/:preset/load': { record: 'none', params: () => ({ preset: 'plan1' }) },
  'GET /api/my-day': { record: 'none' },
  'GET /api/my-week': { record: 'none' },
  'GET /api/my-children': { record: 'none' },
  'POST /api/duties/:id/excuse': {
    record: 'pupil',
    params: (place) => ({ id: place.dutyId }),
    body: () => ({ kind: 'away', reason: '住院' }),
    writes: true,
  },
  'POST /api/duties/:id/excuse/withdraw': {
    record: 'pupil',
    params: (place) => ({ id: place.dutyId }),
    writes: true,
  },

  'POST /api/cards': { record: 'pupil', body: (place) => talk(place.pupilId), writes: true },
  'POST /api/cards/:id/correct': {
    record: 'pupil',
    params: (place) => ({ id: place.cardId }),
    body: (place) => ({ ...talk(place.pupilId), reason: '写错' }),
    authorOnly: true,
    writes: true,
  },
  'GET /api/cards/:id': { record: 'pupil', params: (place) => ({ id: place.cardId }) },
  'GET /api/children/:id/cards': { record: 'pupil', params: child },
  'GET /api/children/:id/duties': { record: 'pupil', params: child },

  'GET /api/notices': { record: 'none' },
  'POST /api/notices/read': { record: 'none', body: () => ({ ids: [newId()] }), writes: true },

  'GET /api/reviews': { record: 'none' },
  'POST /api/reviews/look': {
    record: 'school',
    body: (place) => ({ id: newId(), kind: 'bulk', cardId: place.cardId }),
    writes: true,
  },

  'GET /api/board': { record: 'none' },
  'GET /api/board/list': { record: 'none' },
  'GET /api/board/classes/:id': { record: 'pupil', params: (place) => ({ id: place.classId }) },
}
