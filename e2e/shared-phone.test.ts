import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDemo, PASSWORD, type Demo } from './demo.ts'

const WORDS = '今天说起搬家的事有点舍不得'

let demo: Demo
let page: Page
beforeAll(async () => {
  demo = await openDemo({ engine: 'oldest' })
  page = demo.page
})
afterAll(() => demo?.close())

async function signIn(username: string): Promise<void> {
  await demo.typeSignIn(username)
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
  await page.goto(`${demo.url}/cards/new?child=${childId}&kind=talk`)
  await text().waitFor()
}

describe('H-26: one phone, several people', { timeout: 120_000 }, () => {
  let childId = ''

  it('what was typed outlives an expired session, sealed: only the same person reads it again', async () => {
    await page.goto(`${demo.url}/sign-in`)
    await signIn('teacher5')
    const { rows } = await demo.ask<{ rows: { id: string }[] }>('/api/children')
    childId = rows[0]?.id ?? ''
    await openTalk(childId)
    await text().fill(WORDS)
    await expect.poll(async () => (await kept()).rows).toBe(1)
    expect((await kept()).text).not.toContain(WORDS.slice(0, 4))

    // The session ends while the form stands there.
    await page.context().clearCookies()
    await page.reload()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await signIn('counsellor')
    await openTalk(childId)
    await page.waitForTimeout(800)
    expect(await text().inputValue()).toBe('')
    expect((await kept()).text).not.toContain(WORDS.slice(0, 4))

    await page.context().clearCookies()
    await page.goto(`${demo.url}/sign-in`)
    await signIn('teacher5')
    await openTalk(childId)
    await expect.poll(() => text().inputValue()).toBe(WORDS)
  })

  it('sign-out takes it along, and the back button shows nothing of the child', async () => {
    await page.goto(`${demo.url}/me`)
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
    await page.goto(`${demo.url}/children/${childId}`)
    await page.locator('main h1').waitFor()
    await page.context().clearCookies()
    expect((await leaveAndComeBack()).hidden).toBe(true)
    await page.waitForURL((url) => url.pathname === '/sign-in')
  })

  it('the sign-in page brought back from memory holds no password', async () => {
    await page.fill('input[autocomplete=username]', 'teacher5')
    await page.fill('input[type=password]', PASSWORD)
    expect((await leaveAndComeBack()).passwords).toBe('')
    await page.waitForLoadState()
    expect(await page.inputValue('input[type=password]')).toBe('')
  })

  it('what the installed app asks ahead is answered to the person who is there, and asked only of whom it concerns', async () => {
    const asked = (): Promise<string[]> =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter((entry) => entry instanceof PerformanceResourceTiming && entry.workerStart > 0)
          .map(({ name }) => new URL(name).pathname),
      )
    const ahead = async (): Promise<string[]> => {
      const seen = await page
        .context()
        .serviceWorkers()[0]
        ?.evaluate(() => {
          const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
          performance.clearResourceTimings()
          return names
        })
      return (seen ?? []).filter((path) => path.startsWith('/api/'))
    }
    const own = async (): Promise<string> =>
      (await demo.ask<{ user: { name: string } }>('/api/session')).user.name

    await signIn('teacher5')
    await page.evaluate(() => navigator.serviceWorker.ready)
    await ahead()
    for (const username of ['helper1', 'teacher5']) {
      await page.context().clearCookies()
      await page.goto(`${demo.url}/sign-in`)
      await signIn(username)
      await page.locator('main h1', { hasText: await own() }).waitFor()
      expect(await ahead()).toEqual(['/api/session', '/api/my-day'])
      expect(await asked()).toContain('/api/my-day')
    }
    await page.context().clearCookies()
    await page.goto(`${demo.url}/sign-in`)
    await signIn('auditor')
    await page.locator('main h1').waitFor()
    await page.reload()
    await page.locator('main h1').waitFor()
    expect((await ahead()).filter((path) => path !== '/api/session')).toEqual([])
  })
})
