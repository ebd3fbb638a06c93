import { afterAll, beforeAll, expect, it } from 'vitest'
import { MOST_FILES } from '#shared/attachments/rules.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { waiting } from '#server/testing/waiting.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('of ten files announced side by side for a child who has 49 one is taken; none comes back above 50', async () => {
  const school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  const child = await makePupil(app.owner, school)
  const announce = () =>
    teacher.post('/api/attachments', {
      id: newId(),
      owner: { kind: 'child', id: child },
      name: '户口本.jpg',
      size: 10,
      sha256: 'a'.repeat(64),
    })
  const { body: first } = await announce()
  // Of 49 one was removed meanwhile: its place is free again.
  await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, size, sha256, state, mime, kept_size, removed_at, removed_by)
    select school_id, gen_random_uuid(), owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, size, sha256, 'ready',
      'image/jpeg', 10, case when n = 1 then now() end, case when n = 1 then author_id end
    from attachment, generate_series(1, ${MOST_FILES - 1}) n where id = ${first.id}`
  // Nothing is written while the table is held: all who have counted wait side by side.
  const sent = await app.owner.begin(async (held) => {
    await held`lock table attachment in share mode`
    const begun = Array.from({ length: 10 }, announce)
    await waiting(app, 4)
    return { begun }
  })
  const answers = await Promise.all(sent.begun)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  const [kept] = await app.owner`select count(*) filter (where removed_at is null)::int as n,
    max(id::text) filter (where removed_at is not null) as removed from attachment where owner_id = ${child}`
  expect(kept?.['n']).toBe(MOST_FILES)
  const back = await teacher.post(`/api/attachments/${kept?.['removed']}/restore`)
  expect([back.status, back.body.error.code]).toEqual([409, 'attachment-too-many'])
})
