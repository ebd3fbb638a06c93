import { deflateSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openDemo, type Demo, type Device } from './demo.ts'
import { axeFaults, pageFaults } from './look.ts'

const CHUNK = 192 * 1024

let demo: Demo
/** One for each test: what is kept on it, or broken of it, is nothing to the next. */
let device: Device
let page: Page
beforeAll(async () => {
  demo = await openDemo({ now: '2026-11-23T02:00:00.000Z', engine: 'oldest' })
})
beforeEach(async () => {
  device = await demo.another({ height: 780 })
  page = device.page
  await device.signIn('teacher5')
})
afterEach(() => page?.context().close())
afterAll(() => demo?.close())

interface Line {
  id: string | null
  childId: string | null
  state: string
}

/** Lines of the round of letters on safety at home, as the signed-in person gets them. */
const lines = async (): Promise<Line[]> =>
  (await device.ask<{ lines: Line[] }>('/api/agreements?kind=safetyHome')).lines

/** A PDF of some length that does not compress: three chunks. */
const paper = (): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    deflateSync(
      Buffer.from(Array.from({ length: CHUNK * 2.5 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 251)),
    ),
    Buffer.alloc(CHUNK * 2, 65),
    Buffer.from('\n%%EOF\n'),
  ])

const button = (name: string | RegExp) => page.getByRole('button', { name })

const looksRight = async (): Promise<void> => expect(await pageFaults(page)).toEqual([])

describe('photos and scans', () => {
  it('an upload torn by a reload goes on where it stopped and is there in the end', async () => {
    const [line] = await lines()
    await page.goto(`${demo.url}/children/${line?.childId}`)
    await page.getByRole('tab', { name: '档案' }).click()
    await button('选照片或 PDF').waitFor()
    const offsets: number[] = []
    let broken = true
    await page.route('**/api/attachments/*/upload?offset=*', (route) => {
      const offset = Number(new URL(route.request().url()).searchParams.get('offset'))
      offsets.push(offset)
      return broken && offset > 0 ? route.abort() : route.continue()
    })
    const files = [{ name: '户口本.pdf', mimeType: 'application/pdf', buffer: paper() }]
    await page.locator('input[type=file][multiple]').setInputFiles(files)
    await expect.poll(() => offsets.includes(CHUNK), { timeout: 10_000 }).toBe(true)
    // Said beside the bar while it waits, and what is refused beside it: neither lies over the buttons.
    await page.getByText('连不上。连上后从这里接着传').waitFor()
    const wrong = { name: '说明.docx', mimeType: 'application/msword', buffer: Buffer.from('no picture') }
    await page.locator('input[type=file][multiple]').setInputFiles([wrong])
    await page.getByRole('alert').filter({ hasText: '只能放照片' }).waitFor()
    await button('选照片或 PDF').click({ trial: true })
    await button('不传了：说明.docx').click()
    broken = false
    offsets.length = 0
    await page.reload()
    await page.getByRole('tab', { name: '档案' }).click()
    await page.getByRole('listitem').filter({ hasText: '户口本.pdf' }).getByRole('button').waitFor()
    await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 10_000 }).toBe(0)
    // The first chunk was not sent a second time.
    expect(offsets).not.toContain(0)
    await looksRight()
    await button('户口本.pdf').click()
    await page.getByText('学校没有接病毒检查').waitFor()
    expect(await axeFaults(page)).toEqual([])
  })
})

describe('agreements', () => {
  it('the figures lead to the lists; a letter is signed with a finger', async () => {
    await page.goto(`${demo.url}/agreements?kind=safetyHome`)
    await page.getByRole('heading', { name: '名单' }).waitFor()
    await looksRight()
    const toSign = (await lines()).filter(({ state }) => state === 'toSign')
    await page
      .getByRole('link', { name: /没签完/ })
      .first()
      .click()
    await expect.poll(() => page.getByText(/还差 \d 个签字/).count()).toBe(toSign.length)
    await page.goto(`${demo.url}/agreements/${toSign[0]?.id}`)
    await button(/^签字$/)
      .first()
      .waitFor()
    await looksRight()
    const open = await button(/^签字$/).count()
    await button(/^签字$/)
      .first()
      .click()
    const field = await page.locator('canvas').boundingBox()
    if (!field) throw new Error('there is no field to sign in')
    await page.mouse.move(field.x + 40, field.y + 60)
    await page.mouse.down()
    await page.mouse.move(field.x + 220, field.y + 90, { steps: 12 })
    await page.mouse.up()
    expect(await axeFaults(page)).toEqual([])
    // Who can use neither finger nor mouse is told of the way that the keyboard goes.
    await page.getByText('用键盘也能办').waitFor()
    await button('记下签字').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => button(/^签字$/).count()).toBe(open - 1)
    await page.getByRole('listitem').filter({ hasText: '签字' }).first().waitFor()
    expect(device.browser.errors).toEqual([])
  })

  it('entrusted care asks about every bar, and about the child', async () => {
    // The own class; of a child one only helps, others draw up what is agreed.
    let child: string | null = null
    for (const { childId } of await lines()) {
      const { mayKeep } = await device.ask<{ mayKeep: boolean }>(`/api/children/${childId}/agreements`)
      if (mayKeep) child ??= childId
    }
    await page.goto(`${demo.url}/agreements/new?kind=entrusted&child=${child}`)
    await page.getByRole('heading', { name: '请照顾孩子的人逐项说明' }).waitFor()
    await looksRight()
    await button('写好，去签字').click()
    // Nobody was chosen as carer, of two parents none as guardian, and no bar was asked about.
    await page.getByText('请填写这一项。').first().waitFor()
    const declared = page.locator('section').filter({ hasText: '请照顾孩子的人逐项说明' })
    expect(await declared.getByText('请填写这一项。').count()).toBe(4)
    expect(await page.getByRole('radio', { name: '有', exact: true }).count()).toBe(4)
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
      .toBe('true')
  })
})
