import { afterAll, beforeAll, expect, test } from 'vitest'
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

async function ask<T>(path: string): Promise<T> {
  const answer = await browser.page.request.get(`${server.url}${path}`)
  return (await answer.json()) as T
}

/** The person's own choice of language goes before the device's. */
async function open(path: string, language: Language = 'zh-CN'): Promise<void> {
  const { page } = browser
  await page.request.post(`${server.url}/api/session/locale`, {
    data: { locale: language },
    headers: headers(),
  })
  await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' })
  await speak(page, language)
}

/** What is wrong with a page for the eye, the thumb and the ear, in both languages and widths. */
async function look(path: string): Promise<string[]> {
  const { page } = browser
  const found: string[] = []
  for (const language of languages) {
    await open(path, language)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const small = (await smallTargets(page)).filter((html) => !html.includes('href="#main"'))
      const side = await sideScroll(page)
      const faults = [...(await axeFaults(page)), ...small, ...(side > 0 ? [`sideways ${side}`] : [])]
      found.push(...faults.map((fault) => `${path} ${language} ${width}: ${fault}`))
    }
  }
  return found
}

interface Suspects {
  suspects: { first: { id: string }; second: { id: string } }[]
}
interface Transfers {
  transfers: { state: string; pupilId: string | null }[]
}

test('a child entered twice is compared, made one, and split again', { timeout: 120_000 }, async () => {
  const { page } = browser
  await signIn('archivekeeper')
  const [pair] = (await ask<Suspects>('/api/duplicates')).suspects
  const [first, second] = [pair?.first.id ?? '', pair?.second.id ?? '']
  expect(await look('/duplicates')).toEqual([])
  expect(await look(`/duplicates/${first}/${second}`)).toEqual([])
  await open(`/duplicates/${first}/${second}`)
  await page.getByRole('button', { name: '合成一份' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '合成一份' }).click()
  await page.waitForURL(`**/children/${first}`)
  expect((await ask<Suspects>('/api/duplicates')).suspects).toEqual([])
  expect(await look('/duplicates')).toEqual([])
  await open('/duplicates')
  await page.getByRole('button', { name: '分开' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '分开' }).click()
  await page.getByText('已经分开').waitFor()
  expect((await ask<Suspects>('/api/duplicates')).suspects).toHaveLength(1)
})

test(
  'a child goes to the second school, which sees it from then on, and the first one no more',
  { timeout: 120_000 },
  async () => {
    const { page } = browser
    await signIn('archivekeeper')
    const [asked] = (await ask<Transfers>('/api/transfers')).transfers
    const id = asked?.pupilId ?? ''
    expect(await look('/transfers')).toEqual([])
    expect(await look(`/children/${id}/move`)).toEqual([])
    await signIn('bailu-principal')
    expect(await look('/transfers')).toEqual([])
    await open('/transfers')
    await page.getByRole('button', { name: '接收', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: '接收' }).click()
    await page.waitForURL(`**/children/${id}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await signIn('archivekeeper')
    const [gone] = (await ask<Transfers>('/api/transfers')).transfers
    expect(gone).toMatchObject({ state: 'accepted', pupilId: null })
    expect(await look('/transfers')).toEqual([])
  },
)
