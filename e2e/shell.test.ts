import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, openBrowser, type OpenBrowser } from './browser.ts'
import { axeFaults } from './look.ts'
import { serveClient, type StaticServer } from './static-server.ts'

const built = join(import.meta.dirname, '../dist/client')
const schoolId = '0199e5a0-0000-7000-8000-000000000001'

const session = {
  user: { id: '0199e5a0-0000-7000-8000-000000000002', name: '周老师', username: 'zhou', locale: null },
  mustChangePassword: false,
  twoFactor: false,
  gate: null,
  school: {
    id: schoolId,
    name: '青禾中心学校',
    today: '2026-11-23',
    timeZone: 'Asia/Shanghai',
    lateEntryDays: 3,
  },
  roles: [{ role: 'classTeacher', classId: null, pupilId: null, covering: false }],
}

/** A worker's take-over needs a moment on a busy machine. */
const PATIENT = { timeout: 15_000 }

let server: StaticServer

beforeAll(async () => {
  server = await serveClient()
})
afterAll(() => server.close())

describe.each(engines)('app shell in Chromium (%s)', (engine) => {
  let browser: OpenBrowser

  beforeEach(async () => {
    browser = await openBrowser(engine)
    await browser.context.route('**/api/session', (route) => route.fulfill({ json: session }))
  })
  afterEach(() => browser.close())

  test('navigation by role; the own page switches the language at once', async () => {
    const { page } = browser
    await page.goto(`${server.url}/me`)
    await page.getByRole('heading', { name: '周老师' }).waitFor()
    const nav = page.getByRole('navigation', { name: '主导航' })
    expect(await nav.getByRole('link').allTextContents()).toEqual(['今日', '孩子', '记一笔', '进度', '我的'])
    expect(await page.getByText('帐号').count()).toBe(0)
    await page.getByText('English').click()
    await page.getByRole('navigation', { name: 'Main navigation' }).getByText('Today').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(await axeFaults(page)).toEqual([])
  })

  test.each([860, 600])('the side bar is reached whole on a screen of %i px', async (height) => {
    const { page, context } = browser
    await page.setViewportSize({ width: 1280, height })
    await context.route('**/api/session', (route) =>
      route.fulfill({ json: { ...session, roles: [{ ...session.roles[0], role: 'administrator' }] } }),
    )
    await page.goto(`${server.url}/organisation`)
    const nav = page.getByRole('navigation', { name: '主导航' })
    const last = nav.getByRole('link', { name: '学校设置' })
    /** Whether a click in the middle of the link would meet it, and nothing that lies over it. */
    const isOpen = () =>
      last.evaluate((link) => {
        const { x, y, width, height: tall } = link.getBoundingClientRect()
        const met = document.elementFromPoint(x + width / 2, y + tall / 2)
        return met !== null && link.contains(met)
      })
    await last.waitFor()
    await expect.poll(isOpen).toBe(true)
    await nav.getByRole('link', { name: '今日' }).focus()
    const names = await nav.getByRole('link').allTextContents()
    const between = names.indexOf('学校设置') - names.indexOf('今日')
    for (let tab = 0; tab < between; tab++) await page.keyboard.press('Tab')
    expect(await last.evaluate((link) => link === document.activeElement)).toBe(true)
    expect(await isOpen()).toBe(true)
  })

  test('new backup codes: password, codes that stay until they are kept', async () => {
    const { page, context } = browser
    await context.route('**/api/session', (route) => route.fulfill({ json: { ...session, twoFactor: true } }))
    let sent = 0
    await context.route('**/api/session/backup-codes', (route) =>
      sent++ === 0
        ? route.fulfill({
            status: 422,
            json: {
              error: { code: 'invalid-input', fields: [{ path: 'password', code: 'wrong-password' }] },
            },
          })
        : route.fulfill({ json: { codes: ['a1b2c-d3e4f', 'g5h6j-k7m8n'] } }),
    )
    await page.goto(`${server.url}/me`)
    await page.getByRole('button', { name: '换新的备用码' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('您的密码').fill('Kite-9-lantern')
    await dialog.getByRole('button', { name: '换成新的备用码' }).click()
    await dialog.getByText('密码不对').waitFor()
    await dialog.getByRole('button', { name: '换成新的备用码' }).click()
    await dialog.getByText('g5h6j-k7m8n').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: '好了' }).click()
    await dialog.getByText('请先把备用码印好或抄好').waitFor()
    await dialog.getByLabel('已经印好或抄好').check()
    await dialog.getByRole('button', { name: '好了' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.getByText('g5h6j-k7m8n').count()).toBe(0)
  })

  test('an expired session leads to sign-in and back', async () => {
    const { page, context } = browser
    await context.route('**/api/session', (route) =>
      route.fulfill({ status: 401, json: { error: { code: 'unauthenticated' } } }),
    )
    await page.goto(`${server.url}/me`)
    await page.waitForURL((url) => url.pathname === '/sign-in')
    expect(new URL(page.url()).searchParams.get('next')).toBe('/me')
    expect(new URL(page.url()).searchParams.get('why')).toBe('expired')
  })

  test('a restarting server shows a retry, and the retry recovers', async () => {
    const { page, context } = browser
    await context.unroute('**/api/session')
    await page.goto(`${server.url}/me`)
    await page.getByText('服务器正在重新启动，马上就好。').waitFor()
    await context.route('**/api/session', (route) => route.fulfill({ json: session }))
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByRole('heading', { name: '周老师' }).waitFor()
    expect(await page.getByText('服务器正在重新启动').count()).toBe(0)
  })

  test('a screen not on the device yet: no signal is said in its place, and it opens when the signal is back', async () => {
    const { page, context } = browser
    await context.route('**/service-worker.js', (route) => route.abort())
    await page.goto(`${server.url}/children`, { waitUntil: 'networkidle' })
    await context.setOffline(true)
    const nav = page.getByRole('navigation', { name: '主导航' })
    await nav.getByText('我的', { exact: true }).click()
    await page.getByText('有信号后，这一页会自动打开').waitFor()
    expect(await nav.isVisible()).toBe(true)
    await context.setOffline(false)
    await page.getByRole('heading', { name: '周老师' }).waitFor()
  })

  // Old browsers are the strict ones here: what failed once they never ask for again.
  test.runIf(engine === 'oldest')(
    'a window whose part does not arrive says so, the list stays, and it opens when there is a signal',
    async () => {
      const { page, context } = browser
      await context.route('**/service-worker.js', (route) => route.abort())
      const roles = [{ ...session.roles[0], role: 'principal' }]
      await context.route('**/api/session', (route) => route.fulfill({ json: { ...session, roles } }))
      const ring = { done: 0, open: 0, total: 0 }
      const none = { sections: [], work: [], covers: [], open: 0, shown: 0 }
      const day = { ...none, today: '2026-11-23', week: null, ring, planMissing: false, excusesAsked: 1 }
      await context.route('**/api/my-day', (route) => route.fulfill({ json: day }))
      const time = { from: '2026-11-01', to: '2026-11-30' }
      const child = { pupilId: schoolId, pupilName: '林小满', className: null }
      const asked = { key: 'talk', kind: 'away', reason: '', askedByName: null, mine: false }
      const excuse = { id: schoolId, ...child, ...time, ...asked }
      await context.route('**/api/excuses', (route) => route.fulfill({ json: { excuses: [excuse] } }))
      const late = { status: 503, json: { error: { code: 'unavailable' } } }
      await context.route('**/api/excuses/*/decide', (route) => route.fulfill(late))
      const part = /\/asked-excuses-[^/]*\.js$/
      await page.goto(`${server.url}/`, { waitUntil: 'networkidle' })
      const look = page.getByRole('button', { name: '看一看' })
      const opens = async (): Promise<void> => {
        await look.click()
        await page.getByRole('dialog').getByText('林小满').waitFor()
      }
      // The signal goes and comes back.
      await context.setOffline(true)
      await look.click()
      await page.getByText('没有打开，现在没有信号').waitFor()
      expect(await look.isVisible()).toBe(true)
      await context.setOffline(false)
      await opens()
      // Only the part is lost on its way, which the browser does not ask for again.
      await page.reload({ waitUntil: 'networkidle' })
      await context.route(part, (route) => route.abort())
      await look.click()
      await page.getByText('请重新打开这一页再试').waitFor()
      await context.unroute(part)
      await page.getByRole('button', { name: '重新打开这一页' }).click()
      await opens()
      // Too late an answer says nothing of what was kept.
      await page.getByRole('button', { name: '同意', exact: true }).click()
      await page.getByText('不确定是否已保存').waitFor()
      browser.errors.length = 0
    },
  )

  test('a first password comes before everything else', async () => {
    const { page, context } = browser
    await context.route('**/api/session', (route) =>
      route.fulfill({ json: { ...session, gate: 'password' } }),
    )
    await page.goto(`${server.url}/children`)
    await page.getByRole('heading', { name: '先换成自己的密码' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await context.route('**/api/session/password', (route) =>
      route.fulfill({
        status: 422,
        json: {
          error: {
            code: 'invalid-input',
            fields: [{ path: 'next', code: 'weak-password', params: { fault: 'too-few-kinds' } }],
          },
        },
      }),
    )
    await page.getByLabel('现在的密码').fill('Kite-9-lantern')
    await page.getByLabel('新密码', { exact: true }).fill('abcdefghij')
    await page.getByLabel('再输一次新密码').fill('abcdefghij')
    await page.getByRole('button', { name: '保存新密码' }).click()
    await page.getByText('请再加一种').waitFor()
    // What was said of the last one is not said of the next.
    await page.getByLabel('新密码', { exact: true }).fill('Abcdefghij-7')
    await page.getByText('请再加一种').waitFor({ state: 'hidden' })
  })

  test('an administrator sets up the second factor: code to scan, backup codes, proof', async () => {
    const { page, context } = browser
    let gate: string | null = 'secondFactor'
    await context.route('**/api/session', (route) => route.fulfill({ json: { ...session, gate } }))
    await context.route('**/api/auth/two-factor/enable', (route) =>
      route.fulfill({
        json: {
          totpURI: 'otpauth://totp/x:zhou?secret=ABCDEFGHIJKLMNOP',
          backupCodes: ['a1b2-c3d4', 'e5f6-g7h8'],
        },
      }),
    )
    await context.route('**/api/auth/two-factor/verify-totp', (route) => {
      gate = null
      return route.fulfill({ json: { token: 'x' } })
    })
    await page.goto(`${server.url}/me`)
    await page.getByLabel('您的密码').fill('Kite-9-lantern')
    await page.getByRole('button', { name: /开始设置/ }).click()
    await page.getByRole('img', { name: '验证器要扫的码' }).waitFor()
    await page.getByText('ABCD EFGH IJKL MNOP').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('已经印好或抄好').check()
    await page.getByLabel('已经印好或抄好').check()
    await page.getByLabel(/6 位数字/).fill('123456')
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByRole('heading', { name: '周老师' }).waitFor()
  })
})

test('installed shell: opens without a server, says so, and keeps nothing of the API', async () => {
  const own = await serveClient()
  const browser = await openBrowser('today')
  try {
    const { page } = browser
    await page.goto(`${own.url}/ui`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await expect
      .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), PATIENT)
      .toBe(true)
    await own.close()
    await page.goto(`${own.url}/me`)
    await page.getByText('没有信号').first().waitFor()
    await page.getByRole('button', { name: '再试一次' }).waitFor()
    await page.goto(`${own.url}/sign-in?next=%2Fme`)
    await page.getByRole('button', { name: '登录' }).waitFor()
    const cached = await page.evaluate(async () => {
      const names = await caches.keys()
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(cached).toContain('/index.html')
    expect(cached.filter((path) => path.startsWith('/api/'))).toEqual([])
  } finally {
    await browser.close()
  }
})

test('a new version waits, says so, and comes when the person agrees', async () => {
  const browser = await openBrowser('today')
  try {
    const { page } = browser
    await page.goto(`${server.url}/ui`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    server.publish()
    await page.goto(`${server.url}/ui`)
    await page.getByText('新版本已就绪').waitFor()
    await page.evaluate(() => Object.assign(globalThis, { before: true }))
    await page.getByRole('button', { name: '换上新版' }).click()
    await expect.poll(() => page.evaluate(() => 'before' in globalThis), PATIENT).toBe(false)
    await page.getByRole('heading', { name: '按钮' }).waitFor()
    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null),
    ).toBeNull()
  } finally {
    await browser.close()
  }
})

test('sizes: sign-in at most 60 KB, first list at most 150 KB (brotli)', async () => {
  const size = async (file: string): Promise<number> =>
    brotliCompressSync(await readFile(join(built, file))).length
  const shell = await readFile(join(built, 'index.html'), 'utf8')
  const files = JSON.parse(/id="files">([^<]+)</.exec(shell)?.[1] ?? '{}') as Record<string, string[]>
  expect(await size('sign-in.html')).toBeLessThanOrEqual(60 * 1024)
  for (const language of ['zh-CN', 'en']) {
    const first = [...(files['app'] ?? []), ...(files[language] ?? [])]
    expect(
      first.some((file) => file.includes('/first-')),
      'the first list is among the files',
    ).toBe(true)
    const sizes = await Promise.all(['index.html', ...first].map(size))
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(150 * 1024)
  }
})
