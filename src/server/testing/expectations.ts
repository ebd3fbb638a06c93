import { newId } from '#server/db/id.ts'
import { appraisalExpectations } from '#server/testing/appraisal-expectations.ts'
import { pairingExpectations } from '#server/testing/pairing-expectations.ts'
import { moveExpectations } from '#server/testing/move-expectations.ts'
import { child, member, account, roster, year, type Expectation } from '#server/testing/request-parts.ts'
import { fileExpectations } from '#server/testing/file-expectations.ts'
import { incidentExpectations } from '#server/testing/incident-expectations.ts'
import { paperExpectations } from '#server/testing/paper-expectations.ts'
import { workExpectations } from '#server/testing/work-expectations.ts'

/** One line per route of the app, keyed by method and path; a route without a line fails the walk. */
export const expectations: Readonly<Record<string, Expectation>> = {
  'GET /api/setup/:token': { record: 'none', params: () => ({ token: 'x' }) },
  'POST /api/setup': { record: 'none', body: () => ({}), writes: true },
  'GET /api/session': { record: 'none' },
  'POST /api/session/password': { record: 'none', body: () => ({ current: 'a', next: 'b' }), writes: true },
  'POST /api/session/backup-codes': { record: 'none', body: () => ({ password: 'a' }), writes: true },
  'POST /api/session/locale': { record: 'none', body: () => ({ locale: 'en' }), writes: true },

  'GET /api/accounts': { record: 'none' },
  'POST /api/accounts': {
    record: 'none',
    body: () => ({
      id: newId(),
      name: '测试员',
      username: `n${newId().slice(-12)}`,
      roles: [{ id: newId(), role: 'counsellor' }],
    }),
    writes: true,
  },
  'POST /api/accounts/:id/password': { record: 'school', params: account, writes: true },
  'POST /api/accounts/:id/second-factor/reset': {
    record: 'school',
    params: account,
    body: () => ({ password: 'a', code: '000000' }),
    writes: true,
  },
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
  'GET /api/backup': { record: 'none' },

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
  'DELETE /api/organisation/years/:id': {
    record: 'school',
    params: (place) => ({ id: place.yearId }),
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
  'DELETE /api/organisation/terms/:id': {
    record: 'school',
    params: (place) => ({ id: place.termId }),
    writes: true,
  },
  'PUT /api/organisation/classes': {
    record: 'school',
    body: (place) => ({ yearId: place.yearId, classes: [{ id: newId(), grade: 12, number: 90 }] }),
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
  'POST /api/children/search': { record: 'none' },
  'GET /api/children/summary': { record: 'none' },
  'POST /api/children/evaluate': { record: 'none', body: () => ({}), writes: true },
  'GET /api/children/:id': { record: 'pupil', params: child },
  'PATCH /api/children/:id': {
    record: 'pupil',
    params: child,
    body: () => ({ version: 1, boarding: true }),
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

  'POST /api/children/:id/named-contacts': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), kind: 'second', name: '测试邻居', relation: '邻居', phone: '19412345678' }),
    writes: true,
  },
  'PATCH /api/children/:id/named-contacts/:recordId': {
    record: 'pupil',
    params: (place) => ({ id: place.pupilId, recordId: place.namedId }),
    body: () => ({ version: 1, relation: '邻居' }),
    writes: true,
  },

  'POST /api/children/:id/marks': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), category: 'orphan', from: '2026-11-01' }),
    writes: true,
  },
  'PATCH /api/children/:id/marks/:recordId': {
    record: 'pupil',
    params: (place) => ({ id: place.pupilId, recordId: place.markId }),
    body: () => ({ version: 1, to: '2026-11-20' }),
    writes: true,
  },
  'GET /api/marks': { record: 'none' },

  'GET /api/alerts': { record: 'none' },
  'GET /api/children/:id/alerts': { record: 'pupil', params: child },
  'GET /api/children/:id/siblings': { record: 'pupil', params: child },
  'POST /api/children/:id/siblings': {
    record: 'pupil',
    params: child,
    body: () => ({ pupilId: newId(), together: true }),
    writes: true,
  },

  'GET /api/children/:id/contact-card': { record: 'pupil', params: child },
  'POST /api/children/:id/contact-card/print': { record: 'pupil', params: child, writes: true },
  'POST /api/children/:id/contact-card/check': {
    record: 'pupil',
    params: child,
    body: (place) => ({ way: 'phone', confirmed: [place.memberId] }),
    writes: true,
  },
  'POST /api/children/:id/contact-card/link': {
    record: 'pupil',
    params: child,
    body: (place) => ({ memberId: place.memberId }),
    writes: true,
  },
  'POST /api/children/:id/contact-proposals/:recordId': {
    record: 'pupil',
    params: (place) => ({ id: place.pupilId, recordId: place.proposalId }),
    body: () => ({ accept: false }),
    writes: true,
  },
  'GET /api/contact-rounds': { record: 'none' },
  'POST /api/contact-rounds': {
    record: 'none',
    body: () => ({ id: newId(), kind: 'termly', to: '2026-12-31' }),
    writes: true,
  },
  'GET /api/own-numbers': { record: 'none' },
  'PUT /api/own-numbers': {
    record: 'none',
    body: () => ({ office: '0599-1234567', mobile: null, published: 'office', version: 0 }),
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

  ...fileExpectations,
  ...moveExpectations,
  ...workExpectations,
  ...pairingExpectations,
  ...paperExpectations,
  ...appraisalExpectations,
  ...incidentExpectations,

  'GET /api/board': { record: 'none' },
  'GET /api/board/list': { record: 'none' },
  'GET /api/board/work': { record: 'none' },
  'GET /api/board/work/list': { record: 'none' },
  'GET /api/board/departments': { record: 'none' },
  'GET /api/board/departments/tasks': {
    record: 'none',
    query: (place) => `?departmentId=${place.departmentId}&state=planned`,
  },
  'GET /api/board/departments/duties': {
    record: 'none',
    query: (place) => `?departmentId=${place.departmentId}`,
  },
  'GET /api/board/schooling': { record: 'none' },
  'GET /api/board/schooling/list': { record: 'none', query: () => '?part=out' },
  'GET /api/board/outside': { record: 'none' },
  'POST /api/board/outside/export': { record: 'none' },
  'POST /api/board/outside/print': { record: 'none' },
  'GET /api/board/classes/:id': { record: 'pupil', params: (place) => ({ id: place.classId }) },
}
