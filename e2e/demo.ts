import type { Page, Request } from 'playwright-core'
import { expect } from 'vitest'
import { makeFolders, startAppServer, type AppServer } from './app-server.ts'
import {
  languages,
  openBrowser,
  type BrowserOptions,
  type Engine,
  type Language,
  type OpenBrowser,
} from './browser.ts'
import { pageFaults, sizeFaults } from './look.ts'
import { totpOf } from './totp.ts'

export const PASSWORD = 'Qinghe-2468'

interface DeviceOptions extends BrowserOptions {
  engine?: Engine
}

/** A browser before the invented school. */
export interface Device {
  readonly browser: OpenBrowser
  readonly page: Page
  signIn(username: string): Promise<void>
  /** The same by hand: on the sign-in page, which stands there. */
  typeSignIn(username: string): Promise<void>
  /** Goes to a page and waits until it has its answers. */
  open(path: string): Promise<void>
  /** What one question leads to is asked by then, too. */
  settled(): Promise<void>
  /** New digits off the phone of the demo's administrator; the server's clock is set to their half minute. */
  code(): Promise<string>
  /** What the signed-in person is answered. */
  ask<T>(path: string): Promise<T>
  /** From the next page on; the person's own choice goes before the device's. */
  speaking(language: Language): Promise<void>
  /** What is wrong with some pages, on a phone and a desk, in both languages. */
  look(...paths: readonly string[]): Promise<string[]>
}

/** The invented school with a browser before it. */
export interface Demo extends Device {
  readonly url: string
  readonly server: AppServer
  /** Another device, with nothing kept on it. */
  another(options?: DeviceOptions): Promise<Device>
  close(): Promise<void>
}

/** The half minutes of the codes one after the other, for none is taken twice: of all devices together. */
type NextCodeAt = () => string

function deviceOf(browser: OpenBrowser, server: AppServer, nextCodeAt: NextCodeAt): Device {
  const { url } = server
  const { page, context } = browser
  const headers = { origin: url }

  const pending = new Set<Request>()
  page.on('request', (request) => pending.add(request))
  page.on('requestfinished', (request) => pending.delete(request))
  page.on('requestfailed', (request) => pending.delete(request))

  async function settled(): Promise<void> {
    // Counted by the page's own clock: while it is busy it may still ask.
    const pause = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    for (let quiet = 0; quiet < 5; quiet = pending.size === 0 ? quiet + 1 : 0) await pause()
  }

  async function open(path: string): Promise<void> {
    pending.clear()
    await page.goto(`${url}${path}`)
    await settled()
  }

  async function speaking(language: Language): Promise<void> {
    // An answer that asks for nothing more.
    if (!page.url().startsWith(url)) await page.goto(`${url}/api/health`)
    await page.request.post(`${url}/api/session/locale`, { data: { locale: language }, headers })
    await page.evaluate((locale) => localStorage.setItem('locale', locale), language)
  }

  async function code(): Promise<string> {
    const now = nextCodeAt()
    await server.setNow(now)
    const key = /key ([A-Z2-7]{16,})/.exec(server.output())?.[1] ?? ''
    return totpOf(`otpauth://totp/x?secret=${key}`, Date.parse(now))
  }

  return {
    browser,
    page,
    open,
    settled,
    speaking,
    code,
    async signIn(username) {
      // A page left open would ask on without a session and lead to the sign-in.
      await page.goto('about:blank')
      await context.clearCookies()
      const data = { username, password: PASSWORD }
      const answer = await page.request.post(`${url}/api/auth/sign-in/username`, { data, headers })
      expect(answer.ok()).toBe(true)
      const { twoFactorRedirect } = (await answer.json()) as { twoFactorRedirect?: boolean }
      if (twoFactorRedirect !== true) return
      const proof = { data: { code: await code() }, headers }
      expect((await page.request.post(`${url}/api/auth/two-factor/verify-totp`, proof)).ok()).toBe(true)
    },
    async typeSignIn(username) {
      await page.fill('input[autocomplete=username]', username)
      await page.fill('input[type=password]', PASSWORD)
      await page.press('input[type=password]', 'Enter')
    },
    ask: async (path) => (await page.request.get(`${url}${path}`)).json(),
    async look(...paths) {
      const found: string[] = []
      for (const language of languages) {
        await speaking(language)
        for (const path of paths) {
          await open(path)
          for (const width of [360, 1280]) {
            await page.setViewportSize({ width, height: width === 360 ? 740 : 860 })
            // The ear meets each layout and each language once; what is too wide or too small shows in the pairs.
            const faults = (language === 'zh-CN') === (width === 360) ? pageFaults : sizeFaults
            found.push(...(await faults(page)).map((fault) => `${path} ${language} ${width}: ${fault}`))
          }
        }
      }
      return found
    },
  }
}

/** `now`: the instant its clock starts at. */
export async function openDemo({
  now = '2026-11-25T02:00:00.000Z',
  engine = 'today',
  ...view
}: DeviceOptions & { now?: string } = {}): Promise<Demo> {
  const folders = makeFolders()
  const server = await startAppServer(folders, { args: ['--demo'], now })
  const browser = await openBrowser(engine, view)
  const browsers = [browser]
  let codeAt = Date.parse(now)
  const nextCodeAt = (): string => new Date((codeAt += 30_000)).toISOString()
  return {
    ...deviceOf(browser, server, nextCodeAt),
    url: server.url,
    server,
    async another({ engine: other = engine, ...options } = {}) {
      const next = other === engine ? await browser.another(options) : await openBrowser(other, options)
      browsers.unshift(next)
      return deviceOf(next, server, nextCodeAt)
    },
    async close() {
      for (const one of browsers) await one.close()
      await server.stop()
      folders.remove()
    },
  }
}
