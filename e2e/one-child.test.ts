import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

test('C02: a child that comes in the middle of a term is entered by hand, looked at, and on the list at once', async () => {
  const { page } = demo
  await demo.signIn('archivekeeper')
  expect(await demo.look('/roster/one')).toEqual([])
  await demo.speaking('zh-CN')
  await demo.open('/roster')
  await page.getByText('班级按').waitFor()
  await page.getByRole('link', { name: '只添加一个孩子' }).click()
  const save = page.getByRole('button', { name: '看一眼再写进名册' })
  await save.click()
  await page.getByText('没有姓名').waitFor()
  await page.getByLabel('姓名').first().fill('林测小')
  await page.getByText('女', { exact: true }).click()
  await page.getByLabel('班级').selectOption({ index: 1 })
  await page.getByLabel('出生日期').fill('2017-05-04')
  const father = page.locator('section', { has: page.getByRole('heading', { name: '父亲' }) })
  await father.getByLabel('姓名').fill('林测大')
  await father.getByLabel('电话').fill('1541289')
  await father.getByLabel('哪天走的').fill('2026-02-20')
  await page.getByLabel('平时谁照顾').selectOption({ label: '奶奶' })
  await save.click()
  // A digit too few: nothing is sent, and what was written stands.
  await page.getByText('号码不对').waitFor()
  await father.getByLabel('电话').fill('15412895824')
  await save.click()
  await page.getByRole('button', { name: '导入 1 个学生' }).click()
  await page.getByText('撤回这次导入').waitFor()
  const found = await page.request.post(`${demo.url}/api/children/search`, {
    data: { q: '林测小', view: 'all' },
    headers: { origin: demo.url },
  })
  expect(await found.json()).toMatchObject({ rows: [{ name: '林测小' }] })
})
