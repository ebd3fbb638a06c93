import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil } from '#server/testing/factories.ts'
import { clock, makeIncidentSchool, type IncidentSchool } from '#server/testing/incident-school.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let here: IncidentSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  here = await makeIncidentSchool(app)
  app.setNow(clock('10:15'))
})

describe('an incident is what was written', () => {
  it('sent twice, or several times at once, it is filed once; steps alike', async () => {
    const { happened, teacher, noticeOf, see } = here
    const body = happened()
    const sent = await Promise.all([1, 2, 3].map(() => teacher.post('/api/incidents', body)))
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200])
    const carer = await noticeOf(body.id, 'carer')
    const told = { id: newId(), kind: 'told', noticeId: carer.id, channel: 'phone' }
    const steps = await Promise.all(
      [1, 2, 3].map(() => teacher.post(`/api/incidents/${body.id}/steps`, told)),
    )
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await see(body.id)).steps).toHaveLength(1)
    const [row] =
      await app.owner`select count(*)::int as n from incident_notice where incident_id = ${body.id}`
    expect(row?.['n']).toBe(5)
  })

  it('sent again with other words under the same id, nobody is told that they are there', async () => {
    const { happened, teacher, see, noticeOf } = here
    const body = happened()
    expect((await teacher.post('/api/incidents', body)).status).toBe(200)
    const other = await teacher.post('/api/incidents', { ...body, text: '其实是从台阶上摔的' })
    expect(other.body.error.code).toBe('already-exists')
    const beside = await makePupil(app.owner, here.school, {
      classId: here.school.classes['三年级(1)班'] ?? '',
    })
    for (const more of [
      { pupilIds: [...body.pupilIds, beside] },
      { atSchool: false },
      { knownAt: clock('10:11') },
      { occurredAt: clock('10:10') },
    ])
      expect((await teacher.post('/api/incidents', { ...body, ...more })).body.error?.code).toBe(
        'already-exists',
      )
    expect((await teacher.post('/api/incidents', body)).status).toBe(200)
    const note = { id: newId(), kind: 'note', text: '家长在路上' }
    const send = (text: string) => teacher.post(`/api/incidents/${body.id}/steps`, { ...note, text })
    expect((await send('家长在路上')).status).toBe(200)
    expect((await send(' 家长在路上 ')).status).toBe(200)
    expect((await send('家长到了')).body.error.code).toBe('already-exists')
    expect((await see(body.id)).steps).toHaveLength(1)
    expect((await noticeOf(body.id, 'carer')).state).toBe('open')
    // When and how one was told decides whether it was in time.
    const { id: noticeId } = await noticeOf(body.id, 'carer')
    const told = { id: newId(), kind: 'told', noticeId, channel: 'phone' }
    const tell = async (more: object) =>
      (await teacher.post(`/api/incidents/${body.id}/steps`, { ...told, ...more })).body.error?.code
    expect([await tell({}), await tell({})]).toEqual([undefined, undefined])
    expect(await tell({ channel: 'message' })).toBe('already-exists')
    expect(await tell({ at: clock('10:13') })).toBe('already-exists')
  })

  it('closed by two at the same moment: one report stands, and the other is told', async () => {
    const { principal, counsellor, record, see } = here
    const id = await record()
    const close = (who: Person, outcome: string) =>
      who.post(`/api/incidents/${id}/close`, { id: newId(), outcome })
    const answers = await Promise.all([close(principal, '回班了'), close(counsellor, '回家了')])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await see(id)).steps).toHaveLength(1)
  })

  it('told and closed at the same moment: nothing comes after the closing report', async () => {
    const { principal, record, step, see } = here
    for (const round of [1, 2, 3]) {
      const id = await record()
      const close = principal.post(`/api/incidents/${id}/close`, { id: newId(), outcome: `好了 ${round}` })
      const [told, closed] = await Promise.all([step(id, 'carer'), close])
      expect([200, 409]).toContain(told.status)
      expect(closed.status).toBe(200)
      const { steps } = await see(id)
      expect(steps.at(-1).kind).toBe('closed')
      expect(steps).toHaveLength(told.status === 200 ? 2 : 1)
    }
  })

  it('P3-71: rows can be added and not changed; after the closing report nothing is added, who did what is on record', async () => {
    const { principal, teacher, record, step, see } = here
    const id = await record()
    await step(id, 'carer')
    const closing = { id: newId(), outcome: '休息后回班上课' }
    expect((await teacher.post(`/api/incidents/${id}/close`, closing)).status).toBe(403)
    expect((await principal.post(`/api/incidents/${id}/close`, closing)).status).toBe(200)
    expect((await principal.post(`/api/incidents/${id}/close`, closing)).status).toBe(200)
    expect((await step(id, 'town')).status).toBe(409)
    const note = { id: newId(), kind: 'note', text: '还想说一句' }
    expect((await teacher.post(`/api/incidents/${id}/steps`, note)).status).toBe(409)
    const seen = await see(id)
    expect(seen.steps.at(-1)).toMatchObject({ kind: 'closed', text: '休息后回班上课' })
    expect(seen.may).toEqual({ add: false, close: false })
    const rows =
      await app.owner`select action, pupil_id is not null as child, detail::text as detail from audit_entry
      where entity = 'incident' and entity_id = ${id} order by seq`
    expect(rows.map(({ action }) => action)).toEqual(['create', 'read', 'told', 'close', 'read', 'read'])
    expect(JSON.stringify(rows)).not.toMatch(/操场|摔|林小满/)
  })

  it('H-02: what was written lies sealed in the database', async () => {
    const { record, step } = here
    const id = await record()
    await step(id, 'carer', { text: '奶奶马上来' })
    const rows =
      await app.owner`select i::text as i, s::text as s from incident i join incident_step s on s.incident_id = i.id where i.id = ${id}`
    const hex = (text: string): string => Buffer.from(text).toString('hex')
    expect(rows).toHaveLength(1)
    for (const words of ['操场', '摔', '冰敷', '奶奶马上来']) {
      expect(JSON.stringify(rows)).not.toContain(words)
      expect(JSON.stringify(rows)).not.toContain(hex(words))
    }
  })
})
