import { newId } from '#server/db/id.ts'
import type { BodyId } from '#server/testing/body-id.ts'
import type { Expectation } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

const incident = (place: Place): Record<string, string> => ({ id: place.incidentId })
const happened = (pupilIds: readonly string[]): object => ({
  id: newId(),
  pupilIds,
  kind: 'hurt',
  knownAt: '2026-11-23T01:55:00.000Z',
  atSchool: true,
  actedAt: '2026-11-23T01:56:00.000Z',
  action: '请校医看了',
})
const told = (noticeId: string): object => ({ id: newId(), kind: 'told', noticeId, channel: 'phone' })

/** Incidents, their notices and steps. */
export const incidentExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/incidents': { record: 'none' },
  'GET /api/incidents/form': { record: 'pupil', query: (place) => `?childId=${place.pupilId}` },
  'GET /api/incidents/figures': { record: 'none' },
  'POST /api/incidents': { record: 'pupil', body: (place) => happened([place.pupilId]), writes: true },
  'GET /api/incidents/:id': { record: 'pupil', params: incident, unseen: ['archiveKeeper', 'administrator'] },
  'POST /api/incidents/:id/steps': {
    record: 'pupil',
    params: incident,
    body: (place) => told(place.incidentNoticeId),
    unseen: ['archiveKeeper', 'administrator'],
    writes: true,
  },
  'POST /api/incidents/:id/withhold': {
    record: 'school',
    params: incident,
    body: (place) => ({ id: newId(), noticeId: place.incidentNoticeId, reason: '先问清楚' }),
    writes: true,
  },
  'POST /api/incidents/:id/close': {
    record: 'school',
    params: incident,
    body: () => ({ id: newId(), outcome: '已经回班上课' }),
    writes: true,
  },
}

/** Ids of children, notices and steps. */
export const ofIncidents: readonly BodyId[] = [
  {
    key: 'GET /api/incidents/form',
    field: 'childId',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    query: (_place, id) => `?childId=${id}`,
  },
  {
    key: 'POST /api/incidents',
    field: 'pupilIds',
    as: 'classTeacher',
    of: (place) => place.pupilId,
    body: (_place, id) => happened([id]),
  },
  {
    key: 'POST /api/incidents/:id/steps',
    field: 'noticeId',
    as: 'classTeacher',
    of: (place) => place.incidentNoticeId,
    params: incident,
    body: (_place, id) => told(id),
  },
  {
    key: 'POST /api/incidents/:id/steps',
    field: 'stepId',
    as: 'classTeacher',
    of: (place) => place.incidentStepId,
    params: incident,
    body: (_place, id) => ({ id: newId(), kind: 'takenBack', stepId: id }),
  },
  {
    key: 'POST /api/incidents/:id/withhold',
    field: 'noticeId',
    as: 'principal',
    of: (place) => place.incidentNoticeId,
    params: incident,
    body: (_place, id) => ({ id: newId(), noticeId: id, reason: '先问清楚' }),
  },
]
