import type { Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, openBrowser, type OpenBrowser } from './browser.ts'
import { axeFaults, sideScroll, smallTargets } from './look.ts'
import { serveClient, type StaticServer } from './static-server.ts'

let server: StaticServer

beforeAll(async () => {
  server = await serveClient()
})
afterAll(() => server.close())

const failure = (status: number, error: object) => (route: Route) =>
  route.fulfill({ status, json: { error } })

describe.each(engines)('sign-in page in Chromium (%s)', (engine) => {
  let browser: OpenBrowser

  beforeEach(async () => {
    browser = await openBrowser(engine)
    await browser.page.goto(`${server.url}/sign-in?next=%2Fchildren%3Fview%3Dall`, {
      waitUntil: 'networkidle',
    })
  })
  afterEach(() => browser.close())

  const signIn = async (answer: (route: Route) => unknown): Promise<void> => {
    await browser.context.unroute('**/api/auth/**')
    await browser.context.route('**/api/auth/sign-in/username', answer)
    await browser.page.getByLabel('用户名').fill(' zhou ')
    await browser.page.getByLabel('密码').fill('Kite-9-lantern')
    await browser.page.getByRole('button', { name: '登录' }).click()
  }

  test('accessible in both languages, with and without an error', async () => {
    const { page } = browser
    expect(await axeFaults(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    expect(await sideScroll(page)).toBe(0)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('请填写用户名和密码。').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Enter your user name and password.').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  test('each failure has its sentence, and what was typed stays', async () => {
    const { page } = browser
    await signIn(failure(401, { code: 'sign-in-failed' }))
    await page.getByText('用户名或密码不对，请再试一次。').waitFor()
    await signIn(failure(423, { code: 'account-locked', params: { until: '2026-11-23T06:05:00Z' } }))
    await page.getByText('输错次数太多，14:05 以后再试。').waitFor()
    await signIn(failure(503, { code: 'unavailable' }))
    await page.getByText('服务器正在重新启动，过几秒再试。').waitFor()
    await signIn((route) => route.abort())
    await page.getByText('没有信号，连不上服务器。有信号后再试一次。').waitFor()
    expect(await page.getByLabel('用户名').inputValue()).toBe(' zhou ')
    expect(await page.getByRole('button', { name: '登录' }).getAttribute('aria-disabled')).toBeNull()
  })

  test('leads to where the person came from, and nowhere outside', async () => {
    const { page } = browser
    await signIn((route) => route.fulfill({ json: { token: 'x' } }))
    await page.waitForURL(`${server.url}/children?view=all`)
    const outside = [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n\\evil.example',
      'https://evil.example',
    ]
    for (const next of [...outside, 'javascript:alert(1)']) {
      await page.goto(`${server.url}/sign-in?next=${encodeURIComponent(next)}`)
      await signIn((route) => route.fulfill({ json: {} }))
      await page.waitForURL((url) => url.pathname !== '/sign-in')
      expect([next, page.url()]).toEqual([next, `${server.url}/`])
    }
  })

  test('says that the session ended and what was written is kept; a code that came too late begins anew', async () => {
    const { page } = browser
    await page.goto(`${server.url}/sign-in?why=draft&next=%2Fcards`)
    await page.getByText('登录过期了，写的内容还在，登录后接着写。').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('What you wrote is kept').waitFor()
    await page.getByRole('button', { name: '中文' }).click()
    await signIn((route) => route.fulfill({ json: { twoFactorRedirect: true } }))
    await browser.context.route(
      '**/api/auth/two-factor/verify-totp',
      failure(401, { code: 'unauthenticated' }),
    )
    await page.getByLabel('动态验证码').fill('123456')
    await page.keyboard.press('Enter')
    await page.getByText('隔得太久了，请重新输入用户名和密码。').waitFor()
  })

  test('asks for the second factor when the account has one', async () => {
    const { page } = browser
    await signIn((route) => route.fulfill({ json: { twoFactorRedirect: true } }))
    const code = page.getByLabel('动态验证码')
    await code.waitFor()
    expect(await code.evaluate((node) => node === document.activeElement)).toBe(true)
    const sent: unknown[] = []
    await browser.context.route('**/api/auth/two-factor/verify-totp', (route) => {
      sent.push(route.request().postDataJSON())
      return sent.length === 1
        ? route.fulfill({ status: 401, json: { error: { code: 'sign-in-failed' } } })
        : route.fulfill({ json: { token: 'x' } })
    })
    await code.fill('123 456')
    await page.keyboard.press('Enter')
    await page.getByText('验证码不对或已过期，请输入现在显示的数字。').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: '确认' }).click()
    await page.waitForURL(`${server.url}/children?view=all`)
    expect(sent).toEqual([{ code: '123456' }, { code: '123456' }])
  })

  test('takes a backup code when the phone is not there, as it stands on paper', async () => {
    const { page } = browser
    await signIn((route) => route.fulfill({ json: { twoFactorRedirect: true } }))
    await page.getByRole('button', { name: '手机不在身边？用备用码' }).click()
    const code = page.getByLabel('备用码')
    expect(await code.evaluate((node) => node === document.activeElement)).toBe(true)
    await code.fill('abc')
    await page.keyboard.press('Enter')
    await page.getByText('备用码是 10 个字母和数字，请再看一看。').waitFor()
    expect(await axeFaults(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    const sent: unknown[] = []
    await browser.context.route('**/api/auth/two-factor/verify-backup-code', (route) => {
      sent.push(route.request().postDataJSON())
      return sent.length === 1
        ? route.fulfill({ status: 401, json: { error: { code: 'sign-in-failed' } } })
        : route.fulfill({ json: { token: 'x' } })
    })
    await code.fill('aBc2e fGh4k')
    await page.keyboard.press('Enter')
    await page.getByText('备用码不对，或者已经用过。请换一个。').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('This backup code is wrong or was used before.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.waitForURL(`${server.url}/children?view=all`)
    expect(sent).toEqual([{ code: 'aBc2e-fGh4k' }, { code: 'aBc2e-fGh4k' }])
  })
})
