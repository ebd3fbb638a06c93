import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, languages, openBrowser, screenshot, speak, type OpenBrowser } from './browser.ts'
import { axeFaults, sideScroll, smallTargets } from './look.ts'
import { serveClient, type StaticServer } from './static-server.ts'

const widths = [360, 1280]

let server: StaticServer

beforeAll(async () => {
  server = await serveClient()
})
afterAll(() => server.close())

describe.each(engines)('components in Chromium (%s)', (engine) => {
  let browser: OpenBrowser

  beforeAll(async () => {
    browser = await openBrowser(engine)
    await browser.page.goto(`${server.url}/ui`, { waitUntil: 'networkidle' })
  })
  afterAll(() => browser.close())

  test.each(languages)(
    'every component in %s: accessible, no sideways scroll, big enough to touch',
    async (language) => {
      const { page, errors } = browser
      await speak(page, language)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        await page.waitForSelector('h1')
        expect(await sideScroll(page), `${width} px`).toBe(0)
        expect(await axeFaults(page), `${width} px`).toEqual([])
        // A mouse needs no 44 px.
        const small = width === 360 ? await smallTargets(page) : []
        expect(small).toEqual([])
      }
      expect(errors).toEqual([])
    },
  )

  test('a window traps the focus, closes with Escape and gives the focus back', async () => {
    const { page } = browser
    await speak(page, 'zh-CN')
    const opener = page.getByRole('button', { name: '打开窗口' })
    await opener.click()
    const dialog = page.getByRole('dialog', { name: '换一位老师' })
    await dialog.waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Tab')
    expect(await dialog.evaluate((node) => node.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => opener.evaluate((node) => node === document.activeElement)).toBe(true)
  })

  test('a message appears, is read aloud and can be closed', async () => {
    const { page } = browser
    await page.getByRole('button', { name: '出错的提示' }).click()
    const message = page.getByText('没有信号，没有发出去。有信号后再试一次。').first()
    await message.waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByLabel('关闭').first().click()
    await expect.poll(() => page.getByText('没有信号，没有发出去').count()).toBe(0)
  })

  test('a message is told even when its part of the program does not arrive, and the page stays', async () => {
    const { page, close } = await browser.another()
    // The service worker would have the part.
    await page.addInitScript('delete Navigator.prototype.serviceWorker')
    await page.route(/\/toast-viewport-[^/]*\.js$/, (route) => route.abort())
    await page.goto(`${server.url}/ui`, { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: '出错的提示' }).click()
    await page.getByRole('status').getByText('没有信号，没有发出去。').waitFor()
    expect(await page.locator('h1').first().isVisible()).toBe(true)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'OK' }).click()
    await page.getByText('没有信号，没有发出去。').waitFor({ state: 'detached' })
    await close()
  })

  test('pills answer to the arrow keys, the table sorts', async () => {
    const { page } = browser
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('radio', { name: '刚才' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: '今天早些时候' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: '到期', exact: true }).click()
    const table = page.getByRole('table', { name: '还没联系到' })
    expect(await table.getByRole('row').nth(1).textContent()).toContain('段小雨')
  })
})

/** `SCREENS=1 vitest run e2e/components.test.ts` writes pictures to look at into the system's temporary folder. */
test.runIf(process.env['SCREENS'] === '1')('pictures of every component', async () => {
  const { page, close } = await openBrowser('today')
  await page.goto(`${server.url}/ui`, { waitUntil: 'networkidle' })
  expect(await screenshot(page, 'components')).toHaveLength(4)
  await close()
})

test('colours of the built pages are ones Chrome 109 and Safari 16 know', async () => {
  const html = await (await fetch(server.url)).text()
  expect(html).toContain('<style>')
  expect(html).not.toMatch(/oklch|oklab|color-mix|@media \((width|height)/)
})
