import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

/** Two people decide the same thing at the same moment, each for himself and not alike: one of them decides it. */
let app: TestApp
let school: Awaited<ReturnType<typeof makeWorldSchool>>
let place: Place
let one: Person
let two: Person
let number = 0
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeWorldSchool(app.owner)
  place = await makePlace(app.owner, school, ++number)
  const { schoolId } = school
  one = await app.signIn({ schoolId, role: 'principal' })
  two = await app.signIn({ schoolId, role: 'principal' })
})

/** Statuses in order of size, whoever came first. */
const statuses = async (...sent: readonly Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(sent)).map(({ status }) => status).toSorted((a, b) => a - b)

const entries = async (action: string): Promise<number> => {
  const [row] =
    await app.owner`select count(*)::int as n from audit_entry where school_id = ${school.schoolId} and action = ${action}`
  return Number(row?.['n'])
}

const ROUNDS = [1, 2, 3]

describe.each(ROUNDS)('two people at once, time %i', () => {
  it('K-28: an excuse is agreed to or refused', async () => {
    await app.owner`update excuse set from_on = '2026-11-01', to_on = '2026-11-30' where id = ${place.excuseId}`
    const url = `/api/excuses/${place.excuseId}/decide`
    expect(await statuses(one.post(url, { agree: true }), two.post(url, { agree: false }))).toEqual([
      200, 409,
    ])
    const [row] = await app.owner`select state from excuse where id = ${place.excuseId}`
    const excused = await app.owner`select id from duty where excuse_id = ${place.excuseId}`
    expect(excused.length > 0).toBe(row?.['state'] === 'agreed')
    expect((await entries('agreeExcuse')) + (await entries('refuseExcuse'))).toBe(1)
  })

  it('a pairing ends once, with the reason of whoever was first', async () => {
    const url = `/api/pairings/${place.pairingId}/end`
    expect(await statuses(one.post(url, { kind: 'child' }), two.post(url, { kind: 'helper' }))).toEqual([
      200, 200,
    ])
    expect(await entries('end')).toBe(1)
  })

  it('of two entries of a child one stays, whichever', async () => {
    const other = await makePlace(app.owner, school, ++number)
    const merge = (by: Person, keptId: string, goneId: string) =>
      by.post('/api/duplicates/merge', { id: newId(), keptId, goneId, keptVersion: 1, goneVersion: 1 })
    const both = await statuses(
      merge(one, place.pupilId, other.pupilId),
      merge(two, other.pupilId, place.pupilId),
    )
    expect(both[0]).toBe(200)
    expect([404, 409]).toContain(both[1])
    const left = await app.owner`select id from pupil where id = any (${[place.pupilId, other.pupilId]})`
    expect(left).toHaveLength(1)
  })

  it('a place on an agreement is signed once, with one signature', async () => {
    const signed = async (by: Person): Promise<Answer> => {
      const attachmentId = newId()
      await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
        values (${school.schoolId}, ${attachmentId}, 'agreement', ${place.agreementId}, ${place.pupilId}, 'contact', ${by.userId}, ${Buffer.alloc(1)}, 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
      return by.post(`/api/agreements/${place.agreementId}/sign`, {
        partyId: place.partyId,
        method: 'screen',
        attachmentId,
        on: '2026-11-23',
      })
    }
    expect(await statuses(signed(one), signed(two))).toEqual([200, 409])
    expect(await entries('sign')).toBe(1)
  })

  it('a plan is adopted, then the other one after it or not at all; one is in force', async () => {
    const adopt = (by: Person, preset: string) =>
      by.post('/api/plan', { id: newId(), preset, definition: 'recording', effectiveFrom: '2026-11-23' })
    for (const status of await statuses(adopt(one, 'plan1'), adopt(two, 'plan2')))
      expect([200, 409, 422]).toContain(status)
    const open =
      await app.owner`select id from care_plan where school_id = ${school.schoolId} and effective_to is null`
    expect(open).toHaveLength(1)
  })

  it('a child is taken over, or the request is taken back', async () => {
    const away = await makeWorldSchool(app.owner)
    const there = await makePlace(app.owner, away, ++number)
    const receiver = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    const id = newId()
    const asked = { id, pupilId: place.pupilId, toSchoolId: away.schoolId }
    expect((await one.post('/api/transfers', asked)).status).toBe(200)
    const both = await statuses(
      receiver.post(`/api/transfers/${id}/accept`, { classId: there.classId }),
      two.post(`/api/transfers/${id}/withdraw`),
    )
    expect(both).toEqual([200, 409])
    const states = await app.owner`select distinct state from transfer where id = ${id}`
    expect(states).toHaveLength(1)
    const here = await app.owner`select school_id from pupil where id = ${place.pupilId} and left_on is null`
    const owner = states[0]?.['state'] === 'accepted' ? away.schoolId : school.schoolId
    expect(here).toEqual([{ school_id: owner }])
  })

  it('a change of a record is taken from one, the other is told', async () => {
    const patch = (by: Person, url: string, payload: object) => by.request({ method: 'PATCH', url, payload })
    const cases: [string, object, object][] = [
      [`/api/children/${place.pupilId}/members/${place.memberId}`, { name: '甲' }, { name: '乙' }],
      [`/api/children/${place.pupilId}/absences/${place.absenceId}`, { place: '甲' }, { place: '乙' }],
      [`/api/children/${place.pupilId}/named-contacts/${place.namedId}`, { name: '甲' }, { name: '乙' }],
      [`/api/children/${place.pupilId}/marks/${place.markId}`, { to: '2026-11-01' }, { to: '2026-11-02' }],
      [`/api/helpers/${place.helperId}`, { village: '甲' }, { village: '乙' }],
      [`/api/pairings/${place.pairingId}`, { agreed: { activity: '甲' } }, { agreed: { activity: '乙' } }],
      [`/api/organisation/classes/${place.classId}`, { name: '甲' }, { name: '乙' }],
      [`/api/plans/own/${place.ownPlanId}`, { name: newId() }, { name: newId() }],
      ['/api/organisation/school', { name: '甲小学' }, { name: '乙小学' }],
    ]
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    for (const [url, mine, theirs] of cases) {
      const by = url.includes('/organisation/') ? admin : url.includes('/children/') ? keeper : one
      expect([
        url,
        await statuses(patch(by, url, { version: 1, ...mine }), patch(by, url, { version: 1, ...theirs })),
      ]).toEqual([url, [200, 409]])
    }
  })
})
