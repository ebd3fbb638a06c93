import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

const WORDS = '说到想妈妈时眼睛红了'

let app: TestApp
/** Everybody who can open the pairing, by what they are to it. */
const people = {} as Record<
  | 'principal'
  | 'administrator'
  | 'archiveKeeper'
  | 'counsellor'
  | 'ofClass'
  | 'keeper'
  | 'supervisor'
  | 'ofChild',
  Person
>
let pairingId: string

beforeAll(async () => {
  app = await startTestApp()
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  const child = await makeAwayChild(app.owner, school, { name: '欧阳小满' })
  const [own, mate] = [newId(), newId()]
  for (const role of ['principal', 'administrator', 'archiveKeeper', 'counsellor'] as const)
    people[role] = await app.signIn({ schoolId, role })
  people.ofClass = await app.signIn({ schoolId, role: 'classTeacher', classId })
  people.keeper = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(2)班'] ?? '',
  })
  for (const who of ['supervisor', 'ofChild'] as const)
    people[who] = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
  pairingId = newId()
  const proposed = await people.principal.post('/api/pairings', {
    pairings: [
      {
        id: pairingId,
        kind: 'teacher',
        members: [
          { id: own, part: 'child', personId: child },
          { id: mate, part: 'teacher', personId: people.keeper.userId },
        ],
        supervisorId: people.supervisor.userId,
      },
    ],
  })
  if (proposed.status !== 200) throw new Error(JSON.stringify(proposed.body))
  await app.owner`update pairing set started_on = '2026-11-02', trial_to = '2026-12-20' where id = ${pairingId}`
  await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, pairing_id, from_on)
    values (${schoolId}, ${newId()}, ${people.keeper.userId}, 'helpingTeacher', ${child}, ${pairingId}, '2026-11-02')`
})
afterAll(() => app.close())

const pairingOf = async (person: Person) => (await person.get(`/api/pairings/${pairingId}`)).body.pairing
const readers = async (
  words: (pairing: { reviews: { note: string | null }[]; endNote: string | null }) => unknown,
) => {
  const found: string[] = []
  for (const [who, person] of Object.entries(people)) {
    const pairing = await pairingOf(person)
    if (pairing !== undefined && words(pairing) === WORDS) found.push(who)
  }
  return found
}
const review = (by: Person, note: string) =>
  by.post(`/api/pairings/${pairingId}/reviews`, {
    id: newId(),
    heldOn: '2026-11-23',
    result: 'partly',
    goesOn: true,
    note,
  })

describe('H-12: who reads what was written about a pair', () => {
  it('a review is read by head, counsellor and the pairing’s own keepers; every other learns how it went only', async () => {
    expect((await review(people.keeper, WORDS)).status).toBe(200)
    expect(await readers(({ reviews }) => reviews[0]?.note)).toEqual([
      'principal',
      'counsellor',
      'keeper',
      'supervisor',
    ])
    for (const person of [people.administrator, people.archiveKeeper, people.ofClass, people.ofChild])
      expect((await pairingOf(person)).reviews).toMatchObject([
        { result: 'partly', goesOn: true, note: null },
      ])
  })

  it('an author reads the own note, and nobody else’s', async () => {
    expect((await review(people.ofClass, '班里看他更愿意说话了')).status).toBe(200)
    const notes = (await pairingOf(people.ofClass)).reviews.map(({ note }: { note: string | null }) => note)
    expect(new Set(notes)).toEqual(new Set([null, '班里看他更愿意说话了']))
  })

  it('the same people and the author read why it ended, and a keeper no longer from then on the role is gone', async () => {
    await people.ofClass.post(`/api/pairings/${pairingId}/end`, { kind: 'child', note: WORDS })
    expect(await readers((pairing) => pairing.endNote)).toEqual([
      'principal',
      'counsellor',
      'ofClass',
      'supervisor',
    ])
    expect((await people.keeper.get(`/api/pairings/${pairingId}`)).status).toBe(404)
  })

  it('whoever ended it and no longer has the child in reach reads nothing any more', async () => {
    await app.owner`update role_assignment set from_on = '2026-09-01', to_on = '2026-11-22' where user_id = ${people.ofClass.userId}`
    expect((await people.ofClass.get(`/api/pairings/${pairingId}`)).status).toBe(404)
  })
})
