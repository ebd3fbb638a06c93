import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'
import { axeFaults } from './look.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

const pick = (group: string, option: string) =>
  demo.page.getByRole('group', { name: group }).getByText(option, { exact: true }).click()

/** The form of a child, filled as far as it must be. */
async function fill(): Promise<void> {
  await pick('出了什么事', '摔伤、碰伤')
  await demo.page.getByLabel('先做了什么保护孩子').fill('校医看了，有老师陪着')
  await pick('当时在校吗', '在校')
}

/** What is sent arrives, and no answer comes back. */
async function loseAnswers(address: string): Promise<void> {
  await demo.page.route(address, async (route) => {
    if (route.request().method() === 'POST') await route.fetch()
    await route.abort()
  })
}

describe('incidents in the browser', () => {
  test(
    'P3-63: begun without a signal with the child one came from; what is under way already is shown before it is written twice',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('teacher5')
      await demo.speaking('zh-CN')
      await page.setViewportSize({ width: 360, height: 740 })
      const { children } = await demo.ask<{ children: { pupilId: string; pupilName: string }[] }>(
        '/api/my-children',
      )
      const { open } = await demo.ask<{ open: { children: { id: string }[] }[] }>('/api/incidents')
      const going = new Set(open.flatMap((one) => one.children.map(({ id }) => id)))
      const child = children.find(({ pupilId }) => !going.has(pupilId))
      expect(child).toBeDefined()
      const name = child?.pupilName ?? ''
      await demo.open(`/children/${child?.pupilId}`)
      await page.route('**/api/**', (route) => route.abort())
      await page.getByRole('link', { name: '发生突发事件' }).click()
      await page.getByText('没有信号：现在就打电话').waitFor()
      await page.getByRole('button', { name: `去掉${name}` }).waitFor()
      await fill()
      await page.getByRole('button', { name: '保存，开始计时' }).click()
      // Sent and not answered it may have arrived; on a phone without a signal it has not been sent.
      await page.getByText('不确定是否已经交上去。现在就打电话').waitFor()
      await page.context().setOffline(true)
      await page.getByRole('button', { name: '保存，开始计时' }).click()
      await page.getByText('没有信号，还没有交上去。现在就打电话').waitFor()
      await page.context().setOffline(false)
      await page.unroute('**/api/**')

      // Somebody else begins to write down what is under way already.
      const [line] = open
      await demo.open(`/incidents/new?child=${line?.children[0]?.id}`)
      await page.getByText('有一件正在处理的').waitFor()
      expect(await axeFaults(page)).toEqual([])
      await page.getByRole('link', { name: '打开' }).click()
      await page.getByText('要告诉谁').waitFor()
    },
  )

  test(
    'what was typed in a window of an incident is there when it is opened again, and nowhere else',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      await demo.speaking('zh-CN')
      const { open } = await demo.ask<{ open: { id: string }[] }>('/api/incidents')
      await demo.open(`/incidents/${open[0]?.id}`)
      const note = page.getByRole('button', { name: '补充一句' })
      await note.click()
      await page.getByLabel('写什么').fill('家长在路上')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: '处理完毕' }).click()
      expect(await page.getByLabel('结果').inputValue()).toBe('')
      await page.keyboard.press('Escape')
      await note.click()
      await expect.poll(() => page.getByLabel('写什么').inputValue()).toBe('家长在路上')
      await page.getByRole('button', { name: '记下' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByText('家长在路上').waitFor()
      await note.click()
      await demo.settled()
      expect(await page.getByLabel('写什么').inputValue()).toBe('')
    },
  )

  test(
    'P3-63: filed with other words before, it is opened, or is something else that happened and is filed as well',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      await demo.speaking('zh-CN')
      const { open } = await demo.ask<{ open: { children: { id: string }[] }[] }>('/api/incidents')
      await demo.open(`/incidents/new?child=${open[0]?.children[0]?.id}`)
      await fill()
      await loseAnswers('**/api/incidents')
      const save = page.getByRole('button', { name: '保存，开始计时' })
      await save.click()
      await page.getByText('不确定是否已经交上去').waitFor()
      await page.unrouteAll()
      await page.getByLabel('在哪里').fill('操场')
      await save.click()
      await page.getByText('这件事先前已经交上去了').waitFor()
      expect(await axeFaults(page)).toEqual([])
      await page.getByRole('button', { name: '是另一件事，另记一件' }).click()
      expect(await page.getByLabel('在哪里').inputValue()).toBe('操场')
      await save.click()
      await page.getByText('要告诉谁').waitFor()
      const after = await demo.ask<{ open: unknown[] }>('/api/incidents')
      expect(after.open).toHaveLength(open.length + 2)
    },
  )

  test(
    'K-30: a try whose answer was lost does not stand for the next one; when it was is asked of what was written earlier',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('principal')
      await demo.speaking('zh-CN')
      const { open } = await demo.ask<{ open: { id: string }[] }>('/api/incidents')
      const id = open[0]?.id
      const tries = async (): Promise<number> => {
        const { incident } = await demo.ask<{ incident: { steps: { text: string | null }[] } }>(
          `/api/incidents/${id}`,
        )
        return incident.steps.filter(({ text }) => text === '没人接').length
      }
      await demo.open(`/incidents/${id}`)
      const tried = page.getByRole('button', { name: '没联系上' }).first()
      const said = page.getByLabel('说明（可以不写）')
      const leave = async (): Promise<void> => {
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      await tried.click()
      await said.fill('没人接')
      await leave()
      await tried.click()
      await page.getByText('上次没写完的还在').waitFor()
      expect(await said.inputValue()).toBe('没人接')
      // Then or only now: it is asked, for it decides what was in time.
      await page.getByText('这是先前没记完的，请选一下。').waitFor()
      expect(await page.getByRole('button', { name: '记下' }).isDisabled()).toBe(true)
      await pick('什么时候', '早些时候')
      expect(await page.getByLabel('时间').inputValue()).not.toBe('')

      await loseAnswers(`**/api/incidents/${id}**`)
      await page.getByRole('button', { name: '记下' }).click()
      await page.getByText('没有收到回音').waitFor()
      await leave()
      await page.unrouteAll()
      await demo.open(`/incidents/${id}`)
      expect(await tries()).toBe(1)
      await tried.click()
      await demo.settled()
      // What is kept on the device is read a moment after the window opens.
      await page.waitForTimeout(1000)
      await expect.poll(() => said.inputValue()).toBe('')
      await said.fill('没人接')
      await page.getByRole('button', { name: '记下' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await tries()).toBe(2)
    },
  )
})
