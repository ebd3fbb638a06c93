import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHUNK_BYTES, MOST_BYTES } from '#shared/attachments/rules.ts'
import { tidyAttachments } from '#server/attachments/service.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  child = await makePupil(app.owner, school)
})

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const announce = (bytes: Buffer, over: object = {}): { id: string } & Record<string, unknown> => ({
  id: newId(),
  owner: { kind: 'child', id: child },
  name: '户口本.jpg',
  size: bytes.length,
  sha256: sha256(bytes),
  ...over,
})

const send = (id: string, offset: number, bytes: Buffer, person = teacher): Promise<Answer> =>
  person.request({
    method: 'PATCH',
    url: `/api/attachments/${id}/upload?offset=${offset}`,
    payload: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  })

async function sendAll(id: string, bytes: Buffer, person = teacher): Promise<void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    expect((await send(id, at, bytes.subarray(at, at + CHUNK_BYTES), person)).status).toBe(200)
}

async function upload(bytes: Buffer, over: object = {}, person = teacher): Promise<Answer & { id: string }> {
  const input = announce(bytes, over)
  expect((await person.post('/api/attachments', input)).status).toBe(200)
  await sendAll(input.id, bytes, person)
  return { ...(await person.post(`/api/attachments/${input.id}/finish`)), id: input.id }
}

const bytesOf = async (url: string, person = teacher) => {
  const response = await app.http.inject({ method: 'GET', url, headers: { cookie: person.cookie } })
  return { status: response.statusCode, bytes: response.rawPayload, headers: response.headers }
}

const photo = (width = 1200, height = 800): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#88aa66' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Testphone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 30/1 0/1', GPSLongitudeRef: 'E' },
    })
    .jpeg()
    .toBuffer()

const list = (person = teacher, id = child) => person.get(`/api/attachments?kind=child&id=${id}`)
const pdf = Buffer.from(`%PDF-1.4\n${'x'.repeat(2000)}\ntrailer\n%%EOF\n`)

describe('attachments', () => {
  it('R05: a photo loses place, time and phone, stands upright, and gets a small picture', async () => {
    const source = await photo()
    expect(source.includes('GPS') || (await sharp(source).metadata()).exif !== undefined).toBe(true)
    const { status, id, body } = await upload(source)
    expect(status).toBe(200)
    expect(body.attachment).toMatchObject({
      name: '户口本.jpg',
      mime: 'image/jpeg',
      state: 'ready',
      scan: 'off',
    })
    const full = await bytesOf(`/api/attachments/${id}/file`)
    const kept = await sharp(full.bytes).metadata()
    expect(kept).toMatchObject({ format: 'jpeg', width: 800, height: 1200 })
    expect([kept.exif, kept.xmp, kept.iptc]).toEqual([undefined, undefined, undefined])
    expect(full.bytes.includes('Testphone')).toBe(false)
    const small = await bytesOf(`/api/attachments/${id}/thumbnail`)
    expect(Math.max((await sharp(small.bytes).metadata()).height, 0)).toBe(320)
    const large = await upload(await photo(5000, 3000))
    expect((await sharp((await bytesOf(`/api/attachments/${large.id}/file`)).bytes).metadata()).height).toBe(
      2400,
    )
  })

  it('what is served cannot run: attachment, nosniff, no rights, no cache', async () => {
    const { id } = await upload(pdf, { name: '协议 "一".pdf' })
    const { bytes, headers } = await bytesOf(`/api/attachments/${id}/file`)
    expect(bytes.equals(pdf)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w. -]+"; filename\*=UTF-8''/)
    expect((await bytesOf(`/api/attachments/${id}/thumbnail`)).status).toBe(404)
  })

  it('an upload that stops goes on where it stopped, and its end is checked', async () => {
    const bytes = await sharp(randomBytes(900 * 700 * 3), { raw: { width: 900, height: 700, channels: 3 } })
      .png()
      .toBuffer()
    const input = announce(bytes)
    expect((await teacher.post('/api/attachments', input)).body).toMatchObject({ received: 0 })
    expect((await send(input.id, 0, bytes.subarray(0, CHUNK_BYTES))).body.received).toBe(CHUNK_BYTES)
    // The answer was lost: the chunk comes again, and the client is told where to go on.
    expect((await send(input.id, 0, bytes.subarray(0, CHUNK_BYTES))).body.error).toEqual({
      code: 'upload-offset',
      params: { received: CHUNK_BYTES },
    })
    // The page was loaded again: the same announcement, the same id.
    expect((await teacher.post('/api/attachments', input)).body.received).toBe(CHUNK_BYTES)
    expect((await teacher.get(`/api/attachments/${input.id}/upload`)).body.received).toBe(CHUNK_BYTES)
    expect((await teacher.post(`/api/attachments/${input.id}/finish`)).body.error.code).toBe('upload-offset')
    expect((await list()).body.attachments).toEqual([])
    for (let at = CHUNK_BYTES; at < bytes.length; at += CHUNK_BYTES)
      expect((await send(input.id, at, bytes.subarray(at, at + CHUNK_BYTES))).status).toBe(200)
    const finished = await teacher.post(`/api/attachments/${input.id}/finish`)
    expect(finished.body.attachment.state).toBe('ready')
    expect((await teacher.post(`/api/attachments/${input.id}/finish`)).body).toEqual(finished.body)
    const [left] =
      await app.owner`select count(*)::int as n from attachment_part where attachment_id = ${input.id} and rendition = 'upload'`
    expect(left?.['n']).toBe(0)
    // Other bytes under the same id are another file.
    expect(
      (await teacher.post('/api/attachments', { ...input, sha256: '0'.repeat(64) })).body.error.code,
    ).toBe('already-exists')
  })

  it('a torn upload vanishes after a day, a removed file after thirty', async () => {
    const bytes = await photo()
    const torn = announce(bytes)
    await teacher.post('/api/attachments', torn)
    await send(torn.id, 0, bytes.subarray(0, 100))
    const { id } = await upload(pdf)
    expect((await teacher.post(`/api/attachments/${id}/remove`, { reason: '放错了' })).body).toEqual({
      done: true,
    })
    await app.owner`update attachment set created_at = now() - interval '23 hours' where id = ${torn.id}`
    app.setNow(new Date().toISOString())
    expect(await tidyAttachments(app.deps)).toBe(0)
    await app.owner`update attachment set created_at = now() - interval '25 hours' where id = ${torn.id}`
    await app.owner`update attachment set removed_at = now() - interval '31 days' where id = ${id}`
    expect(await tidyAttachments(app.deps)).toBe(2)
    const [left] =
      await app.owner`select count(*)::int as n from attachment_part where attachment_id in (${id}, ${torn.id})`
    expect(left?.['n']).toBe(0)
  })

  it('a connection that dies in the middle of a chunk leaves nothing of it behind', async () => {
    const bytes = await photo()
    const input = announce(bytes)
    await teacher.post('/api/attachments', input)
    const { port, hostname } = new URL(await app.http.listen({ port: 0, host: '127.0.0.1' }))
    const head = [
      `PATCH /api/attachments/${input.id}/upload?offset=0 HTTP/1.1`,
      `host: ${hostname}:${port}`,
      `cookie: ${teacher.cookie}`,
      'content-type: application/octet-stream',
      `content-length: ${bytes.length}`,
    ]
    await new Promise<void>((closed) => {
      const socket = connect({ port: Number(port), host: hostname }, () => {
        socket.write(`${head.join('\r\n')}\r\n\r\n`)
        socket.write(bytes.subarray(0, 1000), () => socket.destroy())
      })
      socket.on('close', () => closed())
    })
    expect((await teacher.get(`/api/attachments/${input.id}/upload`)).body.received).toBe(0)
    await sendAll(input.id, bytes)
    expect((await teacher.post(`/api/attachments/${input.id}/finish`)).body.attachment.state).toBe('ready')
  })

  it('two chunks at one place at the same time: one is kept', async () => {
    const bytes = await photo()
    const input = announce(bytes)
    await teacher.post('/api/attachments', input)
    const both = await Promise.all([0, 0].map((at) => send(input.id, at, bytes.subarray(0, 500))))
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'attachment-type'],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'attachment-type',
    ],
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(300)]), 'attachment-type'],
    [
      'a page behind the sign of a PDF',
      Buffer.from('%PDF-1.4\n<script>alert(1)</script>'),
      'attachment-broken',
    ],
    [
      'a HEIC photo',
      Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'),
      'attachment-heic',
    ],
    [
      'H-11: a recorded call (MP3)',
      Buffer.concat([Buffer.from('ID3\x04\0\0'), Buffer.alloc(600)]),
      'attachment-type',
    ],
    [
      'H-11: a recorded call (MP4)',
      Buffer.concat([
        Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
        randomBytes(300),
      ]),
      'attachment-type',
    ],
    [
      'H-11: a voice message (AMR)',
      Buffer.concat([Buffer.from('#!AMR\n'), randomBytes(300)]),
      'attachment-type',
    ],
    ['half a photo', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'attachment-broken'],
  ])('%s is refused with a sentence, and nothing of it stays', async (_what, bytes, code) => {
    const { id, status, body } = await upload(bytes, { name: '照片.jpg' })
    expect([status, body.error.code]).toEqual([422, code])
    expect((await teacher.get(`/api/attachments/${id}/upload`)).status).toBe(404)
    const rows = await app.owner`select action from audit_entry where entity_id = ${id}`
    expect(rows.map(({ action }) => action)).toEqual(['refuse'])
  })

  it('H-02: a photo with a page behind it and a place inside it is kept as pixels only', async () => {
    const polyglot = Buffer.concat([
      await photo(),
      Buffer.from('<script>fetch("//x")</script>%PDF-1.4 %%EOF'),
    ])
    const { id, body } = await upload(polyglot, { name: '<b>合影</b>.html' })
    expect(body.attachment).toMatchObject({ mime: 'image/jpeg', state: 'ready' })
    const { bytes, headers } = await bytesOf(`/api/attachments/${id}/file`)
    expect(bytes.includes('script') || bytes.includes('%PDF') || bytes.includes('GPS')).toBe(false)
    expect((await sharp(bytes).metadata()).exif).toBe(undefined)
    expect(headers['content-type']).toBe('image/jpeg')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w. -]+\.jpg"/)
  })

  it('a small file that claims a huge picture is refused before it is unpacked', async () => {
    const bomb = await sharp({
      create: { width: 9000, height: 9000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect((await upload(bomb)).body.error.code).toBe('attachment-pixels')
  })

  it('size: more than was announced, more than allowed, other bytes', async () => {
    const bytes = await photo()
    const tooLarge = await teacher.post('/api/attachments', announce(bytes, { size: MOST_BYTES + 1 }))
    expect(tooLarge.body.error.fields).toEqual([
      { path: 'size', code: 'too-large', params: { max: MOST_BYTES } },
    ])
    const input = announce(bytes, { size: 10 })
    await teacher.post('/api/attachments', input)
    expect((await send(input.id, 0, bytes.subarray(0, 11))).body.error.code).toBe('upload-changed')
    const other = await upload(bytes, { sha256: 'ab'.repeat(32) })
    expect(other.body.error.code).toBe('upload-changed')
    const huge = await send(input.id, 0, Buffer.alloc(CHUNK_BYTES + 1))
    expect(huge.status).toBe(413)
  })

  it('H-02: nothing readable lies on the disk, and parts of two files cannot be swapped', async () => {
    const secret = Buffer.from(`%PDF-1.4\n家庭住址 secret-on-paper\n%%EOF\n`)
    const { id } = await upload(secret, { name: '住址证明.pdf' })
    const rows = await app.owner<{ sealed: Buffer; name_sealed: Buffer }[]>`
      select p.sealed, a.name_sealed from attachment a join attachment_part p on p.attachment_id = a.id where a.id = ${id}`
    for (const { sealed, name_sealed: name } of rows) {
      expect(sealed.includes('secret-on-paper') || sealed.includes('%PDF')).toBe(false)
      expect(name.includes('住址')).toBe(false)
    }
    const other = await upload(pdf)
    await app.owner`update attachment_part p set sealed = q.sealed from attachment_part q where p.attachment_id = ${other.id} and q.attachment_id = ${id}`
    expect((await bytesOf(`/api/attachments/${other.id}/file`)).status).toBe(500)
  })

  it('H-02: files of another school, class or child do not exist', async () => {
    const { id } = await upload(pdf)
    const elsewhere = await makeSchool(app.owner)
    const strangers = [
      await app.signIn({ schoolId: elsewhere.schoolId, role: 'principal' }),
      await app.signIn({
        schoolId: school.schoolId,
        role: 'classTeacher',
        classId: school.classes['三年级(2)班'] ?? '',
      }),
      await app.signIn({
        schoolId: school.schoolId,
        role: 'helpingTeacher',
        pupilId: await makePupil(app.owner, school),
      }),
    ]
    for (const person of strangers) {
      expect((await list(person)).status).toBe(404)
      expect((await bytesOf(`/api/attachments/${id}/file`, person)).status).toBe(404)
      expect((await person.post(`/api/attachments/${id}/remove`, { reason: '看看' })).status).toBe(404)
      expect((await person.post('/api/attachments', announce(pdf))).status).toBe(404)
    }
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    expect((await bytesOf(`/api/attachments/${id}/file`, helper)).status).toBe(200)
    const auditor = await app.signIn({ schoolId: school.schoolId, role: 'auditor' })
    expect((await list(auditor)).status).toBe(403)
    // Somebody else's upload cannot be continued.
    const open = announce(pdf)
    await teacher.post('/api/attachments', open)
    expect((await send(open.id, 0, pdf, helper)).status).toBe(403)
  })

  it('H-12: what hangs on a card is read by its author and the counsellor; the database holds it back below', async () => {
    const card = newId()
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields)
      values (${school.schoolId}, ${card}, ${card}, 1, 'talk', ${child}, ${teacher.userId}, '2026-11-20', true, ${app.owner.json({ kind: 'talk', place: null, topics: [], nextOn: null })})`
    const { id } = await upload(pdf, { owner: { kind: 'card', id: card } })
    expect((await bytesOf(`/api/attachments/${id}/file`)).status).toBe(200)
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    expect((await bytesOf(`/api/attachments/${id}/file`, counsellor)).status).toBe(200)
    for (const role of ['principal', 'administrator', 'archiveKeeper'] as const) {
      const leader = await app.signIn({ schoolId: school.schoolId, role })
      expect((await bytesOf(`/api/attachments/${id}/file`, leader)).status).toBe(404)
      // Even if the check above were forgotten.
      await app.owner`update attachment set owner_kind = 'child', owner_id = ${child} where id = ${id}`
      expect((await bytesOf(`/api/attachments/${id}/file`, leader)).status).toBe(
        role === 'administrator' ? 403 : 404,
      )
      await app.owner`update attachment set owner_kind = 'card', owner_id = ${card} where id = ${id}`
    }
  })

  it('H-02: papers of a child are nothing for who keeps accounts; of an agreement a helper reads only the own ones', async () => {
    const { schoolId } = school
    const agreement = newId()
    await app.owner`insert into agreement (school_id, id, kind, pupil_id, text_version, from_on, created_by)
      values (${schoolId}, ${agreement}, 'safetyHome', ${child}, 0, '2026-09-01', ${teacher.userId})`
    const owner = { kind: 'agreement', id: agreement }
    const { id: scan } = await upload(pdf, { owner })
    const { id: paper } = await upload(pdf)
    const url = (id: string) => `/api/attachments/${id}/file`
    const administrator = await app.signIn({ schoolId, role: 'administrator' })
    for (const path of [url(scan), url(paper), `/api/attachments?kind=agreement&id=${agreement}`])
      expect((await administrator.get(path)).status).toBe(403)
    expect((await list(administrator)).status).toBe(403)
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    expect((await helper.get(url(scan))).status).toBe(404)
    const { id: brought } = await upload(pdf, { owner }, helper)
    const seen = (await helper.get(`/api/attachments?kind=agreement&id=${agreement}`)).body.attachments
    expect(seen.map(({ id }: { id: string }) => id)).toEqual([brought])
    expect((await bytesOf(url(brought), helper)).status).toBe(200)
    expect((await helper.post(`/api/attachments/${scan}/remove`, { reason: '换一张' })).status).toBe(404)
    for (const role of ['principal', 'archiveKeeper', 'counsellor'] as const)
      expect((await bytesOf(url(scan), await app.signIn({ schoolId, role }))).status).toBe(200)
  })

  it('every look is on record; removed with a reason, brought back', async () => {
    const { id } = await upload(await photo())
    await bytesOf(`/api/attachments/${id}/file`)
    await bytesOf(`/api/attachments/${id}/thumbnail`)
    await teacher.post(`/api/attachments/${id}/remove`, { reason: '放错了孩子' })
    expect((await list()).body).toMatchObject({ attachments: [], removed: [{ id, name: '户口本.jpg' }] })
    expect((await bytesOf(`/api/attachments/${id}/file`)).status).toBe(404)
    await teacher.post(`/api/attachments/${id}/restore`)
    expect((await list()).body.attachments).toHaveLength(1)
    const rows = await app.owner`select action, detail from audit_entry where entity_id = ${id} order by seq`
    expect(rows.map(({ action }) => action)).toEqual(['create', 'read', 'read', 'remove', 'restore'])
    expect(JSON.stringify(rows)).not.toContain('放错')
  })
})
