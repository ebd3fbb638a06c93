import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChildrenPage } from '#shared/children/schema.ts'
import { openDemo, type Demo } from './demo.ts'

/** Plan 11. */
const PLAN = '多类对象帮扶与年终考评'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

test('X-05, X-06, P11-11, P11-12: a child of another group is marked, counted, and told before the plan that looks after it is adopted', async () => {
  const { page } = demo
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await demo.signIn('principal')
  await demo.speaking('zh-CN')
  const adopting = async () => {
    await demo.open('/start/plan')
    await button('换方案或改做法').click()
    await button(`选这个：${PLAN}`).click()
    await demo.settled()
    return page.getByRole('dialog', { name: PLAN })
  }
  const before = await adopting()
  await before.getByText(/方案还照顾残疾的孩子、孤儿，学校还没有登记过/).waitFor()
  await before.getByText('残疾的孩子（登记了 0 个）').waitFor()

  // Of a child that is not on the list.
  const { rows } = await demo.ask<ChildrenPage>('/api/children?view=all')
  const child = rows.find(({ statusTags, fileState }) => statusTags.length === 0 && fileState === 'none')
  const id = child?.id ?? ''
  await demo.open(`/children/${id}`)
  await page.getByRole('tab', { name: '档案' }).click()
  await button('登记一项').click()
  await button('保存').click()
  await page.getByText('请选一项。').waitFor()
  await page.getByText('残疾', { exact: true }).click()
  await page.getByLabel('凭什么（可以不填）').fill('看过残疾证')
  await button('保存').click()
  await page.getByText('现在的方案没有为此另作安排').waitFor()
  await page.getByText('看过残疾证').waitFor()

  const dialog = await adopting()
  await dialog.getByText('残疾的孩子（登记了 1 个）').waitFor()
  await dialog.getByText(/方案还照顾孤儿，学校还没有登记过/).waitFor()
  // Not the orphans: the school decides group by group.
  const orphans = dialog.getByLabel('孤儿：做到哪一步')
  for (const part of ['摸底', '建档', '谈心家访']) await orphans.getByText(part).click()
  await dialog.getByText(/方案还照顾孤儿/).waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: '采用这个方案' }).click()
  await dialog.waitFor({ state: 'detached' })

  await demo.open(`/children/${id}`)
  await page.getByRole('tab', { name: '档案' }).click()
  await page.getByText('方案为此建档，也排谈心家访').waitFor()
  expect(await page.getByText('还没有关爱档案。').count()).toBe(0)
  expect(await page.getByText('按学校的口径，已经不再计入名单。').count()).toBe(0)

  await demo.open('/children')
  await page.getByRole('link', { name: '另外照顾的孩子' }).click()
  const group = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '残疾' }) })
  await group.getByText('方案要求：摸底、建档、谈心家访').waitFor()
  await group.getByRole('link', { name: '1 个孩子' }).click()
  await page.getByText('共 1 人').waitFor()
  await page
    .getByText(child?.name ?? '')
    .first()
    .waitFor()
  expect(await page.getByText('存成表格').count()).toBe(0)
  // Which children these are stands in no address of a shared computer.
  expect(page.url()).not.toContain('disabled')
  await page.getByRole('textbox', { name: '名字、拼音或首字母' }).fill('没有这个人')
  await page.getByText(/这里只找另外照顾的孩子/).waitFor()
  await page.getByRole('textbox', { name: '名字、拼音或首字母' }).fill('')
  await page.getByText('共 1 人').waitFor()
  await button('不再只看“残疾”').click()
  await page.getByText('名单', { exact: true }).waitFor()
  expect(await demo.look('/children/marks', `/children/${id}`)).toEqual([])
}, 240_000)
