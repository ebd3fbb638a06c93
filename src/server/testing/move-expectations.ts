import { newId } from '#server/db/id.ts'
import { child, type Expectation } from '#server/testing/request-parts.ts'
import type { Place } from '#server/testing/world.ts'

const pair = (place: Place): Record<string, string> => ({ keptId: place.pupilId, goneId: place.pupilId })
const transfer = (place: Place): Record<string, string> => ({ id: place.transferId })

/** Routes of duplicates and transfers. */
export const moveExpectations: Readonly<Record<string, Expectation>> = {
  'GET /api/duplicates': { record: 'none' },
  'GET /api/duplicates/:keptId/:goneId': { record: 'school', params: pair },
  'POST /api/duplicates/:keptId/:goneId/different': { record: 'school', params: pair, writes: true },
  'POST /api/duplicates/merge': {
    record: 'school',
    body: (place) => ({
      id: newId(),
      keptId: place.pupilId,
      goneId: place.pupilId,
      keptVersion: 1,
      goneVersion: 1,
    }),
    writes: true,
  },
  'POST /api/duplicates/merges/:id/undo': {
    record: 'school',
    params: (place) => ({ id: place.mergeId }),
    writes: true,
  },

  'GET /api/transfers': { record: 'none' },
  'GET /api/transfers/schools': { record: 'none' },
  'POST /api/transfers': {
    record: 'none',
    body: (place) => ({ id: newId(), pupilId: place.pupilId, toSchoolId: place.schoolId }),
    writes: true,
  },
  'POST /api/transfers/:id/accept': {
    record: 'school',
    params: transfer,
    body: (place) => ({ classId: place.classId }),
    writes: true,
  },
  'POST /api/transfers/:id/refuse': {
    record: 'school',
    params: transfer,
    body: () => ({ reason: '没有空位' }),
    writes: true,
  },
  'POST /api/transfers/:id/withdraw': { record: 'school', params: transfer, writes: true },
  'POST /api/transfers/:id/confirm': {
    record: 'school',
    params: transfer,
    body: () => ({ on: '2026-11-23' }),
    writes: true,
  },
  'POST /api/children/:id/class': {
    record: 'pupil',
    params: child,
    body: (place) => ({ classId: place.classId, from: '2026-11-23' }),
    writes: true,
  },
  'POST /api/children/:id/leave': {
    record: 'pupil',
    params: child,
    body: () => ({ id: newId(), on: '2026-11-23', to: '外县小学' }),
    writes: true,
  },
  'POST /api/children/:id/return': {
    record: 'pupil',
    params: child,
    body: (place) => ({ classId: place.classId, from: '2026-11-23' }),
    writes: true,
  },
  'GET /api/children/:id/carried': { record: 'pupil', params: child },
}
