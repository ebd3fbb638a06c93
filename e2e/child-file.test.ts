import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDemo, type Demo } from './demo.ts'
import { axeFaults, sideScroll } from './look.ts'

let demo: Demo
let page: Page
beforeAll(async () => {
  demo = await openDemo({ now: '2026-11-23T02:00:00.000Z' })
  page = demo.page
  await demo.signIn('teacher5')
}, 120_000)
afterAll(() => demo?.close())

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const said = (text: string | RegExp) => page.getByText(text).first().waitFor()

interface Child {
  id: string
  name: string
}

/** A child of the class teacher's whom nobody helps yet and whose numbers wait to be confirmed. */
async function findChild(): Promise<Child> {
  const { children } = await demo.ask<{
    children: (Child & { covered: boolean; proposed: string | null })[]
  }>('/api/pairings')
  const { classes } = await demo.ask<{ classes: { classId: string }[] }>('/api/contact-rounds')
  const open = new Set<string>()
  for (const { classId } of classes) {
    const round = await demo.ask<{ children: { pupilId: string; state: string }[] }>(
      `/api/contact-rounds?classId=${classId}`,
    )
    for (const { pupilId, state } of round.children) if (state === 'open') open.add(pupilId)
  }
  const found = children.find(({ id, covered, proposed }) => !covered && proposed === null && open.has(id))
  if (found === undefined) throw new Error('the demo has no such child')
  return found
}

async function fillFile({ id, name }: Child): Promise<void> {
  await demo.open(`/children/${id}/edit`)
  await page.getByLabel('好朋友').fill('同桌')
  await page.context().setOffline(true)
  await button('保存').click()
  // Beside the button, where it is seen from any place of the long form.
  await page.getByRole('alert').filter({ hasText: '没有信号' }).waitFor()
  expect(await page.getByRole('alert').isVisible()).toBe(true)
  await page.context().setOffline(false)
  // What is typed is kept on the device when the typing pauses.
  await page.waitForTimeout(800)
  // Somebody writes another line of the file meanwhile.
  const { file } = await demo.ask<{ file: { version: number } }>(`/api/children/${id}`)
  const data = { version: file.version, fields: { talents: '剪纸' } }
  const headers = { origin: demo.url }
  const other = await page.request.patch(`${demo.url}/api/children/${id}/file`, { data, headers })
  expect(other.status()).toBe(200)
  await page.reload()
  await said('上次没写完的还在')
  expect(await page.getByLabel('特长').inputValue()).toBe('剪纸')
  await button('保存').click()
  await said(`${name}的档案已保存。`)
}

async function guardianConfirms({ id }: Child): Promise<void> {
  await demo.open(`/children/${id}/contact`)
  await button('给家长一个链接').click()
  await button('做一个链接').click()
  const link = await page.locator('input[readonly]').inputValue()
  const { page: phone } = await demo.another({ javaScript: false })
  await phone.goto(`${link}?lang=zh`)
  for (const person of await phone.locator('fieldset').all())
    await person.getByLabel('对', { exact: true }).check()
  await phone.locator('button[name=send]').click()
  expect(await phone.textContent('h1')).toBe('谢谢您！')
  await demo.open(`/children/${id}/contact`)
  await said('核对好了')
}

async function pairAndAgree({ id, name }: Child): Promise<void> {
  await demo.open('/pairing/suggestions')
  await button('找一找').click()
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('checkbox').waitFor()
  await button(/^采用这 \d+ 对$/).click()
  await page.waitForURL('**/pairing?tab=children')
  const { children } = await demo.ask<{ children: (Child & { proposed: string | null })[] }>('/api/pairings')
  await demo.open(`/pairing/${children.find((one) => one.id === id)?.proposed}`)
  const asked = await button(/^问过了/).count()
  for (let at = asked; at > 0; at -= 1) {
    await button(/^问过了/)
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const whose = dialog.getByLabel('谁回答的')
    if ((await whose.count()) > 0 && (await whose.inputValue()) === '') await whose.selectOption({ index: 1 })
    await dialog.getByRole('button', { name: '同意', exact: true }).click()
    await expect.poll(() => button(/^问过了/).count()).toBe(at - 1)
    await dialog.waitFor({ state: 'detached' })
  }
  await button('开始试一试').click()
  await page.getByRole('dialog').getByRole('button', { name: '开始' }).click()
  await said('开始了，先试一试。')
}

async function signAgreement({ id }: Child): Promise<void> {
  await demo.open(`/agreements/new?kind=joint&child=${id}`)
  for (const field of await page.locator('select').all())
    if ((await field.inputValue()) === '') await field.selectOption({ index: 1 })
  await button('写好，去签字').click()
  await said('写好了，请双方签字。')
  for (let left = 2; left > 0; left -= 1) {
    await button('签字').first().click()
    const field = await page.locator('canvas').boundingBox()
    if (field === null) throw new Error('there is no field to sign in')
    await page.mouse.move(field.x + 40, field.y + 60)
    await page.mouse.down()
    await page.mouse.move(field.x + 220, field.y + 90, { steps: 12 })
    await page.mouse.up()
    await button('记下签字').click()
    await page.locator('canvas').waitFor({ state: 'detached' })
    await expect.poll(() => button('签字').count()).toBe(left - 1)
  }
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#7aa' } })
    .jpeg()
    .toBuffer()
  const file = { name: '协议照片.jpg', mimeType: 'image/jpeg', buffer: photo }
  await page.locator('input[type=file][multiple]').setInputFiles([file])
  await button(/协议照片/).waitFor()
}

async function printFile({ id, name }: Child): Promise<void> {
  await demo.open(`/children/${id}/file`)
  await page.evaluate(() => (window.print = () => undefined))
  await button('打印档案卡').click()
  const paper = page.locator('[data-print-slip]')
  await paper.getByText('同桌').waitFor({ state: 'attached' })
  await paper.getByText('剪纸').waitFor({ state: 'attached' })
  const text = (await paper.textContent()) ?? ''
  expect(text).toContain(name)
  expect(text).not.toContain('留守')
}

describe("the whole of a child's file on a phone", () => {
  it('filled in, confirmed by the guardian, paired, signed for, photographed and printed', async () => {
    const child = await findChild()
    await fillFile(child)
    await guardianConfirms(child)
    await pairAndAgree(child)
    await signAgreement(child)
    await printFile(child)
    expect(await axeFaults(page)).toEqual([])
    expect(await sideScroll(page)).toBe(0)
    expect(demo.browser.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })

  it('one of the family that was begun is kept until it is saved, and not longer', async () => {
    const { children } = await demo.ask<{ children: Child[] }>('/api/pairings')
    const add = async (): Promise<void> => {
      await demo.open(`/children/${children[0]?.id}`)
      await page.getByRole('tab', { name: '家里人' }).click()
      await button('添一位家里人').click()
    }
    const name = page.getByRole('dialog').getByLabel('姓名')
    const kept = page.getByRole('dialog').getByText('上次没写完的还在')
    await add()
    await name.fill('阿依古丽·买买提依明江')
    // What is typed is kept on the device when the typing pauses.
    await page.waitForTimeout(800)
    await add()
    await kept.waitFor()
    expect(await name.inputValue()).toBe('阿依古丽·买买提依明江')
    await page.getByRole('dialog').getByLabel('是孩子的').selectOption({ label: '姨妈' })
    await button('保存').click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await said('阿依古丽·买买提依明江')
    expect(await sideScroll(page)).toBe(0)
    await button('添一位家里人').click()
    await name.waitFor()
    await page.waitForTimeout(300)
    expect([await name.inputValue(), await kept.count()]).toEqual(['', 0])
  })

  it('what a window refuses is said at the field, in view on a phone', async () => {
    const { rows } = await demo.ask<{ rows: { id: string; carerNow: object | null }[] }>('/api/children')
    const child = rows.find(({ carerNow }) => carerNow !== null)?.id ?? ''
    await page.goto(`${demo.url}/children/${child}`)
    await page.getByRole('tab', { name: '家里人' }).click()
    await page.getByRole('button', { name: '换人照顾了' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('谁').selectOption({ label: '奶奶' })
    await sheet.getByLabel('出生日期').fill('2026-01-01')
    await sheet.getByRole('button', { name: '保存' }).click()
    const said = sheet.getByText('比孩子还小，请检查出生日期。')
    await said.waitFor()
    await page.waitForTimeout(300)
    const [text, bar] = [
      await said.boundingBox(),
      await sheet.getByRole('button', { name: '保存' }).boundingBox(),
    ]
    expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThan(bar?.y ?? 0)
  })

  it('a child that is not there, or not one’s own, is not asked for again', async () => {
    await demo.open(`/children/${crypto.randomUUID()}`)
    await page.getByRole('heading', { level: 1, name: '这个孩子不在您的名单里' }).waitFor()
    expect(await page.title()).toBe('这个孩子不在您的名单里 · 守望')
    expect(await button('再试一次').count()).toBe(0)
    expect(await axeFaults(page)).toEqual([])
  })

  it('without signal a list says so at once, and opens by itself when the signal is back', async () => {
    // Once before, so that the screen's code is on the phone; its list is not kept.
    await demo.open('/children')
    await demo.open('/')
    const children = page.locator('nav a[href="/children"]:visible')
    await children.waitFor()
    await page.context().setOffline(true)
    await children.click()
    await said('有信号后，这一页会自动打开')
    await page.context().setOffline(false)
    await page.locator('main a[href^="/children/0"]').first().waitFor()
    expect(await page.getByText('有信号后，这一页会自动打开').count()).toBe(0)
  })
})
