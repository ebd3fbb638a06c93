import { randomUUID } from 'node:crypto'
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
  // A page left open would ask on without a session and lead to the sign-in.
  await browser.page.goto('about:blank')
  await browser.context.clearCookies()
  const answer = await browser.page.request.post(`${server.url}/api/auth/sign-in/username`, {
    data: { username, password: PASSWORD },
    headers: headers(),
  })
  expect(answer.ok()).toBe(true)
}

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

/** The person's own choice goes before the device's. */
async function chooseLanguage(language: Language): Promise<void> {
  const { page } = browser
  await page.request.post(`${server.url}/api/session/locale`, {
    data: { locale: language },
    headers: headers(),
  })
  await speak(page, language)
}

interface Child {
  pupilId: string
  pupilName: string
}

describe('week, boards and notices in the browser', () => {
  test(
    'a teacher: today, the week, the children, notices, the class at a glance',
    { timeout: 120_000 },
    async () => {
      await signIn('teacher5')
      const board = await (await browser.page.request.get(`${server.url}/api/board`)).json()
      const classId = board.coverage[0].classId as string
      expect(
        await look(['/', '/week', '/my-children', '/notices', '/figures', `/figures/classes/${classId}`]),
      ).toEqual([])
    },
  )

  test(
    "H-05: a talk marked urgent stands on the principal's Today until it is known; H-13: please look",
    { timeout: 120_000 },
    async () => {
      const { page } = browser
      await signIn('teacher5')
      const mine = await (await page.request.get(`${server.url}/api/my-children`)).json()
      const children = mine.children as Child[]
      for (const child of children.slice(0, 4)) {
        const urgent = child === children[0]
        const answer = await page.request.post(`${server.url}/api/cards`, {
          data: {
            id: randomUUID(),
            pupilId: child.pupilId,
            heldOn: '2026-11-25',
            reached: true,
            fields: { kind: 'talk', topics: ['safety'], riskLevel: urgent ? 'urgent' : 'none' },
            content: '只说给老师听的话。',
          },
          headers: headers(),
        })
        expect(answer.status()).toBe(200)
      }
      await signIn('principal')
      expect(await look(['/', '/notices', '/reviews', '/figures', '/organisation/reminders'])).toEqual([])
      await page.goto(`${server.url}/`, { waitUntil: 'networkidle' })
      await chooseLanguage('zh-CN')
      const told = page.getByText(`${children[0]?.pupilName}：有一次紧急的谈心`)
      await told.waitFor()
      expect(await page.content()).not.toContain('只说给老师听的话')
      await page.getByRole('button', { name: '知道了' }).click()
      await told.waitFor({ state: 'detached' })
      await page.goto(`${server.url}/figures`, { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: /谈心 2026年10月/ }).click()
      await page
        .getByRole('dialog')
        .getByText(/^共 \d+ 件$/)
        .waitFor()
      expect(browser.errors).toEqual([])
    },
  )
})
