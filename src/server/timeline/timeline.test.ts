import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Line {
  type: string
  on: string
  id?: string
  card?: { id: string }
  event?: { kind: string }
}

it('C03, P9-27: everything dated about a child comes newest first, 50 a page, nothing twice and nothing left out', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  const child = await makeAwayChild(app.owner, school)
  const neighbour = await makeAwayChild(app.owner, school)
  await keeper.post(`/api/children/${child}/file`)
  await keeper.post(`/api/children/${child}/renewal`, { sections: ['home', 'register'] })
  await keeper.post(`/api/children/${child}/goals`, {
    id: newId(),
    goal: 'safe',
    state: 'met',
    toldBy: 'child',
    on: '2026-11-20',
    evidence: '结伴走',
  })
  await keeper.post(`/api/children/${child}/file/close`, { kind: 'other' })
  await keeper.post(`/api/children/${neighbour}/file`)
  const classId = school.classes['三年级(1)班'] ?? ''
  await app.owner`insert into class_membership (school_id, id, pupil_id, class_id, from_on) values (${schoolId}, ${newId()}, ${child}, ${classId}, '2026-09-01')`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on, to_on) values (${schoolId}, ${newId()}, ${child}, 'grandparent', 'grandmother', '2025-02-10', '2026-06-30')`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on) values (${schoolId}, ${newId()}, ${child}, 'relative', 'aunt', '2027-01-01')`
  for (let at = 0; at < 120; at += 1)
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, class_id, author_id, held_on, reached, fields)
      select ${schoolId}, i.id, i.id, 1, 'talk', ${child}, ${classId}, ${keeper.userId}, ${`2026-${String(1 + (at % 9)).padStart(2, '0')}-10`}, true,
        '{"kind":"talk","place":null,"topics":[],"nextOn":null}' from (select ${newId()}::uuid as id) i`
  const lines: Line[] = []
  let before: string | null = ''
  let pages = 0
  while (before !== null) {
    const { body } = await keeper.get(
      `/api/children/${child}/timeline${before === '' ? '' : `?before=${before}`}`,
    )
    expect(body.items.length).toBeLessThanOrEqual(50)
    lines.push(...(body.items as Line[]))
    before = body.nextBefore as string | null
    pages += 1
  }
  expect(pages).toBe(3)
  const days = lines.map(({ on }) => on)
  expect(days).toEqual(days.toSorted().toReversed())
  expect(new Set(lines.map(({ id, card }) => id ?? card?.id)).size).toBe(lines.length)
  expect(lines.filter(({ type }) => type === 'card')).toHaveLength(120)
  // The aunt cares from a day to come: not yet on the line.
  expect(lines.flatMap(({ event }) => (event ? [event.kind] : [])).toSorted()).toEqual([
    'absenceFrom', 'carerFrom', 'carerTo', 'classFrom', 'fileClosed', 'fileOpened', 'goal', 'renewed',
  ]) // prettier-ignore
  const event = lines.find((line) => line.event?.kind === 'renewed')?.event
  expect(event).toMatchObject({ sections: ['home', 'register'] })
  expect(JSON.stringify(lines)).not.toContain('结伴走')
  const other = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(2)班'] ?? '',
  })
  expect((await other.get(`/api/children/${child}/timeline`)).status).toBe(404)
  expect((await keeper.get(`/api/children/${child}/timeline?before=2026-13-01~x`)).status).toBe(422)
})

it('what is paired, agreed, added, confirmed and moved is on the line; what is sealed or hangs on a card is not', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const child = await makeAwayChild(app.owner, school)
  const teacher = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  const [pairing, helper, agreement, father, round] = [newId(), newId(), newId(), newId(), newId()]
  const sealed = app.deps.vault.seal('不外传', 'test')
  const { owner } = app
  await owner`insert into helper (school_id, id, kind, name) values (${schoolId}, ${helper}, 'volunteer', '测试志愿者')`
  await owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on, ended_on, end_kind)
    values (${schoolId}, ${pairing}, 'volunteer', ${sealed}, '2026-09-01', '2026-09-10', '2026-11-10', 'goalReached')`
  await owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id) values (${schoolId}, ${newId()}, ${pairing}, 'child', ${child})`
  await owner`insert into pairing_member (school_id, id, pairing_id, part, helper_id) values (${schoolId}, ${newId()}, ${pairing}, 'outside', ${helper})`
  await owner`insert into pairing_review (school_id, id, pairing_id, held_on, result, goes_on, note_sealed, author_id)
    values (${schoolId}, ${newId()}, ${pairing}, '2026-10-10', 'well', true, ${sealed}, ${teacher.userId})`
  await owner`insert into family_member (school_id, id, pupil_id, relation) values (${schoolId}, ${father}, ${child}, 'uncle')`
  await owner`insert into agreement (school_id, id, kind, pupil_id, from_on, to_on, parties, created_by)
    values (${schoolId}, ${agreement}, 'safetyHome', ${child}, '2026-09-01', '2026-11-01', 1, ${teacher.userId})`
  await owner`insert into agreement_party (school_id, id, agreement_id, part, member_id, signed_on, method, recorded_by)
    values (${schoolId}, ${newId()}, ${agreement}, 'carer', ${father}, '2026-09-02', 'paper', ${teacher.userId})`
  for (const [kind, ownerId] of [
    ['child', child],
    ['child', child],
    ['card', newId()],
  ] as const)
    // prettier-ignore
    await owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
      values (${schoolId}, ${newId()}, ${kind}, ${ownerId}, ${child}, 'contact', ${teacher.userId}, ${sealed}, 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
  await owner`insert into contact_round (school_id, id, kind, from_on, to_on, created_by) values (${schoolId}, ${round}, 'termly', '2026-09-01', '2026-12-01', ${teacher.userId})`
  await owner`insert into contact_check (school_id, id, round_id, pupil_id, state, way, answered_at)
    values (${schoolId}, ${newId()}, ${round}, ${child}, 'confirmed', 'link', '2026-10-01T22:00:00Z')`
  await owner`insert into transfer (school_id, id, side, other_school_id, other_name, pupil_id, name_masked, sex, birth_year, state, asked_on, expires_on, decided_on)
    values (${schoolId}, ${newId()}, 'in', ${newId()}, '测试旧校', ${child}, '某', 'male', 2016, 'accepted', '2026-08-20', '2026-09-20', '2026-08-25')`
  await owner`update attachment set created_at = '2026-11-05T02:00:00Z' where pupil_id = ${child}`
  const { body } = await teacher.get(`/api/children/${child}/timeline`)
  const added = [
    'agreementSigned', 'agreementTo', 'attachments', 'contactChecked', 'pairingFrom', 'pairingReview', 'pairingTo', 'transfer',
  ] // prettier-ignore
  const events = (body.items as Line[]).filter(({ event }) => event && added.includes(event.kind))
  expect(events.map(({ on, event }) => ({ on, ...event }))).toEqual([
    { on: '2026-11-10', kind: 'pairingTo', pairing: 'volunteer', who: ['测试志愿者'] },
    { on: '2026-11-05', kind: 'attachments', count: 2 },
    { on: '2026-11-01', kind: 'agreementTo', agreement: 'safetyHome', from: '2026-09-01', to: '2026-11-01' },
    { on: '2026-10-10', kind: 'pairingReview', pairing: 'volunteer', who: ['测试志愿者'], result: 'well' },
    // Six in the morning at the school.
    { on: '2026-10-02', kind: 'contactChecked', way: 'link', result: 'confirmed' },
    { on: '2026-09-10', kind: 'pairingFrom', pairing: 'volunteer', who: ['测试志愿者'] },
    {
      on: '2026-09-02',
      kind: 'agreementSigned',
      agreement: 'safetyHome',
      from: '2026-09-01',
      to: '2026-11-01',
    },
    { on: '2026-08-25', kind: 'transfer', side: 'in', state: 'accepted', school: '测试旧校' },
  ])
})
