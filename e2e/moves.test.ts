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
