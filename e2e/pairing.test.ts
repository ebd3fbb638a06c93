import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

interface Overview {
  pairings: { id: string; kind: string }[]
}

describe('pairing in the browser', () => {
  test(
    'the screens, and a suggestion accepted: the pair waits for the consents',
    { timeout: 180_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      const { pairings } = await demo.ask<Overview>('/api/pairings')
      const group = pairings.find(({ kind }) => kind === 'group3211')?.id ?? ''
      const screens = [
        '/pairing',
        '/pairing?tab=helpers',
        '/pairing/new?kind=group3211',
        `/pairing/${group}`,
        '/helpers',
      ]
      expect(await demo.look(...screens)).toEqual([])
      await demo.speaking('zh-CN')
      await page.goto(`${demo.url}/pairing/suggestions`)
      await page.getByRole('button', { name: '找一找' }).click()
      await page.getByRole('button', { name: /^采用这 \d+ 对$/ }).click()
      await page.waitForURL('**/pairing?tab=children')
      const after = await demo.ask<Overview>('/api/pairings')
      expect(after.pairings.length).toBeGreaterThan(pairings.length)
      expect(demo.browser.errors).toEqual([])
    },
  )

  test(
    'a pairing that was begun is kept until it is recorded or thrown away',
    { timeout: 60_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      await demo.speaking('zh-CN')
      await demo.open('/pairing/new?kind=pupil')
      const activity = page.getByLabel('一起做什么')
      await activity.fill('一起读课外书')
      // What is typed is kept on the device when the typing pauses.
      await page.waitForTimeout(800)
      await page.reload()
      const again = page.getByRole('button', { name: '不要了，重新写' })
      await again.waitFor()
      expect(await activity.inputValue()).toBe('一起读课外书')
      await again.click()
      await again.waitFor({ state: 'detached' })
      expect(await activity.inputValue()).toBe('')
      await page.reload()
      await activity.waitFor()
      await demo.settled()
      expect([await again.count(), await activity.inputValue()]).toEqual([0, ''])
    },
  )

  test(
    'H-09: a volunteer comes to the own card from everywhere, and finds nothing else',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('volunteer')
      expect(await demo.look('/my-card')).toEqual([])
      for (const path of ['/children', '/pairing', '/accounts']) {
        await demo.open(path)
        expect(new URL(page.url()).pathname).toBe('/my-card')
      }
      await demo.speaking('zh-CN')
      await demo.open('/my-card')
      await page.getByText('哪位老师在场').first().waitFor()
      expect(await page.content()).not.toMatch(/留守|监护人|年级\(/)
      expect(demo.browser.errors).toEqual([])
    },
  )
})
