import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let child: string
let aunt: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  child = await makeAwayChild(app.owner, school)
  aunt = newId()
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, name, from_on, legal_basis)
    values (${school.schoolId}, ${aunt}, ${child}, 'relative', 'fathersSister', '测试姑', '2026-09-01', 'helper')`
})

const adopt = (days?: number) =>
  principal.post('/api/plan', {
    id: newId(),
    preset: 'plan11',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    settings: { rules: [{ key: 'agreementEnd', on: true, ...(days !== undefined && { days }) }] },
  })

interface Signed {
  id: string
  version: number
  parties: { id: string; part: string }[]
}

/** A letter on safety at home, signed by both. */
async function agreed(from: string, to: string): Promise<Signed> {
  const drawn = await teacher.post('/api/agreements', {
    id: newId(),
    kind: 'safetyHome',
    pupilId: child,
    from,
    to,
    parties: [
      { id: newId(), part: 'teacher', userId: teacher.userId },
      { id: newId(), part: 'carer', carerId: aunt },
    ],
  })
  expect([drawn.status, drawn.body.error]).toEqual([200, undefined])
  const agreement: Signed = drawn.body.agreement
  const attachmentId = newId()
  await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
    values (${school.schoolId}, ${attachmentId}, 'agreement', ${agreement.id}, ${child}, 'contact', ${teacher.userId}, '\\x01', 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
  for (const { id: partyId } of agreement.parties) {
    const on = from
    const sent = await teacher.post(`/api/agreements/${agreement.id}/sign`, {
      partyId,
      method: 'paper',
      attachmentId,
      on,
    })
    expect([sent.status, sent.body.error]).toEqual([200, undefined])
  }
  return agreement
}

const duties = () =>
  app.owner<{ from: string; due: string; done: string | null; role: string }[]>`
    select window_from as "from", due_on as due, done_on as done, performer_role as role from duty
    where school_id = ${school.schoolId} and key = 'agreementEnd' order by due_on, window_from`

describe('a duty before an agreement ends (B.3)', () => {
  it('opens 30 days before the last day for the class teacher, and is done by a renewal that all have signed', async () => {
    expect((await adopt()).status).toBe(200)
    await agreed('2026-01-01', '2026-12-10')
    expect(await duties()).toEqual([
      { from: '2026-11-11', due: '2026-12-10', done: null, role: 'classTeacher' },
    ])
    const open = (await teacher.get('/api/my-day')).body.sections
    expect(JSON.stringify(open)).toContain('agreementEnd')
    // Daily runs change nothing; a renewal closes it and has an end of its own, far away.
    await runDaily(app.deps)
    expect(await duties()).toHaveLength(1)
    await agreed('2026-11-23', '2027-11-22')
    expect(await duties()).toEqual([
      { from: '2026-11-11', due: '2026-12-10', done: '2026-11-23', role: 'classTeacher' },
    ])
    await runDaily(app.deps)
    expect((await duties()).map(({ done }) => done)).toEqual(['2026-11-23'])
  })

  it('is done by ending it; one renewed before its days came is never asked for', async () => {
    await adopt()
    const one = await agreed('2026-01-01', '2026-12-10')
    const ended = await teacher.post(`/api/agreements/${one.id}/end`, {
      version: one.version,
      on: '2026-11-20',
      reason: '父母回来了',
    })
    expect(ended.status).toBe(200)
    expect((await duties()).map(({ due, done }) => [due, done])).toEqual([['2026-12-10', '2026-11-20']])
    await agreed('2026-01-02', '2027-03-01')
    await agreed('2026-01-03', '2027-11-30')
    await runDaily(app.deps)
    expect((await duties()).map(({ due }) => due)).toEqual(['2026-12-10'])
  })

  it('the school sets how many days before; a plan adopted within them asks at once', async () => {
    await agreed('2026-01-01', '2026-12-10')
    expect(await duties()).toEqual([])
    expect((await adopt(60)).status).toBe(200)
    expect((await duties()).map(({ from, due }) => [from, due])).toEqual([['2026-10-12', '2026-12-10']])
    const wrong = await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan11',
      definition: 'recording',
      effectiveFrom: '2026-11-23',
      settings: { rules: [{ key: 'screening', on: true, days: 7 }] },
    })
    expect(wrong.body.error.fields).toEqual([{ path: 'settings.rules.0.days', code: 'invalid' }])
  })

  it('is missed the day after the last day, and still done, late, by a renewal', async () => {
    await adopt()
    await agreed('2026-01-01', '2026-11-24')
    app.setNow('2026-11-26T02:00:00.000Z')
    teacher = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(1)班'] ?? '',
    })
    await runDaily(app.deps)
    const state = async () => {
      const line = (await teacher.get(`/api/children/${child}/timeline`)).body.items
      return line?.find(({ duty }: { duty?: { key: string } }) => duty?.key === 'agreementEnd')?.duty.state
    }
    expect(await state()).toBe('missed')
    await agreed('2026-11-25', '2027-11-24')
    expect((await duties())[0]).toMatchObject({ due: '2026-11-24', done: '2026-11-25' })
    expect(await state()).toBe('late')
  })
})
