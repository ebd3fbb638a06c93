import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'

const NOW = '2026-11-23T02:00:00.000Z'
const WORDS = '今天说起搬家的事有点舍不得'

let folders: Folders
let server: AppServer
let phone: OpenBrowser
let page: Page
beforeAll(async () => {
  folders = makeFolders()
  server = await startAppServer(folders, { args: ['--demo'], now: NOW })
  phone = await openBrowser('oldest', { width: 360, height: 740 })
  page = phone.page
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await phone?.close()
  await server?.stop()
  folders?.remove()
})

async function signIn(username: string): Promise<void> {
  await page.fill('input[autocomplete=username]', username)
  await page.fill('input[type=password]', 'Qinghe-2468')
  await page.press('input[type=password]', 'Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Everything this device keeps, as whoever opens it up would find it. */
const kept = (): Promise<{ rows: number; text: string }> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
      })
    // To open what is not there yet would make it.
    const known = await indexedDB.databases()
    if (!known.some(({ name, version }) => name === 'shouwang' && (version ?? 0) > 1))
      return { rows: 0, text: '' }
    const database = await done(indexedDB.open('shouwang'))
    const rows = (await done(database.transaction('drafts').objectStore('drafts').getAll())) as object[]
    database.close()
    const text = rows
      .flatMap((row) => Object.values(row) as unknown[])
      .map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value)))
    return { rows: rows.length, text: [...text, JSON.stringify(Object.entries(localStorage))].join('\n') }
  })

const text = () => page.locator('textarea').first()

async function openTalk(childId: string): Promise<void> {
  await page.goto(`${server.url}/cards/new?child=${childId}&kind=talk`)
  await text().waitFor()
}

describe('H-26: one phone, several people', { timeout: 120_000 }, () => {
  let childId = ''

  it('what was typed outlives an expired session, sealed: only the same person reads it again', async () => {
    await page.goto(`${server.url}/sign-in`)
    await signIn('teacher5')
    childId = await page.evaluate(
      async () =>
        ((await (await fetch('/api/children')).json()) as { rows: { id: string }[] }).rows[0]?.id ?? '',
    )
    await openTalk(childId)
    await text().fill(WORDS)
    await expect.poll(async () => (await kept()).rows).toBe(1)
    expect((await kept()).text).not.toContain(WORDS.slice(0, 4))

    // The session ends while the form stands there.
    await phone.context.clearCookies()
    await page.reload()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await signIn('counsellor')
    await openTalk(childId)
    await page.waitForTimeout(800)
    expect(await text().inputValue()).toBe('')
    expect((await kept()).text).not.toContain(WORDS.slice(0, 4))

    await phone.context.clearCookies()
    await page.goto(`${server.url}/sign-in`)
    await signIn('teacher5')
    await openTalk(childId)
    await expect.poll(() => text().inputValue()).toBe(WORDS)
  })

  it('sign-out takes it along, and the back button shows nothing of the child', async () => {
    await page.goto(`${server.url}/me`)
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    expect((await kept()).rows).toBe(0)
    await page.goBack()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.locator('input[type=password]').waitFor()
  })

  /** What a browser that keeps left pages in memory tells them; the ones the tests run in keep none. */
  const leaveAndComeBack = async (): Promise<{ hidden: boolean; passwords: string }> => {
    const left = await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      const passwords = [...document.querySelectorAll<HTMLInputElement>('input[type=password]')]
      return {
        hidden: getComputedStyle(document.body).display === 'none',
        passwords: passwords.map(({ value }) => value).join(''),
      }
    })
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
    return left
  }

  it('a page of a child left long before, brought back from memory, is hidden and asked for anew', async () => {
    await signIn('teacher5')
    await page.goto(`${server.url}/children/${childId}`)
    await page.locator('main h1').waitFor()
    await phone.context.clearCookies()
    expect((await leaveAndComeBack()).hidden).toBe(true)
    await page.waitForURL((url) => url.pathname === '/sign-in')
  })

  it('the sign-in page brought back from memory holds no password', async () => {
    await page.fill('input[autocomplete=username]', 'teacher5')
    await page.fill('input[type=password]', 'Qinghe-2468')
    expect((await leaveAndComeBack()).passwords).toBe('')
    await page.waitForLoadState()
    expect(await page.inputValue('input[type=password]')).toBe('')
  })
})
