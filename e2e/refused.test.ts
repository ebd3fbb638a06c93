import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

test('what a window refuses is said at the field, in view on a phone', { timeout: 90_000 }, async () => {
  const { page } = demo.browser
  await demo.signIn('teacher5')
  const { rows } = await demo.ask<{ rows: { id: string; carerNow: object | null }[] }>('/api/children')
  const child = rows.find(({ carerNow }) => carerNow !== null)?.id ?? ''
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(`${demo.url}/children/${child}`, { waitUntil: 'networkidle' })
  await demo.speaking('zh-CN')
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
