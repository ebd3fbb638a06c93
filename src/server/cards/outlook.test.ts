import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HouseholdChild } from '#shared/cards/schema.ts'
import { CARD_KEYS } from '#shared/duties/rules/catalogue.ts'
import { willClose } from '#shared/duties/rules/match.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const FIELDS = {
  talk: { kind: 'talk', topics: ['study'] },
  parentContact: { kind: 'parentContact', channel: 'phone', who: 'father', topics: ['study'] },
  homeVisit: { kind: 'homeVisit', visitors: ['周老师', '李老师'], met: ['child'], topics: ['home'] },
} as const

it('K-26: what the form shows before saving is what is done after it, of every duty that cards fulfil', async () => {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const classId = school.classes['三年级(1)班'] ?? ''
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const child = await makeAwayChild(app.owner, school)
  // A term of two visits; every other rule of a card beside it, each with a window of these weeks.
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  const on = { on: true, by: 'school', performerRole: 'classTeacher' }
  const visit = { ...on, period: 'term', perTerm: 2, campaignMonths: [] }
  const parentContact = { ...on, period: 'month', prompts: [] }
  expect((await principal.post('/api/plan', { ...plan, settings: { visit, parentContact } })).status).toBe(
    200,
  )
  const [rule] = await app.owner`select id from duty_rule where school_id = ${schoolId} and key = 'talk'`
  const others = CARD_KEYS.filter((key) => !Object.keys(FIELDS).includes(key))
  expect(others).toContain('novemberVisit')
  for (const [at, key] of others.entries())
    await app.owner`insert into duty (school_id, id, rule_id, key, performer_role, subject_kind, pupil_id, class_id, window_from,
        window_to, due_on, slot, ended_on)
      values (${schoolId}, ${newId()}, ${String(rule?.['id'])}, ${key}, 'classTeacher', 'child', ${child}, ${classId},
        ${`2026-11-1${at}`}, '2026-11-30', '2026-11-30', ${Math.min(at + 2, 7)}, ${at === 0 ? '2026-11-11' : null})`

  const open = async (): Promise<HouseholdChild['duties']> =>
    (await teacher.get(`/api/children/${child}/household`)).body.children[0].duties
  const seen = new Set<string>()
  const days = ['2026-11-12', '2026-11-16', '2026-11-18', '2026-11-23']
  for (const [at, kind] of (['homeVisit', 'talk', 'parentContact', 'homeVisit', 'talk'] as const).entries()) {
    const heldOn = days[(at + 2) % days.length] ?? ''
    const card = {
      id: newId(),
      pupilId: child,
      heldOn,
      reached: true,
      lateReason: '停电',
      fields: FIELDS[kind],
    }
    const before = await open()
    const shown = willClose({ kind, heldOn, reached: true, enteredFor: null }, before)
    expect((await teacher.post('/api/cards', card)).body.error).toBeUndefined()
    // Of a day before that of another card it takes that one's place, which then counts for the next: the same is done.
    const after = new Set((await open()).map(({ id }) => id))
    expect(shown.map(({ id }) => id).toSorted()).toEqual(
      before.flatMap(({ id }) => (after.has(id) ? [] : id)).toSorted(),
    )
    for (const { key } of shown) seen.add(key)
  }
  // The one that a change has ended takes no card held later.
  expect([...seen].toSorted()).toEqual(CARD_KEYS.filter((key) => key !== others[0]).toSorted())
})
