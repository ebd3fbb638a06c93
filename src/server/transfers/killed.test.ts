import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyAllChains } from '#server/audit/service.ts'
import { evaluateSchool } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties } from '#server/duties/service.ts'
import { differences, snapshot } from '#server/testing/child-snapshot.ts'
import { killDuring } from '#server/testing/killed-app.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

const TODAY = '2026-11-23'
type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let [from, to]: School[] = []
let people: Person[] = []
let number = 0

async function settle({ schoolId }: School): Promise<void> {
  const scope = mintJobScope(schoolId, TODAY)
  await app.deps.db.write(scope, async (tx) => {
    await evaluateSchool(tx, scope, TODAY)
    await openDuties(app.deps, tx, scope, TODAY)
  })
}

const place = (school: School | undefined): Promise<Place> => {
  if (!school) throw new Error('not set up yet')
  return makePlace(app.owner, school, ++number)
}

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;[from, to] = [await makeWorldSchool(app.owner), await makeWorldSchool(app.owner)]
  people = [
    await app.signIn({ schoolId: from.schoolId, role: 'principal' }),
    await app.signIn({ schoolId: to.schoolId, role: 'archiveKeeper' }),
  ]
})

describe('kill -9 of the app', () => {
  it.each(['card', 'pupil_merge', 'audit_entry'])(
    'in the middle of a merge, before its first write to %s: nothing of it is there, and asked again it is whole',
    { timeout: 60_000 },
    async (table) => {
      const [kept, gone] = [await place(from), await place(from)]
      if (from) await settle(from)
      const [keeper] = people
      if (!keeper) return
      const versions = await app.owner<
        { id: string; version: number }[]
      >`select id, version from pupil where id in (${kept.pupilId}, ${gone.pupilId})`
      const versionOf = (id: string): number => versions.find((row) => row.id === id)?.version ?? 0
      const body = {
        id: newId(),
        keptId: kept.pupilId,
        goneId: gone.pupilId,
        keptVersion: versionOf(kept.pupilId),
        goneVersion: versionOf(gone.pupilId),
        take: [],
      }
      const before = await snapshot(app.owner)
      await killDuring(app, keeper, { method: 'POST', path: '/api/duplicates/merge', body }, { table })
      expect(differences(before, await snapshot(app.owner))).toEqual({})
      expect(await app.owner`select id from pupil_merge where id = ${body.id}`).toHaveLength(0)
      expect((await keeper.get(`/api/children/${gone.pupilId}`)).status).toBe(200)
      expect((await keeper.post('/api/duplicates/merge', body)).body).toEqual({ pupilId: kept.pupilId })
      const cards = await app.owner`select id from card where pupil_id = ${kept.pupilId}`
      expect(cards.map(({ id }) => id as string)).toEqual(expect.arrayContaining([kept.cardId, gone.cardId]))
      expect((await verifyAllChains(app.deps)).filter(({ sound }) => !sound)).toEqual([])
    },
  )

  it.each(['card', 'carried_duty', 'transfer', 'audit_entry'])(
    'in the middle of accepting a child, before the first write to %s: it is whole at the sending school, and accepted again whole at the other',
    { timeout: 60_000 },
    async (table) => {
      const [child, target] = [await place(from), await place(to)]
      for (const school of [from, to]) if (school) await settle(school)
      await app.owner`update duty set done_on = '2026-11-20', done_card_id = ${child.cardId} where id = ${child.dutyId}`
      const [sender, receiver] = people
      if (!sender || !receiver) return
      const id = newId()
      const asked = { id, pupilId: child.pupilId, toSchoolId: target.schoolId, note: '' }
      expect((await sender.post('/api/transfers', asked)).status).toBe(200)
      const before = await snapshot(app.owner)
      const path = `/api/transfers/${id}/accept`
      const body = { classId: target.classId }
      await killDuring(app, receiver, { method: 'POST', path, body }, { table })
      expect(differences(before, await snapshot(app.owner))).toEqual({})
      const states = await app.owner`select distinct state from transfer where id = ${id}`
      expect(states.map(({ state }) => state as string)).toEqual(['asked'])
      expect((await sender.get(`/api/children/${child.pupilId}`)).status).toBe(200)
      expect((await receiver.get(`/api/children/${child.pupilId}`)).status).toBe(404)
      expect((await receiver.post(path, body)).body).toEqual({ pupilId: child.pupilId })
      expect((await sender.get(`/api/children/${child.pupilId}`)).status).toBe(404)
      expect((await receiver.get(`/api/children/${child.pupilId}`)).body.basics.classId).toBe(target.classId)
      expect((await verifyAllChains(app.deps)).filter(({ sound }) => !sound)).toEqual([])
    },
  )
})
