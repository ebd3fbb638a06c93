import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp, type App } from '#server/app.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let folder: string
let pages: App
beforeAll(async () => {
  app = await startTestApp()
  folder = mkdtempSync(join(tmpdir(), 'shouwang-pages-'))
  for (const name of ['index', 'sign-in'])
    writeFileSync(join(folder, `${name}.html`), `<!doctype html>\n<html lang="zh-CN">${name}</html>`)
  pages = await createApp(app.deps, folder)
})
afterAll(async () => {
  await pages.http.close()
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string) => pages.http.inject({ method: 'GET', url })

it('before the set-up the sign-in page knows it, afterwards not; the page kept for offline never does', async () => {
  expect((await get('/sign-in')).body).toContain('<html data-fresh lang')
  expect((await get('/sign-in.html')).body).not.toContain('data-fresh')
  const school = await makeSchool(app.owner)
  await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
  expect((await get('/sign-in')).body).not.toContain('data-fresh')
})

it.each(['/%zz', '/api/%zz', '/api/children/%e0%a4'])(
  'an address that cannot be read names nothing: %s',
  async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: { code: 'not-found' } }])
  },
)

it('where nothing is, every question has the same answer, whatever is sent', async () => {
  const json = { 'content-type': 'application/json' }
  for (const [method, payload] of [
    ['POST', '{}'],
    ['POST', '{"a":'],
    ['POST', 'x'.repeat(3_000_000)],
    ['PUT', ''],
  ] as const) {
    const answer = await pages.http.inject({ method, url: '/api/nothing', headers: json, payload })
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: { code: 'not-found' } }])
  }
})

it('H-26: only the sign-in page may stand in a frame, and only of this server', async () => {
  for (const url of ['/sign-in', '/sign-in?why=expired', '/sign-in.html']) {
    const { headers } = await get(url)
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'")
  }
  for (const url of ['/index.html', '/ui', '/sign-in/else', '/api/session'])
    expect((await get(url)).headers['x-frame-options']).toBe('DENY')
  expect((await get('/index.html')).headers['content-security-policy']).toContain("frame-ancestors 'none'")
})
