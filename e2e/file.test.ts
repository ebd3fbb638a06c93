import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from './browser.ts'
import { openDemo, type Demo, type Device } from './demo.ts'
import { pageFaults } from './look.ts'

let demo: Demo
let teacher: Device
let principal: Device
let childId: string
beforeAll(async () => {
  demo = await openDemo({ now: '2026-11-23T02:00:00.000Z', width: 1280, height: 900 })
  principal = demo
  teacher = await demo.another({ engine: 'oldest' })
  await principal.signIn('principal')
  await teacher.signIn('teacher5')
  const { rows } = await teacher.ask<{ rows: { id: string }[] }>('/api/children')
  childId = rows[0]?.id ?? ''
})
afterAll(() => demo?.close())

const save = (page: Page) => page.getByRole('button', { name: '保存' }).click()
const saved = (page: Page) => page.waitForURL((url) => url.pathname.endsWith('/file'))

describe("a child's file", () => {
  it("H-26: no child's name in the window's title, which stays in the history of a shared device", async () => {
    const { page } = teacher
    for (const path of ['', '/contact', '/file', '/edit']) {
      await page.goto(`${demo.url}/children/${childId}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const { basics } = await teacher.ask<{ basics: { name: string } }>(`/api/children/${childId}`)
      const { name } = basics
      expect(name).not.toBe('')
      expect(await page.title()).toMatch(/. · 守望$/)
      expect(await page.title()).not.toContain(name)
    }
  })

  it('H-02: what is typed to find a child stands in no address and no request line; going back finds it again', async () => {
    const { page } = teacher
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${demo.url}/children`)
    const rows = page.getByRole('main').locator('a[href^="/children/0"]')
    const name = (await rows.first().textContent())?.trim().slice(0, 2) ?? ''
    expect(name).toMatch(/^\p{Script=Han}{2}$/u)
    const box = page.getByRole('search').getByRole('textbox')
    const found = page.waitForResponse((answer) => answer.url().endsWith('/api/children/search'))
    await box.fill(name)
    expect((await found).request().postDataJSON()).toMatchObject({ q: name })
    await rows.first().click()
    await page.waitForURL(/\/children\/[0-9a-f-]{36}$/)
    await page.goBack()
    await page.waitForURL(`${demo.url}/children`)
    expect(await box.inputValue()).toBe(name)
    expect(asked.map((url) => decodeURIComponent(url)).join()).not.toContain(name)
    expect(JSON.stringify(await page.evaluate(() => history.state as unknown))).not.toContain(name)
  })

  it('two people at once: different fields merge, the same one asks, nothing is overwritten unseen', async () => {
    const edit = `${demo.url}/children/${childId}/edit`
    await teacher.page.goto(edit)
    await principal.page.goto(edit)
    await teacher.page.getByLabel('长处').fill('会照看弟弟')
    await teacher.page.getByLabel('好朋友').fill('同桌')
    await principal.page.getByLabel('长处').fill('做事有耐心')
    await principal.page.getByLabel('自我介绍').fill('我喜欢跑步')
    await save(teacher.page)
    await saved(teacher.page)
    await save(principal.page)
    await principal.page.getByText('会照看弟弟').waitFor()
    expect(await principal.page.getByLabel('好朋友').inputValue()).toBe('同桌')
    await principal.page.getByText('留对方的').click()
    await save(principal.page)
    await saved(principal.page)
    const { file } = await principal.ask<{ file: { fields: Record<string, string> } }>(
      `/api/children/${childId}`,
    )
    expect(file.fields).toMatchObject({
      strengths: '会照看弟弟',
      friends: '同桌',
      selfIntroduction: '我喜欢跑步',
    })
  })

  it('prints what is open to the person, and says so in the log', async () => {
    const { page } = principal
    await page.goto(`${demo.url}/children/${childId}/file`)
    await page.evaluate(() => (window.print = () => undefined))
    await page.getByRole('button', { name: '打印档案卡' }).click()
    const paper = page.locator('[data-print-slip]')
    await paper.getByText('会照看弟弟').waitFor({ state: 'attached' })
    const text = (await paper.textContent()) ?? ''
    expect(text).not.toMatch(/留守|\d{11}/)
    expect(text).not.toContain('心里需要的帮助')
    await page.goto(`${demo.url}/audit`)
    await page.getByText('打印了档案卡').first().waitFor()
  })

  it('a file that was closed and is opened again does not ask to be closed at once', async () => {
    const { page } = principal
    const { rows } = await principal.ask<{
      rows: { id: string; statusTags: string[]; toVerify: string[] }[]
    }>('/api/children?view=all')
    const out = rows.find(({ statusTags, toVerify }) => statusTags.length + toVerify.length === 0)
    await page.goto(`${demo.url}/children/${out?.id}`)
    await page.getByRole('button', { name: '现在建档' }).click()
    await page.getByRole('button', { name: '结束档案' }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('请选一项。').waitFor()
    await page.getByText('不再计入名单', { exact: true }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '重新打开' }).click()
    await page.getByRole('button', { name: '结束档案' }).waitFor()
    expect(await page.getByRole('dialog', { name: /^结束/ }).count()).toBe(0)
  })

  it.each<[Language, string]>([
    ['en', 'Print the file'],
    ['zh-CN', '打印档案卡'],
  ])('is two sheets of paper in %s', async (language, button) => {
    const { page } = principal
    await principal.speaking(language)
    await page.goto(`${demo.url}/children/${childId}/file`)
    await page.evaluate(() => (window.print = () => undefined))
    await page.getByRole('button', { name: button }).click()
    await page.locator('[data-print-slip]').waitFor({ state: 'attached' })
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  })

  it.each<[Language, number]>([
    ['zh-CN', 360],
    ['en', 1280],
    ['en', 360],
  ])(
    'screens in %s at %i px: accessible, no sideways scroll, big enough to touch',
    async (language, width) => {
      const { page } = principal
      await page.setViewportSize({ width, height: 800 })
      await principal.speaking(language)
      for (const path of [
        `/children/${childId}`,
        `/children/${childId}/file`,
        `/children/${childId}/edit`,
        '/renewals',
        '/own-fields',
      ]) {
        await principal.open(path)
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)))
        expect([path, await pageFaults(page)]).toEqual([path, []])
      }
    },
  )
})
