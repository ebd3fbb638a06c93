import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { languages, openBrowser, speak, type Language, type OpenBrowser } from './browser.ts'
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

const headers = () => ({ origin: server.url })
async function signIn(username: string): Promise<void> {
  await browser.page.goto('about:blank')
  await browser.context.clearCookies()
  const data = { username, password: PASSWORD }
  const answer = await browser.page.request.post(`${server.url}/api/auth/sign-in/username`, {
    data,
    headers: headers(),
  })
  expect(answer.ok()).toBe(true)
}
const get = async (path: string) => (await browser.page.request.get(`${server.url}${path}`)).json()

/** What is wrong with the page on screen: for the eye, the thumb and the ear. */
async function faults(name: string): Promise<string[]> {
  const { page } = browser
  const small = (await smallTargets(page)).filter((html) => !html.includes('href="#main"'))
  const side = await sideScroll(page)
  return [
    ...(await axeFaults(page)),
    ...small.map((html) => `too small: ${html}`),
    ...(side > 0 ? [`scrolls sideways by ${side}`] : []),
  ].map((fault) => `${name}: ${fault}`)
}

async function chooseLanguage(locale: Language): Promise<void> {
  const { page } = browser
  await page.request.post(`${server.url}/api/session/locale`, { data: { locale }, headers: headers() })
  await speak(page, locale)
}

async function look(paths: readonly string[]): Promise<string[]> {
  const { page } = browser
  const found: string[] = []
  for (const path of paths)
    for (const language of languages) {
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' })
      await chooseLanguage(language)
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: width === 360 ? 740 : 860 })
        found.push(...(await faults(`${path} ${language} ${width}`)))
      }
    }
  return found
}

interface Child {
  pupilId: string
  name: string
  state: string
  toAgree: number
}

async function childrenOfClass(): Promise<{ classId: string; open: Child; waiting: Child }> {
  const { classes } = await get('/api/contact-rounds')
  for (const { classId } of classes) {
    const { children } = (await get(`/api/contact-rounds?classId=${classId}`)) as { children: Child[] }
    const open = children.find(({ state }) => state === 'open')
    const waiting = children.find(({ toAgree }) => toAgree > 0)
    if (open && waiting) return { classId, open, waiting }
  }
  throw new Error('no class of the demo has a child of each kind')
}

describe('contact cards in the browser', () => {
  test(
    'cards, rounds, alerts and the own numbers, at 360 and 1280 px in both languages',
    { timeout: 180_000 },
    async () => {
      await signIn('archivekeeper')
      const { classId, open, waiting } = await childrenOfClass()
      const { rows } = await get('/api/alerts')
      expect(
        await look([
          `/children/${rows[0].pupilId}`,
          `/children/${open.pupilId}/contact`,
          `/children/${waiting.pupilId}/contact`,
          `/contact-rounds?class=${classId}`,
          '/alerts',
          '/own-numbers',
        ]),
      ).toEqual([])
      await signIn('principal')
      expect(await look(['/'])).toEqual([])
    },
  )

  test(
    'a guardian answers by link without an account; a teacher agrees to the new number',
    { timeout: 120_000 },
    async () => {
      const { page } = browser
      await signIn('archivekeeper')
      await page.goto(`${server.url}/me`, { waitUntil: 'networkidle' })
      await chooseLanguage('zh-CN')
      await page.setViewportSize({ width: 360, height: 740 })
      const { open } = await childrenOfClass()
      await page.goto(`${server.url}/children/${open.pupilId}/contact`, { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: '给家长一个链接' }).click()
      await page.getByRole('button', { name: '做一个链接' }).click()
      const url = await page.locator('input[readonly]').inputValue()
      expect(url).toMatch(/\/contact\/[\w-]{43}$/)

      const guardian = await browser.context.browser()?.newContext({ viewport: { width: 360, height: 740 } })
      const phone = await guardian?.newPage()
      if (!phone) throw new Error('no second browser')
      await phone.goto(`${url}?lang=zh`)
      expect(await phone.textContent('body')).not.toContain(open.name)
      expect(await axeFaults(phone)).toEqual([])
      const first = phone.locator('fieldset').first()
      await first.locator('input[value=number]').check()
      await first.locator('input[type=tel]').fill('194 0000 1234')
      await phone.locator('button[name=send]').click()
      expect(await phone.textContent('h1')).toBe('谢谢您！')
      expect((await phone.goto(url))?.status()).toBe(404)
      await guardian?.close()

      await page.goto(`${server.url}/children/${open.pupilId}/contact`, { waitUntil: 'networkidle' })
      await page.getByText('194****1234').waitFor()
      await page.getByRole('button', { name: '同意，改过来' }).click()
      await page.getByRole('button', { name: '同意，改过来' }).waitFor({ state: 'detached' })
      const card = await get(`/api/children/${open.pupilId}/contact-card`)
      expect(
        card.people.some(({ phoneMasked }: { phoneMasked: string }) => phoneMasked === '194****1234'),
      ).toBe(true)
    },
  )
})
