import type { Role } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import type { Expectation } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

const scheme = (place: Place): Record<string, string> => ({ id: place.schemeId })
/** Conduct is confirmed by the named person, whoever that is, and titles are told by class teachers. */
const notNamed: readonly Role[] = ['principal', 'administrator', 'archiveKeeper', 'counsellor']

/** Points and awards. */
export const appraisalExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/appraisal': { record: 'school', query: (place) => `?yearId=${place.yearId}` },
  'POST /api/appraisal': {
    record: 'school',
    body: (place) => ({
      id: newId(),
      yearId: place.yearId,
      conductBy: place.accountId,
      understood: true,
      capPerson: 1000,
      capChild: 100,
    }),
    writes: true,
  },
  'POST /api/appraisal/:id/approve': {
    record: 'school',
    params: scheme,
    body: () => ({ version: 1 }),
    writes: true,
  },
  // With another version than it has: it stays on for the rest of the walk.
  'POST /api/appraisal/:id/end': {
    record: 'school',
    params: scheme,
    body: () => ({ version: 9 }),
    writes: true,
  },
  'GET /api/appraisal/:id/ranks': {
    record: 'pupil',
    params: scheme,
    query: (place) => `?classId=${place.classId}`,
  },
  'POST /api/appraisal/:id/ranks': {
    record: 'pupil',
    params: scheme,
    body: (place) => ({
      classId: place.classId,
      at: 'first',
      entries: [{ id: newId(), pupilId: place.pupilId, rank: 5, after: null }],
    }),
    writes: true,
  },
  'GET /api/appraisal/:id/marks': { record: 'school', params: scheme, refused: notNamed },
  'POST /api/appraisal/:id/marks': {
    record: 'school',
    params: scheme,
    body: (place) => ({ id: newId(), pupilId: place.pupilId, kind: 'title', holds: true, after: null }),
    refused: notNamed,
    writes: true,
  },
  'GET /api/appraisal/:id/results': { record: 'school', params: scheme },
  'POST /api/appraisal/:id/letter': {
    record: 'school',
    params: scheme,
    body: (place) => ({ pupilId: place.pupilId }),
    writes: true,
  },
}
