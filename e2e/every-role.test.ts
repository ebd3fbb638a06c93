import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDemo, type Demo, type Device } from './demo.ts'

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

let demo: Demo
let device: Device
let page: Page
/** Answers of the server that were failures, as they came. */
let failed: string[]
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo?.close())
beforeEach(async () => {
  device = await demo.another({ width: 1280, height: 860 })
  page = device.page
  failed = []
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/api/') && response.status() >= 400)
      failed.push(`${response.status()} ${pathname} on ${new URL(page.url()).pathname}`)
  })
})
afterEach(() => page?.context().close())

async function signIn(username: string): Promise<void> {
  await page.goto(`${demo.url}/sign-in`)
  await device.typeSignIn(username)
  if (username === 'administrator') {
    await page.getByLabel('动态验证码').fill(await demo.code())
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

/** The screen is there and has its answers. */
async function settled(): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await device.settled()
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
    expect([...failed, ...device.browser.errors]).toEqual([])
  })

  test(
    'on a phone two people share the second asks for nothing of the first',
    { timeout: 120_000 },
    async () => {
      for (const username of ['teacher5', 'volunteer', 'teacher5', 'auditor']) {
        // A page left open would ask on without a session.
        await page.goto('about:blank')
        await page.context().clearCookies()
        await signIn(username)
      }
      expect([...failed, ...device.browser.errors]).toEqual([])
      // A device that was told nothing would ask, and that is noticed.
      await page.evaluate(() => localStorage.removeItem('noDay'))
      await device.open('/')
      expect(failed.map((line) => line.split(' on ')[0])).toContain('403 /api/my-day')
    },
  )
})
