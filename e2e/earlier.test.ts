import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MyDay, MyDayItem } from '#shared/day/schema.ts'
import type { OpenWindow } from '#shared/duties/schema.ts'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { pageFaults } from './look.ts'

let folders: Folders
let server: AppServer
let browser: OpenBrowser
beforeAll(async () => {
  folders = makeFolders()
  const first = await startAppServer(folders, { args: ['--demo'], now: '2026-11-23T02:00:00.000Z' })
  await first.stop()
  // Weeks later: what nobody did stands behind the newest time of its kind.
  server = await startAppServer(folders, { args: ['--demo'], now: '2026-12-08T02:00:00.000Z' })
  browser = await openBrowser('oldest')
  const data = { username: 'teacher5', password: 'Qinghe-2468' }
  const { page } = browser
  page.setDefaultTimeout(20_000)
  await page.request.post(`${server.url}/api/auth/sign-in/username`, {
    data,
    headers: { origin: server.url },
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  folders?.remove()
})

const ask = async <T>(path: string): Promise<T> =>
  (await browser.page.request.get(`${server.url}${path}`)).json()
const windowsOf = async ({ dutyId }: MyDayItem): Promise<OpenWindow[]> =>
  (await ask<{ windows: OpenWindow[] }>(`/api/duties/${dutyId}/windows`)).windows
async function lineWith(evidence: string): Promise<MyDayItem> {
  const { sections } = await ask<MyDay>('/api/my-day')
  const line = sections
    .flatMap(({ items }) => items)
    .find((one) => one.alsoOpen > 0 && one.evidence === evidence)
  if (!line) throw new Error(`no line of ${evidence} stands for several times`)
  return line
}
/** 10月12日至10月25日, as it is written on the screen. */
const words = ({ from, to }: OpenWindow): RegExp => {
  const day = (on: string): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`
  return new RegExp(`${day(from)} ?至 ?${day(to)}`)
}

it('K-26, K-28: of a line that stands for several times the oldest is excused, and entered late, on a phone', async () => {
  const { page } = browser
  const line = await lineWith('talk')
  const [oldest] = await windowsOf(line)
  if (!oldest) throw new Error('no time is open')
  await page.goto(server.url)
  const card = page.locator('li').filter({ has: page.locator(`a[href*="${line.pupilId}"]`) })
  await card.filter({ hasText: '前面还有' }).getByRole('button', { name: /说明/ }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('是哪一次').waitFor()
  expect(await sheet.getByRole('radio').first().locator('..').innerText()).toMatch(words(oldest))
  await sheet.getByRole('radio').first().check()
  await sheet.getByText('孩子不在本地').click()
  await sheet.getByLabel('具体一点').fill('去外地看父母')
  expect(await pageFaults(page)).toEqual([])
  await sheet.getByRole('button', { name: '记下说明' }).click()
  await page.getByText(/已记下.*的说明/).waitFor()
  expect((await windowsOf(line)).map(({ dutyId }) => dutyId)).not.toContain(oldest.dutyId)

  const call = await lineWith('parentContact')
  const [before, ...newer] = await windowsOf(call)
  if (!before) throw new Error('no time is open')
  await page.goto(`${server.url}/cards/new?child=${call.pupilId}&kind=parentContact`)
  await page.getByRole('radio', { name: words(before) }).check()
  await page.getByLabel('为什么晚了才记').fill('那几天停电')
  await page.getByText('爸爸', { exact: true }).click()
  expect(await pageFaults(page)).toEqual([])
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(`${server.url}/`)
  expect((await windowsOf(call)).map(({ dutyId }) => dutyId)).toEqual(newer.map(({ dutyId }) => dutyId))
})
