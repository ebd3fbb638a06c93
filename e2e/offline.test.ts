import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDemo, type Demo } from './demo.ts'
import { pageFaults } from './look.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
})
afterAll(() => demo?.close())

const screens = ['/', '/week', '/my-children', '/figures', '/tasks', '/handbook', '/notices'] as const

it('without a signal every screen of the day keeps what was seen, and says what still works', async () => {
  const { page, context } = demo.browser
  await demo.signIn('teacher5')
  await page.setViewportSize({ width: 360, height: 740 })
  for (const language of ['zh-CN', 'en'] as const) {
    await demo.speaking(language)
    for (const path of screens) {
      await demo.open(path)
      const seen = await page.locator('main').innerText()
      await context.setOffline(true)
      const line = page.getByRole('status').filter({ hasText: language === 'en' ? 'No signal' : '没有信号' })
      await line.waitFor()
      expect(await page.locator('main').innerText()).toContain(seen.slice(0, 60))
      expect(await pageFaults(page), path).toEqual([])
      await context.setOffline(false)
      await line.waitFor({ state: 'detached' })
    }
  }
})

it('what says so on a desk begins where the page begins, a narrow one and a wide one', async () => {
  const { page, context } = demo.browser
  await demo.signIn('teacher5')
  await demo.speaking('zh-CN')
  await page.setViewportSize({ width: 1280, height: 860 })
  const left = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((node) => Math.round(node.getBoundingClientRect().left))
  for (const path of ['/', '/figures']) {
    await demo.open(path)
    await context.setOffline(true)
    await page.getByText('没有信号。打开过的').waitFor()
    expect(await left('main p[role=status]'), path).toBe(await left('main h1'))
    await context.setOffline(false)
    await page.getByText('没有信号。打开过的').waitFor({ state: 'detached' })
  }
})

it('a page that no answer came for opens by itself when the server answers again', async () => {
  const { page, context } = demo.browser
  await demo.signIn('teacher5')
  await demo.speaking('zh-CN')
  await demo.open('/')
  await context.route('**/api/my-week', (route) => route.abort())
  await page.getByRole('link', { name: '本周' }).click()
  await page.getByText('这一页还打不开').waitFor()
  expect(await pageFaults(page)).toEqual([])
  await context.unroute('**/api/my-week')
  await page.getByText('先做这些').waitFor()
})
