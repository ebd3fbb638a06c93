import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

async function open(path: string): Promise<void> {
  await demo.speaking('zh-CN')
  await demo.page.goto(`${demo.url}${path}`)
}

interface Suspects {
  suspects: { first: { id: string }; second: { id: string } }[]
}
interface Transfers {
  transfers: { state: string; pupilId: string | null }[]
}

test('a child entered twice is compared, made one, and split again', { timeout: 120_000 }, async () => {
  const { page } = demo
  await demo.signIn('archivekeeper')
  const [pair] = (await demo.ask<Suspects>('/api/duplicates')).suspects
  const [first, second] = [pair?.first.id ?? '', pair?.second.id ?? '']
  expect(await demo.look('/duplicates', `/duplicates/${first}/${second}`)).toEqual([])
  await open(`/duplicates/${first}/${second}`)
  await page.getByRole('button', { name: '合成一份' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '合成一份' }).click()
  await page.waitForURL(`**/children/${first}`)
  expect((await demo.ask<Suspects>('/api/duplicates')).suspects).toEqual([])
  expect(await demo.look('/duplicates')).toEqual([])
  await open('/duplicates')
  await page.getByRole('button', { name: '分开' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '分开' }).click()
  await page.getByText('已经分开').waitFor()
  expect((await demo.ask<Suspects>('/api/duplicates')).suspects).toHaveLength(1)
})

test(
  'a child goes to the second school, which sees it from then on, and the first one no more',
  { timeout: 120_000 },
  async () => {
    const { page } = demo
    await demo.signIn('archivekeeper')
    const [asked] = (await demo.ask<Transfers>('/api/transfers')).transfers
    const id = asked?.pupilId ?? ''
    expect(await demo.look('/transfers', `/children/${id}/move`)).toEqual([])
    await demo.signIn('bailu-principal')
    expect(await demo.look('/transfers')).toEqual([])
    await open('/transfers')
    await page.getByRole('button', { name: '接收', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: '接收' }).click()
    await page.waitForURL(`**/children/${id}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await demo.signIn('archivekeeper')
    const [gone] = (await demo.ask<Transfers>('/api/transfers')).transfers
    expect(gone).toMatchObject({ state: 'accepted', pupilId: null })
    expect(await demo.look('/transfers')).toEqual([])
  },
)

test('a leaving that the new school confirmed keeps its own day, which can be taken back, and the child may come back', async () => {
  const { page, url } = demo
  await demo.signIn('archivekeeper')
  const [child] = (await demo.ask<{ rows: { id: string }[] }>('/api/children')).rows
  const left = { id: randomUUID(), on: '2026-11-03', to: '外县中心小学', reason: '' }
  const answer = await page.request.post(`${url}/api/children/${child?.id ?? ''}/leave`, {
    data: left,
    headers: { origin: url },
  })
  expect(answer.status()).toBe(200)
  await open('/transfers')
  const card = page.getByRole('listitem').filter({ hasText: left.to })
  await card.getByText('2026年11月3日离校').waitFor()
  await card.getByRole('button', { name: '新学校确认了' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '记下' }).click()
  await card.getByText('2026年11月3日离校，新学校2026年11月25日确认').waitFor()
  // Noted with another day: what is corrected says which one stands there now, also once it has been corrected.
  await card.getByRole('button', { name: '更正确认的日期' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('现在记的是2026年11月25日。').waitFor()
  await dialog.getByLabel('哪天确认的').fill('2026-11-20')
  await dialog.getByRole('button', { name: '记下' }).click()
  await dialog.waitFor({ state: 'detached' })
  await card.getByText('2026年11月3日离校，新学校2026年11月20日确认').waitFor()
  await card.getByRole('button', { name: '更正确认的日期' }).click()
  await dialog.getByText('现在记的是2026年11月20日。').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.evaluate(() => (window.print = () => undefined))
  await card.getByRole('button', { name: '打印回执' }).click()
  const slip = page.locator('[data-print-slip]')
  await slip.waitFor({ state: 'attached' })
  expect(await slip.textContent()).toContain('日期2026年11月3日')
  // It has not confirmed after all, and then the child is back.
  await card.getByRole('button', { name: '更正确认的日期' }).click()
  await dialog.getByRole('button', { name: '还没有确认' }).click()
  await dialog.waitFor({ state: 'detached' })
  await card.getByText('已离校，等新学校确认').waitFor()
  expect(await demo.look(`/children/${child?.id ?? ''}/move`)).toEqual([])
  await open('/transfers')
  await card.getByRole('link', { name: '又回来了' }).click()
  await page.getByText('2026年11月3日离校。').waitFor()
  await page.getByRole('combobox').selectOption({ index: 1 })
  await page.getByLabel('从哪天起又在我们学校').fill('2026-11-23')
  await page.getByRole('button', { name: '回到我们学校' }).click()
  await page.waitForURL(`**/children/${child?.id ?? ''}`)
  expect(
    (await demo.ask<{ basics: { leftOn: string | null } }>(`/api/children/${child?.id ?? ''}`)).basics,
  ).toMatchObject({
    leftOn: null,
  })
  await open('/transfers')
  await card.getByText('离校后又回来了').waitFor()
})
