import type { Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { totpOf } from './totp.ts'

const NOW = '2026-11-25T02:00:00.000Z'
/** What the demo's accounts are called; the device is one, as in an office. */
const everybody = [
  'teacher5',
  'volunteer',
  'principal',
  'auditor',
  'helper1',
  'counsellor',
  'archivekeeper',
  'administrator',
] as const

let folders: Folders
let server: AppServer
let browser: OpenBrowser
let page: Page
/** Answers of the server that were failures, as they came. */
let failed: string[]
/** Questions to the server that are not answered yet. */
let waiting: number
beforeAll(async () => {
  folders = makeFolders()
  server = await startAppServer(folders, { args: ['--demo'], now: NOW })
}, 120_000)
afterAll(async () => {
  await server.stop()
  folders.remove()
})
beforeEach(async () => {
  browser = await openBrowser('today', { width: 1280, height: 860 })
  page = browser.page
  failed = []
  waiting = 0
  const count = (by: number) => (request: Request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) waiting += by
  }
  browser.context.on('request', count(1))
  browser.context.on('requestfinished', count(-1))
  browser.context.on('requestfailed', count(-1))
  browser.context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/api/') && response.status() >= 400)
      failed.push(`${response.status()} ${pathname} on ${new URL(page.url()).pathname}`)
  })
})
afterEach(() => browser.close())

/** The key of the administrator's authenticator, as the demo prints it. */
const key = (): string => /key ([A-Z2-7]{16,})/.exec(server.output())?.[1] ?? ''

async function signIn(username: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`)
  await page.fill('input[autocomplete=username]', username)
  await page.fill('input[type=password]', 'Qinghe-2468')
  await page.press('input[type=password]', 'Enter')
  if (username === 'administrator') {
    await server.setNow(NOW)
    await page.getByLabel('动态验证码').fill(totpOf(`otpauth://totp/x?secret=${key()}`, Date.parse(NOW)))
    await page.keyboard.press('Enter')
  }
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await settled()
}

/** Every screen the navigation offers to this person. */
const offered = (): Promise<string[]> =>
  page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('nav[aria-label="主导航"] a')].map(
        (link) => link.getAttribute('href') ?? '',
      ),
    ),
  ])

/** The screen is there and has its answers: what one question leads to is asked by then, too. */
async function settled(): Promise<void> {
  await page.locator('main h1').first().waitFor()
  for (let quiet = 0; quiet < 3; quiet = waiting === 0 ? quiet + 1 : 0) await page.waitForTimeout(50)
}

async function visit(path: string): Promise<void> {
  await page.locator(`nav[aria-label="主导航"] a[href="${path}"]`).first().click()
  await page.waitForURL(`**${path}`)
  await settled()
}

describe('nobody is sent to ask for what the role may not have', () => {
  test.each(everybody)('%s: home and all of the navigation', { timeout: 240_000 }, async (username) => {
    await signIn(username)
    const paths = await offered()
    expect(paths.length).toBeGreaterThan(1)
    for (const path of paths) await visit(path)
    expect([...failed, ...browser.errors]).toEqual([])
  })

  test(
    'on a phone two people share the second asks for nothing of the first',
    { timeout: 120_000 },
    async () => {
      for (const username of ['teacher5', 'volunteer', 'teacher5', 'auditor']) {
        // A page left open would ask on without a session.
        await page.goto('about:blank')
        await browser.context.clearCookies()
        await signIn(username)
      }
      expect([...failed, ...browser.errors]).toEqual([])
      // A device that was told nothing would ask, and that is noticed.
      await page.evaluate(() => localStorage.removeItem('noDay'))
      await page.goto(server.url, { waitUntil: 'networkidle' })
      expect(failed.map((line) => line.split(' on ')[0])).toContain('403 /api/my-day')
    },
  )
})
