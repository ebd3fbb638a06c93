import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { languages, openBrowser, speak, type OpenBrowser } from './browser.ts'
import { axeFaults, sideScroll, smallTargets } from './look.ts'

const PASSWORD = 'Qinghe-2468'

let folders: Folders
let server: AppServer
let browser: OpenBrowser
beforeAll(async () => {
  folders = makeFolders()
  server = await startAppServer(folders, { args: ['--demo'], now: '2026-11-25T02:00:00.000Z' })
  browser = await openBrowser('today')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  folders.remove()
})

async function signIn(username: string): Promise<void> {
  await browser.page.goto('about:blank')
  await browser.context.clearCookies()
  const answer = await browser.page.request.post(`${server.url}/api/auth/sign-in/username`, {
    data: { username, password: PASSWORD },
    headers: { origin: server.url },
  })
  expect(answer.ok()).toBe(true)
}

async function speaking(language: (typeof languages)[number]): Promise<void> {
  const headers = { origin: server.url }
  await browser.page.request.post(`${server.url}/api/session/locale`, { data: { locale: language }, headers })
  await speak(browser.page, language)
}

/** What is wrong with some pages for the eye, the thumb and the ear, on a phone and a desk, in both languages. */
async function look(paths: readonly string[]): Promise<string[]> {
  const { page } = browser
  const found: string[] = []
  for (const path of paths)
    for (const language of languages) {
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' })
      await speaking(language)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: width === 360 ? 740 : 860 })
        const small = (await smallTargets(page)).filter((html) => !html.includes('href="#main"'))
        const side = await sideScroll(page)
        const faults = [
          ...(await axeFaults(page)),
          ...small,
          ...(side > 0 ? [`scrolls sideways by ${side}`] : []),
        ]
        found.push(...faults.map((fault) => `${path} ${language} ${width}: ${fault}`))
      }
    }
  return found
}

describe('pairing in the browser', () => {
  test(
    'the screens, and a suggestion accepted: the pair waits for the consents',
    { timeout: 180_000 },
    async () => {
      const { page } = browser
      await signIn('principal')
      const { pairings } = await (await page.request.get(`${server.url}/api/pairings`)).json()
      const group = pairings.find(({ kind }: { kind: string }) => kind === 'group3211').id as string
      const screens = [
        '/pairing',
        '/pairing?tab=helpers',
        '/pairing/new?kind=group3211',
        `/pairing/${group}`,
        '/helpers',
      ]
      expect(await look(screens)).toEqual([])
      await page.goto(`${server.url}/pairing/suggestions`, { waitUntil: 'networkidle' })
      await speaking('zh-CN')
      await page.getByRole('button', { name: '找一找' }).click()
      await page.getByRole('button', { name: /^采用这 \d+ 对$/ }).click()
      await page.waitForURL('**/pairing?tab=children')
      const after = await (await page.request.get(`${server.url}/api/pairings`)).json()
      expect(after.pairings.length).toBeGreaterThan(pairings.length)
      expect(browser.errors).toEqual([])
    },
  )

  test(
    'H-09: a volunteer comes to the own card from everywhere, and finds nothing else',
    { timeout: 120_000 },
    async () => {
      const { page } = browser
      await signIn('volunteer')
      expect(await look(['/my-card'])).toEqual([])
      for (const path of ['/children', '/pairing', '/accounts']) {
        await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' })
        expect(new URL(page.url()).pathname).toBe('/my-card')
      }
      await speaking('zh-CN')
      await page.getByText('哪位老师在场').first().waitFor()
      expect(await page.content()).not.toMatch(/留守|监护人|年级\(/)
      expect(browser.errors).toEqual([])
    },
  )
})
