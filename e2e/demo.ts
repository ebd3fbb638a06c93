import { expect } from 'vitest'
import { makeFolders, startAppServer } from './app-server.ts'
import { languages, openBrowser, speak, type Engine, type Language, type OpenBrowser } from './browser.ts'
import { pageFaults, sizeFaults } from './look.ts'
import { totpOf } from './totp.ts'

const PASSWORD = 'Qinghe-2468'
const NOW = '2026-11-25T02:00:00.000Z'

/** The invented school with a browser before it. */
export interface Demo {
  readonly url: string
  readonly browser: OpenBrowser
  signIn(username: string): Promise<void>
  /** The digits the demo's administrator reads off the phone; the server's clock is set to that moment. */
  code(): Promise<string>
  /** What the signed-in person is answered. */
  ask<T>(path: string): Promise<T>
  /** The person's own choice of language goes before the device's. */
  speaking(language: Language): Promise<void>
  /** What is wrong with some pages, on a phone and a desk, in both languages. */
  look(...paths: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

export async function openDemo(engine: Engine = 'today'): Promise<Demo> {
  const folders = makeFolders()
  const server = await startAppServer(folders, { args: ['--demo'], now: NOW })
  const browser = await openBrowser(engine)
  const { page, context } = browser
  const { url } = server
  const headers = { origin: url }

  async function speaking(language: Language): Promise<void> {
    await page.request.post(`${url}/api/session/locale`, { data: { locale: language }, headers })
    await speak(page, language)
  }

  async function code(): Promise<string> {
    await server.setNow(NOW)
    const key = /key ([A-Z2-7]{16,})/.exec(server.output())?.[1] ?? ''
    return totpOf(`otpauth://totp/x?secret=${key}`, Date.parse(NOW))
  }

  return {
    url,
    browser,
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
    ask: async (path) => (await page.request.get(`${url}${path}`)).json(),
    async look(...paths) {
      const found: string[] = []
      for (const language of languages) {
        if (!page.url().startsWith(url)) await page.goto(`${url}${paths[0]}`)
        await speaking(language)
        for (const path of paths) {
          await page.goto(`${url}${path}`, { waitUntil: 'networkidle' })
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
    async close() {
      await browser.close()
      await server.stop()
      folders.remove()
    },
  }
}
