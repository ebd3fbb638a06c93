import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { sideScroll } from './look.ts'

/** The first Monday of a month in term: the month is played from its beginning. */
const NOW = '2026-11-02T02:00:00.000Z'
const PASSWORD = 'Qinghe-2468'
const SHOTS = process.env['SCREENS']

let folders: Folders
let server: AppServer
let principal: OpenBrowser
let teacher: OpenBrowser
beforeAll(async () => {
  folders = makeFolders()
  server = await startAppServer(folders, { args: ['--demo'], now: NOW })
  principal = await signedIn('principal')
  teacher = await signedIn('teacher5')
}, 120_000)
afterAll(async () => {
  await principal?.close()
  await teacher?.close()
  await server?.stop()
  folders?.remove()
})

async function signedIn(username: string): Promise<OpenBrowser> {
  const browser = await openBrowser('today', { width: 360, height: 740 })
  browser.page.setDefaultTimeout(20_000)
  const answer = await browser.page.request.post(`${server.url}/api/auth/sign-in/username`, {
    data: { username, password: PASSWORD },
    headers: { origin: server.url },
  })
  expect(answer.ok()).toBe(true)
  return browser
}

interface Plan {
  preset: string
  rules: { key: string }[]
}

async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`${server.url}${path}`)
  expect(answer.status()).toBe(200)
  return (await answer.json()) as T
}

/** As a principal does it: choose the card, look at what it would do, adopt. */
async function adopt(name: string): Promise<void> {
  const { page } = principal
  await page.goto(`${server.url}/start/plan`)
  await page.getByRole('button', { name: '换方案或改做法' }).click()
  await page.getByRole('button', { name: `选这个：${name}`, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '采用这个方案' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '换方案或改做法' }).waitFor()
}

/** Opens a screen and says what is wrong with it: an error state, a page that scrolls sideways. */
async function open({ page }: OpenBrowser, path: string, shot: string): Promise<string[]> {
  await page.goto(`${server.url}${path}`)
  await page.locator('main h1').first().waitFor()
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' })
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${shot}.png`), fullPage: true })
  const side = await sideScroll(page)
  const failed = await page.getByText('再试一次').count()
  return [
    ...(side > 0 ? [`${shot}: scrolls sideways by ${side}`] : []),
    ...(failed > 0 ? [`${shot}: could not be shown`] : []),
  ]
}

async function walk(person: OpenBrowser, shot: string, paths: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths) faults.push(...(await open(person, path, `${shot}${path.replace('/', '-')}`)))
  return faults
}

describe('each of the eleven plans is adopted in the browser, and its first month opens', () => {
  it.each(PLAN_PRESETS.map(({ key, name }) => [key, name.zh] as const))('%s %s', async (key, name) => {
    await adopt(name)
    const { plan } = await ask<{ plan: Plan }>(principal.page, '/api/plan')
    expect(plan.preset).toBe(key)
    const faults = await Promise.all([
      walk(teacher, `${key}-teacher`, ['/', '/week', '/figures']),
      walk(principal, `${key}-principal`, ['/', '/figures']),
    ])
    expect(faults.flat()).toEqual([])
    const board = await ask<{ planMissing: boolean; coverage: { key: string }[] }>(
      principal.page,
      '/api/board',
    )
    expect(board.planMissing).toBe(false)
    const day = await ask<{ open: number; planMissing: boolean }>(teacher.page, '/api/my-day')
    expect(day.planMissing).toBe(false)
    expect([...principal.errors, ...teacher.errors]).toEqual([])
  })
})
