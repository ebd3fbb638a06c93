import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

interface Child {
  pupilId: string
  pupilName: string
}

describe('week, boards and notices in the browser', () => {
  test(
    'a teacher: today, the week, the children, notices, the class at a glance',
    { timeout: 120_000 },
    async () => {
      await demo.signIn('teacher5')
      const { coverage } = await demo.ask<{ coverage: { classId: string }[] }>('/api/board')
      const classId = coverage[0]?.classId ?? ''
      expect(
        await demo.look('/', '/week', '/my-children', '/notices', '/figures', `/figures/classes/${classId}`),
      ).toEqual([])
    },
  )

  test('a board on its way has its heading and its height: what stands below it does not jump', async () => {
    const { page } = demo
    await demo.signIn('principal')
    await demo.speaking('zh-CN')
    const tabs = page.getByRole('navigation', { name: '看哪一样' })
    const top = async () => Math.round((await tabs.boundingBox())?.y ?? -1)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 860 })
      let answer = (): void => undefined
      const asked = new Promise<void>((resolve) => (answer = resolve))
      await page.route('**/api/board', async (route) => {
        await asked
        await route.continue()
      })
      await page.goto(`${demo.url}/figures`)
      await page.getByRole('heading', { level: 1, name: '进度' }).waitFor()
      const before = await top()
      answer()
      await page.getByRole('heading', { level: 1, name: '个孩子' }).waitFor()
      expect(await top(), String(width)).toBe(before)
      await page.unroute('**/api/board')
    }
  })

  test('My day and a diary on their way have a heading, My day its height; a leader goes from the ring to the board', async () => {
    const device = await demo.another({ serviceWorker: false })
    const { page } = device
    await device.signIn('teacher5')
    await device.speaking('zh-CN')
    const high = async () => Math.round((await page.locator('main header').boundingBox())?.height ?? -1)
    const held = async (api: string, path: string, waiting: string, there: () => Promise<void>) => {
      let answer = (): void => undefined
      const asked = new Promise<void>((resolve) => (answer = resolve))
      await page.route(api, async (route) => {
        await asked
        await route.continue()
      })
      await page.goto(`${demo.url}${path}`)
      await page.getByRole('heading', { level: 1, name: waiting }).waitFor()
      const before = await high()
      answer()
      await there()
      await page.unroute(api)
      return [await high(), before]
    }
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 860 })
      const [after, before] = await held('**/api/my-day', '/', '今日', () =>
        page.getByRole('heading', { level: 1, name: '看望' }).waitFor(),
      )
      expect(after, String(width)).toBe(before)
    }
    const { diaries } = await device.ask<{ diaries: { mine: boolean; child: { id: string } }[] }>(
      '/api/diaries',
    )
    const child = diaries.find(({ mine }) => mine)?.child.id ?? ''
    await held('**/api/children/*/diary', `/diary/${child}`, '成长日记', () =>
      page.getByRole('heading', { level: 1, name: '成长日记' }).waitFor({ state: 'detached' }),
    )
    await device.signIn('principal')
    await device.open('/')
    await page.locator('main header').getByRole('link', { name: '这个月到期的' }).click()
    await page.waitForURL('**/figures')
  })

  test(
    "H-05: a talk marked urgent stands on the principal's Today until it is known; H-13: please look",
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('teacher5')
      const { children } = await demo.ask<{ children: Child[] }>('/api/my-children')
      for (const child of children.slice(0, 4)) {
        const urgent = child === children[0]
        const answer = await page.request.post(`${demo.url}/api/cards`, {
          data: {
            id: randomUUID(),
            pupilId: child.pupilId,
            heldOn: '2026-11-25',
            reached: true,
            fields: { kind: 'talk', topics: ['safety'], riskLevel: urgent ? 'urgent' : 'none' },
            content: '只说给老师听的话。',
          },
          headers: { origin: demo.url },
        })
        expect(answer.status()).toBe(200)
      }
      await demo.signIn('principal')
      expect(await demo.look('/', '/notices', '/reviews', '/figures', '/organisation/reminders')).toEqual([])
      const { open } = await demo.ask<{ open: { id: string }[] }>('/api/incidents')
      expect(await demo.look('/incidents', `/incidents/${open[0]?.id}`, '/incidents/new')).toEqual([])
      await demo.speaking('zh-CN')
      await page.goto(demo.url)
      const told = page.getByText(`${children[0]?.pupilName}：有一次紧急的谈心`)
      await told.waitFor()
      expect(await page.content()).not.toContain('只说给老师听的话')
      await page.getByRole('button', { name: '知道了' }).click()
      await told.waitFor({ state: 'detached' })
      await page.goto(`${demo.url}/figures`)
      await page.getByRole('button', { name: /谈心 2026年10月/ }).click()
      await page
        .getByRole('dialog')
        .getByText(/^共 \d+ 件$/)
        .waitFor()
      expect(demo.browser.errors).toEqual([])
    },
  )

  test(
    'P3-19: departments in the settings and on the board; a number opens its list, also for whoever heads one',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      expect(
        await demo.look(
          '/organisation/departments',
          '/figures/departments',
          '/figures/schooling',
          '/figures/outside',
        ),
      ).toEqual([])
      // It stands on a desk now, in English: no table of the sheet is cut there.
      const tables = page.locator('article [role=group]')
      const widths = await tables.evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth))
      expect(widths).toEqual([0, 0, 0, 0, 0, 0, 0])
      await demo.signIn('archivekeeper')
      await demo.speaking('zh-CN')
      await page.goto(`${demo.url}/tasks`)
      await page.getByRole('button', { name: '更多' }).click()
      await page.getByRole('menuitem', { name: '部门的进度' }).click()
      const number = page.getByRole('button', { name: /^计划 \d+$/ })
      await number.first().waitFor()
      // The own department, and no other.
      expect(await number.count()).toBe(1)
      const value = /\d+/.exec((await number.first().textContent()) ?? '')?.[0] ?? ''
      await number.first().click()
      await page.getByRole('dialog').getByText(`共 ${value} 件`).waitFor()
      expect(demo.browser.errors).toEqual([])
    },
  )
})
