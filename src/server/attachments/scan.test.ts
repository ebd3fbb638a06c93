import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { scanBytes } from '#server/attachments/parts/scan.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

const BAD = Buffer.from('%PDF-1.4\nBAD\n%%EOF')
const GOOD = Buffer.from('%PDF-1.4\nfine\n%%EOF')

let app: TestApp
let folder: string
let clamd: Server
beforeAll(async () => {
  app = await startTestApp()
  folder = await mkdtemp(join(tmpdir(), 'shouwang-scan-'))
  // Speaks as clamd does: command, length, bytes, a length of zero, then one line.
  clamd = createServer((socket) => {
    let got = Buffer.alloc(0)
    socket.on('data', (data) => {
      got = Buffer.concat([got, data])
      if (!got.subarray(-4).equals(Buffer.alloc(4))) return
      const isCommand = got.subarray(0, 10).toString() === 'zINSTREAM\0'
      socket.end(
        !isCommand ? 'UNKNOWN\0' : got.includes('BAD') ? 'stream: Test.Sign FOUND\0' : 'stream: OK\0',
      )
    })
  })
  await new Promise<void>((done) => void clamd.listen(join(folder, 'clamd.sock'), done))
})
afterAll(async () => {
  clamd.close()
  await app.close()
  await rm(folder, { recursive: true })
})

async function command(name: string, body: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${body}\n`)
  await chmod(path, 0o700)
  return path
}

describe('virus scan', () => {
  it('is off until it is set, and says so', async () => {
    expect(await scanBytes(undefined, BAD)).toBe('off')
  })

  it('asks clamd over its socket', async () => {
    const setting = `clamd:${join(folder, 'clamd.sock')}`
    expect([await scanBytes(setting, GOOD), await scanBytes(setting, BAD)]).toEqual(['clean', 'found'])
    expect(await scanBytes(`clamd:${join(folder, 'nobody.sock')}`, GOOD)).toBe('failed')
    expect(await scanBytes('clamd:127.0.0.1:1', GOOD)).toBe('failed')
  })

  it('asks a command by its exit code', async () => {
    const grep = await command('scan', 'if grep -q BAD; then exit 1; fi')
    expect([await scanBytes(grep, GOOD), await scanBytes(grep, BAD)]).toEqual(['clean', 'found'])
    expect(await scanBytes(await command('broken', 'exit 2'), GOOD)).toBe('failed')
    expect(await scanBytes(join(folder, 'missing'), GOOD)).toBe('failed')
  })

  it('what it finds, and what it gave no answer about, is kept in quarantine and served to nobody', async () => {
    const school = await makeSchool(app.owner)
    const child = await makePupil(app.owner, school)
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    const under = async (virusScan: string) => {
      const { http } = await createApp({ ...app.deps, env: { ...app.deps.env, virusScan } }, undefined)
      return async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object | Buffer) => {
        const headers = {
          cookie: keeper.cookie,
          ...(Buffer.isBuffer(payload) && { 'content-type': 'application/octet-stream' }),
        }
        const answer = await http.inject({ method, url, headers, ...(payload && { payload }) })
        return { status: answer.statusCode, body: answer.json<Record<string, never>>() as unknown }
      }
    }
    const put = async (ask: Awaited<ReturnType<typeof under>>, bytes: Buffer): Promise<string> => {
      const id = newId()
      const digest = createHash('sha256').update(bytes).digest('hex')
      await ask('POST', '/api/attachments', {
        id,
        owner: { kind: 'child', id: child },
        name: 'a.pdf',
        size: bytes.length,
        sha256: digest,
      })
      await ask('PATCH', `/api/attachments/${id}/upload?offset=0`, bytes)
      return id
    }
    const found = await under(`clamd:${join(folder, 'clamd.sock')}`)
    const bad = await put(found, BAD)
    const quarantined = { attachment: { state: 'quarantined', scan: 'found' } }
    expect((await found('POST', `/api/attachments/${bad}/finish`)).body).toMatchObject(quarantined)
    expect((await found('GET', `/api/attachments/${bad}/file`)).body).toEqual({
      error: { code: 'attachment-quarantined' },
    })
    // Asking again does not let it pass.
    expect((await found('POST', `/api/attachments/${bad}/finish`)).body).toMatchObject(quarantined)
    const broken = await under(join(folder, 'missing'))
    const good = await put(broken, GOOD)
    expect((await broken('POST', `/api/attachments/${good}/finish`)).body).toMatchObject({
      attachment: { state: 'quarantined', scan: 'failed' },
    })
    expect((await broken('GET', `/api/attachments/${good}/file`)).status).toBe(409)
    // The scanner runs again: the file is checked and served.
    expect((await found('POST', `/api/attachments/${good}/finish`)).body).toMatchObject({
      attachment: { state: 'ready', scan: 'clean' },
    })
  })
})
