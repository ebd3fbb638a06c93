import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  app.anonymous({ method: 'GET', url: '/metrics', headers, remoteAddress })

it('the figures of the program are told on this machine only, also when a proxy on it asks for somebody', async () => {
  expect((await ask({})).status).toBe(200)
  expect((await ask({}, '192.168.1.20')).status).toBe(404)
  for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])
    expect([header, (await ask({ [header]: '203.0.113.9' })).status]).toEqual([header, 404])
})
