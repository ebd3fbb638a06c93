import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, weekday } from '#shared/calendar/rules/local-date.ts'
import { languages } from './browser.ts'
import { openDemo, type Demo } from './demo.ts'
import { axeFaults } from './look.ts'

let demo: Demo
let page: Page
beforeAll(async () => {
  demo = await openDemo({ now: '2026-11-23T02:00:00.000Z', engine: 'oldest' })
  page = demo.page
})
beforeEach(async () => {
  await page.emulateMedia({ media: null })
  await page.setViewportSize({ width: 1280, height: 900 })
})
afterAll(() => demo?.close())

const button = (name: string | RegExp) => page.getByRole('button', { name })
const on = (day: string) => page.locator(`td[data-day="${day}"] li button`)

describe('the year calendar', () => {
  it('is filled from the plan; a task goes to another day by pointer, by key, and back', async () => {
    await demo.signIn('principal')
    await page.goto(`${demo.url}/tasks?on=2026-12-10`)
    // All of it stands there already: filling again adds nothing and says so.
    await button('更多').click()
    await page.getByRole('menuitem', { name: '从方案填入全年安排' }).click()
    await page.getByRole('button', { name: '填入', exact: true }).click()
    await button(/家长代表座谈会/).dragTo(page.locator('td[data-day="2026-12-16"]'))
    await on('2026-12-16').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await on('2026-12-17').waitFor()
    await expect.poll(() => on('2026-12-17').evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Shift+ArrowDown')
    await on('2026-12-24').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await button('撤回').first().click()
    await on('2026-12-17').waitFor()
    expect(demo.browser.errors).toEqual([])
  })

  it('on a phone a task is moved in a window, back and again, and ticked off', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await demo.signIn('principal')
    await page.goto(`${demo.url}/tasks?on=2026-11-10`)
    const openWindow = async (): Promise<void> => {
      await button(/心理健康讲座/).click()
      await button('改到哪天').click()
    }
    const moved = page.locator('main li:has(p)', { hasText: /11月18日 ?周三/ }).getByText('心理健康讲座')
    await openWindow()
    const before = await page.getByLabel('第一天').inputValue()
    await page.getByLabel('第一天').fill('2026-11-18')
    expect(await page.getByLabel('最后一天').inputValue()).toBe('2026-11-18')
    expect(await axeFaults(page)).toEqual([])
    await button('改到这天').click()
    await moved.waitFor()
    await button('撤回').click()
    await moved.waitFor({ state: 'detached' })
    await openWindow()
    expect(await page.getByLabel('第一天').inputValue()).toBe(before)
    await page.getByLabel('第一天').fill('2026-11-18')
    await button('改到这天').click()
    await moved.waitFor()
    await button(/心理健康讲座/).click()
    await button('做完了').click()
    await button('记下').click()
    await button(/心理健康讲座.*补上了/s).waitFor()
  })
})

it('with a finger: a task held a moment goes along to another day, on a tablet and on a phone; else it stays', async () => {
  const touch = await demo.browser.context.newCDPSession(page)
  const middle = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox()
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  }
  type Point = Awaited<ReturnType<typeof middle>>
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints })
  const carry = async (from: Point, to: Point, holdMs: number): Promise<void> => {
    await send('touchStart', from)
    await page.waitForTimeout(holdMs)
    for (const part of [0.3, 0.7, 1])
      await send('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
    await send('touchEnd')
  }
  await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await demo.signIn('principal')
  await page.goto(`${demo.url}/tasks?on=2026-11-10`)
  const task = page.locator('td[data-day^="2026-11"] [data-task]').first()
  const from = await task.evaluate((one) => one.closest('td')?.dataset['day'] ?? '')
  const id = await task.getAttribute('data-task')
  const to = addDays(from, weekday(from) === 7 ? -1 : 1)
  const there = (day: string): string => `[data-day="${day}"] [data-task="${id}"]`
  for (const width of [1024, 360]) {
    await page.setViewportSize({ width, height: 740 })
    await page.goto(`${demo.url}/tasks?view=week&on=${from}`)
    const drag = async (target: string, holdMs: number): Promise<void> => {
      await page.locator(there(from)).waitFor()
      await page.locator(target).scrollIntoViewIfNeeded()
      await carry(await middle(there(from)), await middle(target), holdMs)
    }
    // Not held long enough, and let go where no day is: it stays.
    await drag(`[data-day="${to}"]`, 0)
    await drag('h1', 600)
    expect(await page.locator(there(to)).count()).toBe(0)
    await drag(`[data-day="${to}"]`, 600)
    await page.locator(there(to)).waitFor()
    // A message is one, too.
    expect(await page.getByRole('dialog').filter({ hasNotText: '撤回' }).count()).toBe(0)
    await button('撤回').first().click()
    await page.locator(there(from)).waitFor()
  }
  await touch.send('Emulation.setTouchEmulationEnabled', { enabled: false })
  await touch.detach()
})

it('a month prints as a grid on one sheet on its side, without the numbers of the reader', async () => {
  await demo.signIn('principal')
  await page.goto(`${demo.url}/tasks?on=2026-11-10`)
  const task = page.locator('td[data-day^="2026-11"] li button').first()
  const day = await task.evaluate((one) => one.closest('td')?.dataset['day'] ?? '')
  const title = await task.locator('span > span').first().innerText()
  const slip = page.locator('[data-print-slip]')
  expect(await slip.locator('tbody tr').count()).toBe(6)
  const cell = slip.locator('td').filter({ hasText: new RegExp(`^${Number(day.slice(8))}(?!\\d)`) })
  expect(await cell.textContent()).toContain(title)
  expect(await slip.textContent()).not.toContain('件到期')
  await page.emulateMedia({ media: 'print' })
  expect(await slip.isVisible()).toBe(true)
  expect(await page.locator('main').isVisible()).toBe(false)
  const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet) ?? []
  expect(Number(width)).toBeGreaterThan(Number(height))
})

it('the digest of a week is seen whole on one screen of a small phone, in both languages', async () => {
  await page.setViewportSize({ width: 360, height: 640 })
  await demo.signIn('principal')
  for (const language of languages) {
    await demo.speaking(language)
    await demo.open('/notices')
    const card = page.locator('main li:has(ul)').first()
    await card.getByRole('link').first().waitFor()
    const [digest, bar] = [await card.boundingBox(), await page.locator('nav').last().boundingBox()]
    expect(bar?.height).toBeGreaterThan(0)
    // Room is left for the line of what is owed by classes and the school, which not every week has.
    expect(digest?.height).toBeLessThanOrEqual((bar?.y ?? 0) - 40)
  }
  await demo.speaking('zh-CN')
})

describe('the work handbook', () => {
  const plan = (text: string, where: Page = page) => where.getByLabel('写下打算').fill(text)
  const save = (where: Page = page) => where.getByRole('button', { name: '保存' }).click()

  it('written in two places at once nothing is lost: both are shown and one is chosen', async () => {
    await demo.signIn('teacher5')
    await page.goto(`${demo.url}/handbook`)
    await page.getByRole('link', { name: /第 13 周/ }).click()
    await page.getByLabel('写下打算').waitFor()
    const other = await demo.browser.context.newPage()
    await other.goto(page.url())
    await plan('从手机写的', other)
    await plan('在电脑上写的')
    await save(other)
    await other.getByText('保存好了。').waitFor()
    await save()
    await page.getByText('别人刚刚也写了这一周').waitFor()
    expect(await page.locator('main').innerText()).toContain('从手机写的')
    await button('留我写的').click()
    await page.getByText('保存好了。').waitFor()
    await other.reload()
    await expect.poll(() => other.getByLabel('写下打算').inputValue()).toBe('在电脑上写的')
  })

  it('H-12: a diary prints its entries, the child’s name only when asked for', async () => {
    await demo.signIn('helper1')
    await page.goto(`${demo.url}/diary`)
    await page.locator('main a[href^="/diary/"]').first().click()
    await button('打印日记').waitFor()
    const name = await page.getByRole('heading', { level: 1 }).innerText()
    const slip = page.locator('[data-print-slip]')
    expect(await slip.locator('tr').count()).toBeGreaterThan(0)
    expect(await slip.textContent()).not.toContain(name)
    await page.getByLabel('打印时带上孩子的姓名').check()
    expect(await slip.textContent()).toContain(name)
  })

  it('H-12: on paper there is no child’s name unless it is asked for', async () => {
    await demo.signIn('teacher5')
    await page.goto(`${demo.url}/handbook`)
    await page.getByRole('link', { name: /第 9 周/ }).click()
    await page.getByText('这周做了的').waitFor()
    const names = await page.locator('main a[href^="/children/"]').allInnerTexts()
    const slip = page.locator('[data-print-slip]')
    const named = async () => {
      const text = (await slip.textContent()) ?? ''
      return names.filter((name) => text.includes(name)).length
    }
    expect(names.length).toBeGreaterThan(0)
    expect(await named()).toBe(0)
    await page.getByLabel(/打印时带上孩子的姓名/).check()
    expect(await named()).toBe(names.length)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav').first().isVisible()).toBe(false)
    expect(await slip.isVisible()).toBe(true)
  })
})
