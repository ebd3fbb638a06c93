import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import { expectations } from '#server/testing/expectations.ts'
import { addressOf, grantAt } from '#server/testing/request-parts.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
let school: Awaited<ReturnType<typeof makeWorldSchool>>
let number = 0
beforeAll(async () => {
  app = await startTestApp()
  school = await makeWorldSchool(app.owner)
})
afterAll(() => app.close())

interface Taken {
  readonly as: Role
  /** The record of another child or person that has the id already. */
  readonly of: (place: Place) => string
  readonly body?: (place: Place, id: string) => object
}

/** What a client makes the id of: never answered as done when that id means somebody else. */
const taken: Readonly<Record<string, Taken>> = {
  'POST /api/accounts': {
    as: 'administrator',
    of: ({ roleId }) => roleId,
    body: (_place, id) => ({
      id: newId(),
      name: '测试员',
      username: `n${newId().slice(-12)}`,
      roles: [{ id, role: 'counsellor' }],
    }),
  },
  'POST /api/accounts/:id/roles': { as: 'administrator', of: ({ roleId }) => roleId },
  'POST /api/children/:id/members': {
    as: 'archiveKeeper',
    of: ({ memberId }) => memberId,
    body: (_place, id) => ({ id, relation: 'mother' }),
  },
  'POST /api/children/:id/members/:recordId/absences': {
    as: 'archiveKeeper',
    of: ({ absenceId }) => absenceId,
  },
  'POST /api/children/:id/carers': {
    as: 'archiveKeeper',
    of: ({ carerId }) => carerId,
    body: (_place, id) => ({ id, kind: 'grandparent', relation: 'grandmother', from: '2026-11-01' }),
  },
  'POST /api/children/:id/marks': { as: 'classTeacher', of: ({ markId }) => markId },
  'POST /api/children/:id/named-contacts': { as: 'classTeacher', of: ({ namedId }) => namedId },
  'POST /api/cards': { as: 'classTeacher', of: ({ cardId }) => cardId },
  'POST /api/duties/:id/work': { as: 'classTeacher', of: ({ workId }) => workId },
  'POST /api/duties/:id/excuse': { as: 'classTeacher', of: ({ excuseId }) => excuseId },
  'POST /api/handbooks/:classId/entries': { as: 'classTeacher', of: ({ entryId }) => entryId },
  'POST /api/attachments': { as: 'classTeacher', of: ({ attachmentId }) => attachmentId },
  'POST /api/incidents': { as: 'classTeacher', of: ({ incidentId }) => incidentId },
  'POST /api/incidents/:id/steps': { as: 'classTeacher', of: ({ incidentStepId }) => incidentStepId },
  'POST /api/incidents/:id/withhold': { as: 'principal', of: ({ incidentStepId }) => incidentStepId },
  'POST /api/incidents/:id/close': { as: 'principal', of: ({ incidentStepId }) => incidentStepId },
  'POST /api/covers/posts': {
    as: 'principal',
    of: ({ roleId }) => roleId,
    body: (place, id) => ({ id, dutyId: place.dutyId, userId: place.accountId }),
  },
  'POST /api/covers': { as: 'principal', of: ({ coverId }) => coverId },
  'POST /api/children/:id/leave': { as: 'principal', of: ({ transferId }) => transferId },
}

describe('an id that is somebody else’s already', () => {
  it.each(Object.entries(taken))('%s: is said to be taken, not done', async (key, { as, of, body }) => {
    const [own, other] = [
      await makePlace(app.owner, school, ++number),
      await makePlace(app.owner, school, ++number),
    ]
    const by = await app.signIn(grantAt(as, own))
    const [, path = ''] = key.split(' ')
    const expectation = expectations[key]
    const url = addressOf(path, expectation?.params?.(own))
    const id = of(other)
    const answer = await by.post(url, body?.(own, id) ?? { ...expectation?.body?.(own), id })
    expect([answer.status, answer.body.error?.code]).toEqual([409, 'already-exists'])
  })
})
