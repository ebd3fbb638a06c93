import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { newId } from '#server/db/id.ts'
import {
  child,
  week,
  department,
  task,
  year,
  talk,
  work,
  cover,
  type Expectation,
} from '#server/testing/request-parts.ts'

/** Plans, duties, covers, cards, notices, reviews, handbook, tasks and the calendar link. */
export const workExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/plans/presets': { record: 'none' },
  'GET /api/plan': { record: 'none' },
  'POST /api/plan': {
    record: 'none',
    body: () => ({ id: newId(), preset: 'plan1', effectiveFrom: '2026-09-01' }),
    writes: true,
  },
  'GET /api/plans/:plan/load': { record: 'school', params: (place) => ({ plan: place.ownPlanId }) },
  'POST /api/plan/preview': {
    record: 'school',
    body: (place) => ({ preset: 'plan1', own: place.ownPlanId, effectiveFrom: '2026-11-23' }),
  },
  'GET /api/plan/history': { record: 'none' },
  'GET /api/plans/own': { record: 'none' },
  'POST /api/plans/own': {
    record: 'none',
    body: () => ({ id: newId(), name: newId(), preset: 'plan2', params: PLAN_PRESETS[1].params }),
    writes: true,
  },
  'PATCH /api/plans/own/:id': {
    record: 'school',
    params: (place) => ({ id: place.ownPlanId }),
    body: () => ({ version: 1, name: newId() }),
    writes: true,
  },
  'DELETE /api/plans/own/:id': {
    record: 'school',
    params: (place) => ({ id: place.ownPlanId }),
    writes: true,
  },
  'GET /api/load': { record: 'none' },
  'PUT /api/load/capacity': {
    record: 'none',
    body: () => ({ id: newId(), minutes: { talk: 30 }, hoursPerWeek: 4 }),
    writes: true,
  },
  'GET /api/my-day': { record: 'none' },
  // Their ring is the board's.
  'GET /api/my-day/ring': { record: 'none', refused: ['principal', 'administrator'] },
  'GET /api/my-week': { record: 'none' },
  'GET /api/my-children': { record: 'none' },
  'GET /api/excuses': { record: 'none' },
  'POST /api/excuses/:id/decide': {
    record: 'school',
    params: (place) => ({ id: place.excuseId }),
    body: () => ({ agree: true }),
    writes: true,
  },
  'GET /api/covers': { record: 'none' },
  'GET /api/covers/people': { record: 'none' },
  'POST /api/covers/preview': { record: 'school', body: cover },
  'POST /api/covers': { record: 'school', body: (place) => ({ ...cover(place), id: newId() }), writes: true },
  'POST /api/covers/:id/end': { record: 'school', params: (place) => ({ id: place.coverId }), writes: true },
  'POST /api/covers/posts': {
    record: 'school',
    body: (place) => ({ id: newId(), dutyId: place.dutyId, userId: place.accountId }),
    writes: true,
  },
  'GET /api/duties/:id/windows': { record: 'pupil', params: (place) => ({ id: place.workDutyId }) },
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

  'GET /api/duties/:id/work': { record: 'pupil', params: (place) => ({ id: place.workDutyId }) },
  'POST /api/duties/:id/work': {
    record: 'pupil',
    params: (place) => ({ id: place.workDutyId }),
    body: () => work(),
    writes: true,
  },
  'POST /api/work/:id/correct': {
    record: 'pupil',
    params: (place) => ({ id: place.workId }),
    body: () => ({ ...work(), reason: '写错' }),
    authorOnly: true,
    writes: true,
  },

  'POST /api/cards': { record: 'pupil', body: (place) => talk(place.pupilId), writes: true },
  'POST /api/cards/together': {
    record: 'pupil',
    body: (place) => ({ cards: [talk(place.pupilId)] }),
    writes: true,
  },
  'GET /api/children/:id/household': { record: 'pupil', params: child },
  'POST /api/cards/:id/correct': {
    record: 'pupil',
    params: (place) => ({ id: place.cardId }),
    body: (place) => ({ ...talk(place.pupilId), reason: '写错' }),
    authorOnly: true,
    writes: true,
  },
  'GET /api/cards/:id': { record: 'pupil', params: (place) => ({ id: place.cardId }) },
  'GET /api/children/:id/cards': { record: 'pupil', params: child },

  'GET /api/departments': { record: 'none' },
  'POST /api/departments': { record: 'none', body: () => ({ id: newId(), name: newId() }), writes: true },
  'PATCH /api/departments/:id': {
    record: 'school',
    params: department,
    body: () => ({ version: 1, name: newId() }),
    writes: true,
  },
  'PUT /api/departments/:id/members': {
    record: 'school',
    params: department,
    body: (place) => ({ version: 1, memberIds: [place.accountId], headId: null }),
    writes: true,
  },
  'POST /api/departments/:id/close': {
    record: 'school',
    params: department,
    body: () => ({ version: 1 }),
    writes: true,
  },

  'GET /api/notices': { record: 'none' },
  'POST /api/notices/read': { record: 'none', body: () => ({ ids: [newId()] }), writes: true },

  'GET /api/reviews': { record: 'none' },
  'POST /api/reviews/look': {
    record: 'school',
    body: (place) => ({ id: newId(), kind: 'bulk', cardId: place.cardId }),
    writes: true,
  },

  'GET /api/handbooks': { record: 'none' },
  'GET /api/handbooks/:classId/weeks/:on': { record: 'pupil', params: week },
  'PUT /api/handbooks/:classId/weeks/:on': {
    record: 'pupil',
    params: week,
    body: () => ({ id: newId(), version: 0, planned: '和三个孩子谈心' }),
    writes: true,
  },
  'POST /api/handbooks/:classId/weeks/:on/complete': {
    record: 'pupil',
    params: week,
    body: () => ({ version: 1, completed: true }),
    writes: true,
  },
  'GET /api/handbooks/:classId/terms/:id': {
    record: 'pupil',
    params: (place) => ({ classId: place.classId, id: place.termId }),
  },
  'GET /api/handbooks/:classId/terms/:id/duties': {
    record: 'pupil',
    params: (place) => ({ classId: place.classId, id: place.termId }),
    query: () => '?key=talk&number=missed',
  },
  'GET /api/handbooks/:classId/terms/:id/children': {
    record: 'pupil',
    params: (place) => ({ classId: place.classId, id: place.termId }),
    query: () => '?group=reached',
  },
  'POST /api/handbooks/:classId/entries': {
    record: 'pupil',
    params: (place) => ({ classId: place.classId }),
    body: () => ({ id: newId(), on: '2026-11-23', text: '开了主题班会' }),
    writes: true,
  },
  'PATCH /api/handbook-entries/:id': {
    record: 'pupil',
    params: (place) => ({ id: place.entryId }),
    body: () => ({ version: 1, text: '改' }),
    authorOnly: true,
    writes: true,
  },
  'DELETE /api/handbook-entries/:id': {
    record: 'pupil',
    params: (place) => ({ id: place.entryId }),
    query: () => '?version=1',
    authorOnly: true,
    writes: true,
  },
  'GET /api/diaries': { record: 'none' },
  'GET /api/children/:id/diary': { record: 'pupil', params: child },
  'POST /api/children/:id/diary': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), on: '2026-11-23', text: '今天一起做了作业' }),
    writes: true,
  },

  'GET /api/tasks': { record: 'none', query: () => '?from=2026-11-01&to=2026-11-30' },
  'GET /api/tasks/due': { record: 'none', query: () => '?on=2026-11-30' },
  'GET /api/tasks/owners': { record: 'none' },
  'POST /api/tasks': {
    record: 'none',
    body: () => ({ id: newId(), title: '校园大扫除', startsOn: '2026-11-25', endsOn: '2026-11-25' }),
    writes: true,
  },
  'PATCH /api/tasks/:id': {
    record: 'school',
    params: task,
    body: () => ({ version: 1, startsOn: '2026-11-24' }),
    writes: true,
  },
  'POST /api/tasks/:id/done': {
    record: 'school',
    params: task,
    body: () => ({ version: 1, doneOn: '2026-11-23' }),
    writes: true,
  },
  'DELETE /api/tasks/:id': { record: 'school', params: task, query: () => '?version=1', writes: true },
  'POST /api/tasks/fill': {
    record: 'school',
    body: (place) => ({ id: newId(), yearId: place.yearId }),
    writes: true,
  },
  'POST /api/tasks/fill/undo': { record: 'none', body: () => ({ id: newId() }), writes: true },
  'GET /api/tasks/roll': { record: 'school', query: year },
  'POST /api/tasks/roll': { record: 'school', body: (place) => ({ yearId: place.yearId }), writes: true },

  'GET /api/feed': { record: 'none' },
  'POST /api/feed': { record: 'none', body: () => ({ id: newId() }), writes: true },
  'POST /api/feed/revoke': { record: 'none', writes: true },
}
