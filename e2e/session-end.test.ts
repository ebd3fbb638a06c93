import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDemo, PASSWORD, type Demo } from './demo.ts'
import { axeFaults } from './look.ts'

const WORDS = '爱看书，想当老师。奶奶腿脚不便，雨天常迟到。'

let demo: Demo
let page: Page
beforeAll(async () => {
  demo = await openDemo()
  page = demo.page
}, 120_000)
beforeEach(() => demo.signIn('teacher5'))
afterAll(() => demo?.close())

/** The server forgets the session; the browser knows nothing of it. */
async function endSession(): Promise<void> {
  const cookies = await demo.browser.context.cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = { cookie, origin: demo.url, 'content-type': 'application/json' }
  const answer = await fetch(`${demo.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' })
  expect(answer.ok).toBe(true)
}

const frame = () => page.frameLocator('iframe')
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function signInAgain(username?: string): Promise<void> {
  await frame().getByText('刚才的一页还在').waitFor()
  if (username !== undefined) await frame().locator('#username').fill(username)
  await frame().locator('#password').fill(PASSWORD)
  await frame().locator('#password').press('Enter')
  await page.locator('iframe').waitFor({ state: 'detached' })
}

/** Everything of the page besides the frame, as eye and screen reader find it. */
const seen = (): Promise<string> =>
  page.evaluate(() => [...document.body.children].map((part) => (part as HTMLElement).innerText).join(''))

const openChild = async (): Promise<string> => {
  const { rows } = await demo.ask<{ rows: { id: string; name: string }[] }>('/api/children')
  // Also what the page asks for a moment later, or that would meet the end before the test does.
  await page.goto(`${demo.url}/children/${rows[0]?.id}`, { waitUntil: 'networkidle' })
  return rows[0]?.name ?? ''
}

describe('H-26: a session that ends in an open page', { timeout: 120_000 }, () => {
  it('a long form waits behind the sign-in, unseen and out of reach, and is saved once', async () => {
    const name = await openChild()
    await page.getByRole('tab', { name: '档案' }).click()
    await page.getByRole('link', { name: '完整档案' }).click()
    // Within the app, so that the back button would stay within it, too.
    await page.getByRole('link', { name: '修改' }).first().click()
    await button('保存').waitFor()
    const text = page.locator('textarea').first()
    for (const closed of await page.locator('summary, button[aria-expanded=false]').all())
      if (!(await text.isVisible()) && (await closed.isVisible())) await closed.click()
    await text.fill(WORDS)
    const before = page.url()
    const saves: number[] = []
    page.on('response', (answer) => {
      if (answer.request().method() === 'PATCH' || answer.request().method() === 'PUT')
        saves.push(answer.status())
    })
    await endSession()
    await button('保存').click()
    await frame().getByText('刚才的一页还在').waitFor()
    expect(await frame().locator('#username').inputValue()).toBe('teacher5')
    expect(await seen()).not.toContain(name)
    expect(await page.title()).not.toContain(name)
    expect(await page.locator('#root').ariaSnapshot()).toBe('')
    expect(await axeFaults(page)).toEqual([])
    await page.evaluate(() => history.back())
    await page.waitForTimeout(300)
    await page.keyboard.press('Escape')
    expect(page.url()).toBe(before)
    for (let tab = 0; tab < 12; tab++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('#root') ?? null)).toBeNull()

    await signInAgain()
    expect(page.url()).toBe(before)
    expect(await text.inputValue()).toBe(WORDS)
    await page.getByText('请再按一次').waitFor()
    await button('保存').click()
    await page.waitForURL((url) => url.pathname.endsWith('/file'))
    expect(saves).toEqual([401, 200])
    await page.getByText(WORDS).first().waitFor()
  })

  it('a window open over the page stays open, with what was typed in it', async () => {
    await openChild()
    await page.getByRole('tab', { name: '家里人' }).click()
    await button('添一位家里人').click()
    const dialog = page.getByRole('dialog', { name: '添一位家里人' })
    const input = dialog.getByLabel('姓名')
    await input.fill('周小满')
    await dialog.getByLabel('是孩子的').selectOption({ index: 3 })
    await endSession()
    await dialog.getByRole('button', { name: '保存' }).click()
    await signInAgain()
    expect(await input.inputValue()).toBe('周小满')
  })

  it('a read that met the end goes on by itself', async () => {
    await openChild()
    await endSession()
    await page.getByRole('navigation').getByRole('link', { name: '孩子' }).first().click()
    await signInAgain()
    await page.getByRole('heading', { level: 1, name: '孩子' }).waitFor()
    expect(await page.locator('[data-ended]').count()).toBe(0)
  })

  it('somebody else who signs in gets the first page, with nothing of the first person', async () => {
    const name = await openChild()
    await endSession()
    await page.getByRole('navigation').getByRole('link', { name: '孩子' }).first().click()
    await signInAgain('auditor')
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(name)
  })

  it('somebody else who signs in beside it gets the first page, too, and nothing is written in that name', async () => {
    await openChild()
    await page.getByRole('tab', { name: '家里人' }).click()
    await button('添一位家里人').click()
    const dialog = page.getByRole('dialog', { name: '添一位家里人' })
    await dialog.getByLabel('姓名').fill('周小满')
    await dialog.getByLabel('是孩子的').selectOption({ index: 3 })
    const data = { username: 'principal', password: PASSWORD }
    const headers = { origin: demo.url }
    await page.request.post(`${demo.url}/api/auth/sign-out`, { data: {}, headers })
    await page.request.post(`${demo.url}/api/auth/sign-in/username`, { data, headers })
    const answer = page.waitForResponse((one) => one.request().method() === 'POST')
    await dialog.getByRole('button', { name: '保存' }).click()
    expect((await answer).status()).toBe(409)
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain('周小满')
    expect((await demo.ask<{ user: { username: string } }>('/api/session')).user.username).toBe('principal')
  })

  it('an administrator is asked for the code there, too; a wrong one changes nothing', async () => {
    await demo.signIn('administrator')
    await page.setViewportSize({ width: 360, height: 420 })
    await page.goto(`${demo.url}/me`, { waitUntil: 'networkidle' })
    await endSession()
    await page.getByRole('navigation').getByRole('link', { name: '孩子' }).first().click()
    await frame().locator('#password').waitFor()
    // Above a phone's keyboard: the field one types in, and the button.
    await expect
      .poll(() =>
        frame()
          .locator('#password')
          .evaluate((node) => node === document.activeElement),
      )
      .toBe(true)
    const bottomOf = async (id: string) => {
      const box = await frame().locator(id).boundingBox()
      return (box?.y ?? 999) + (box?.height ?? 0)
    }
    expect(await bottomOf('#password-form .go')).toBeLessThan(420)
    await frame().locator('#password').fill(PASSWORD)
    await frame().locator('#password').press('Enter')
    const code = frame().locator('#code')
    await code.fill('000000')
    await code.press('Enter')
    await frame().getByText('验证码不对或已过期').waitFor()
    expect(await page.locator('#root').ariaSnapshot()).toBe('')
    // Whoever went to another app for the digits finds the step as it was.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.waitForTimeout(300)
    await code.fill(await demo.code())
    await code.press('Enter')
    await page.locator('iframe').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: '孩子' }).waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
  })

  it('without a signal it says so and keeps what was typed; signed in beside it, the page goes on by itself', async () => {
    await openChild()
    await endSession()
    await page.getByRole('navigation').getByRole('link', { name: '孩子' }).first().click()
    const password = frame().locator('#password')
    await password.fill(PASSWORD)
    await demo.browser.context.setOffline(true)
    await password.press('Enter')
    await frame().getByText('没有信号，连不上服务器').waitFor()
    expect(await password.inputValue()).toBe(PASSWORD)
    await demo.browser.context.setOffline(false)
    const data = { username: 'teacher5', password: PASSWORD }
    const headers = { origin: demo.url }
    await page.request.post(`${demo.url}/api/auth/sign-in/username`, { data, headers })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('iframe').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: '孩子' }).waitFor()
  })

  it('who leaves stands before the sign-in page, and nothing typed stays', async () => {
    await openChild()
    await endSession()
    await page.getByRole('navigation').getByRole('link', { name: '孩子' }).first().click()
    await frame().getByRole('button', { name: '不登录，离开这一页' }).click()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.locator('#password-form').waitFor()
    expect(await page.locator('#leave').isVisible()).toBe(false)
  })
})
