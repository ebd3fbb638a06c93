import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '#shared/attachments/rules.ts'
import { tidyAttachments } from '#server/attachments/service.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { killDuring } from '#server/testing/killed-app.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let teacher: Person
let child: string
let id: string
let bytes: Buffer

beforeAll(async () => {
  app = await startTestApp()
  const noise = await sharp({
    create: {
      width: 1500,
      height: 1100,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 120, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer()
  bytes = noise
})
afterAll(() => app.close())
beforeEach(async () => {
  const school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  child = await makePupil(app.owner, school)
  id = newId()
  const owner = { kind: 'child', id: child }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const announced = { id, owner, name: '合影.jpg', size: bytes.length, sha256 }
  await teacher.post('/api/attachments', announced)
})

const chunkUrl = (at: number): string => `/api/attachments/${id}/upload?offset=${at}`
const send = (at: number) =>
  teacher.request({
    method: 'PATCH',
    url: chunkUrl(at),
    payload: bytes.subarray(at, at + CHUNK_BYTES),
    headers: { 'content-type': 'application/octet-stream' },
  })
async function sendFrom(start: number): Promise<void> {
  for (let at = start; at < bytes.length; at += CHUNK_BYTES) expect((await send(at)).status).toBe(200)
}
const received = async (): Promise<number> =>
  Number((await teacher.get(`/api/attachments/${id}/upload`)).body.received)
const parts = async (): Promise<string[]> => {
  const rows = await app.owner`select distinct rendition from attachment_part where attachment_id = ${id}`
  return rows.map(({ rendition }) => String(rendition)).toSorted()
}
const finish = () => teacher.post(`/api/attachments/${id}/finish`)
const listed = async (): Promise<unknown[]> =>
  (await teacher.get(`/api/attachments?kind=child&id=${child}`)).body.attachments

/** What stands there: an upload that is all there and no file, or a file and nothing of the upload. */
const stands = async () => ({ parts: await parts(), files: (await listed()).length })
const UPLOAD = { parts: ['upload'], files: 0 }
const FILE = { parts: ['full', 'thumb'], files: 1 }

const finishing = () => ({ method: 'POST', path: `/api/attachments/${id}/finish`, body: {} }) as const

describe('kill -9 of the app', () => {
  it.each(['attachment_part', 'attachment', 'audit_entry'])(
    'while an upload is finished, before its first write to %s: it is an upload still, and is finished afterwards',
    { timeout: 60_000 },
    async (table) => {
      await sendFrom(0)
      await killDuring(app, teacher, finishing(), { table })
      expect(await stands()).toEqual(UPLOAD)
      expect(await received()).toBe(bytes.length)
      expect((await finish()).body.attachment.state).toBe('ready')
      expect(await stands()).toEqual(FILE)
    },
  )

  it.each([5, 40, 120])(
    'while the picture is being made, %i ms after it was asked for: an upload still, or a file as a whole',
    { timeout: 60_000 },
    async (after) => {
      await sendFrom(0)
      await killDuring(app, teacher, finishing(), { after })
      expect([UPLOAD, FILE]).toContainEqual(await stands())
      expect((await finish()).body.attachment.state).toBe('ready')
      expect(await stands()).toEqual(FILE)
    },
  )

  it(
    'while a chunk is written: it is there with its offset or not at all, and the upload goes on from there',
    { timeout: 60_000 },
    async () => {
      expect(bytes.length).toBeGreaterThan(CHUNK_BYTES)
      expect((await send(0)).body.received).toBe(CHUNK_BYTES)
      const body = bytes.subarray(CHUNK_BYTES, 2 * CHUNK_BYTES)
      const chunk = { method: 'PATCH', path: chunkUrl(CHUNK_BYTES), body } as const
      await killDuring(app, teacher, chunk, { table: 'attachment_part' })
      expect(await received()).toBe(CHUNK_BYTES)
      await sendFrom(CHUNK_BYTES)
      expect((await finish()).body.attachment.state).toBe('ready')
      expect(await stands()).toEqual(FILE)
    },
  )

  it('and nobody comes back: after a day nothing of the upload is left', { timeout: 60_000 }, async () => {
    await sendFrom(0)
    await killDuring(app, teacher, finishing(), { table: 'attachment_part' })
    await app.owner`update attachment set created_at = now() - interval '25 hours' where id = ${id}`
    app.setNow(new Date().toISOString())
    expect(await tidyAttachments(app.deps)).toBe(1)
    expect(await parts()).toEqual([])
    expect(await app.owner`select id from attachment where id = ${id}`).toHaveLength(0)
  })
})
