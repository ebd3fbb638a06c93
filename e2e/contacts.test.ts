import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemo, type Demo } from './demo.ts'
import { axeFaults } from './look.ts'

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, 120_000)
afterAll(() => demo.close())

interface Child {
  pupilId: string
  name: string
  state: string
  toAgree: number
}

async function childrenOfClass(): Promise<{ classId: string; open: Child; waiting: Child }> {
  const { classes } = await demo.ask<{ classes: { classId: string }[] }>('/api/contact-rounds')
  for (const { classId } of classes) {
    const { children } = await demo.ask<{ children: Child[] }>(`/api/contact-rounds?classId=${classId}`)
    const open = children.find(({ state }) => state === 'open')
    const waiting = children.find(({ toAgree }) => toAgree > 0)
    if (open && waiting) return { classId, open, waiting }
  }
  throw new Error('no class of the demo has a child of each kind')
}

/** A child with a carer, nobody named by hand yet, and somebody of the family with a name. */
async function childToRing(): Promise<{ id: string; away: { id: string; name: string; version: number } }> {
  const { rows } = await demo.ask<{ rows: { id: string }[] }>('/api/children')
  for (const { id } of rows) {
    const { people } = await demo.ask<{ people: { named: object | null; caresNow: boolean }[] }>(
      `/api/children/${id}/contact-card`,
    )
    const { members } = await demo.ask<{ members: { id: string; name: string | null; version: number }[] }>(
      `/api/children/${id}`,
    )
    const away = members.find((one): one is typeof one & { name: string } => one.name !== null)
    const isFree = people.every(({ named }) => named === null)
    if (away && isFree && people.some(({ caresNow }) => caresNow)) return { id, away }
  }
  throw new Error('no child of the demo has a carer and nobody named')
}

describe('contact cards in the browser', () => {
  test(
    'cards, rounds, alerts and the own numbers, at 360 and 1280 px in both languages',
    { timeout: 180_000 },
    async () => {
      await demo.signIn('archivekeeper')
      const { classId, open, waiting } = await childrenOfClass()
      const { rows } = await demo.ask<{ rows: { pupilId: string }[] }>('/api/alerts')
      expect(
        await demo.look(
          `/children/${rows[0]?.pupilId}`,
          `/children/${open.pupilId}/contact`,
          `/children/${waiting.pupilId}/contact`,
          `/contact-rounds?class=${classId}`,
          '/alerts',
          '/own-numbers',
        ),
      ).toEqual([])
      await demo.signIn('principal')
      expect(await demo.look('/')).toEqual([])
    },
  )

  test(
    'a guardian answers by link without an account; a teacher agrees to the new number',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('archivekeeper')
      await demo.speaking('zh-CN')
      await page.setViewportSize({ width: 360, height: 740 })
      const { open } = await childrenOfClass()
      await page.goto(`${demo.url}/children/${open.pupilId}/contact`)
      await page.getByRole('button', { name: '给家长一个链接' }).click()
      await page.getByRole('button', { name: '做一个链接' }).click()
      const url = await page.locator('input[readonly]').inputValue()
      expect(url).toMatch(/\/contact\/[\w-]{43}$/)

      const { page: phone } = await demo.another()
      await phone.goto(`${url}?lang=zh`)
      expect(await phone.textContent('body')).not.toContain(open.name)
      expect(await axeFaults(phone)).toEqual([])
      const first = phone.locator('fieldset').first()
      await first.locator('input[value=number]').check()
      await first.locator('input[type=tel]').fill('194 0000 1234')
      await phone.locator('button[name=send]').click()
      expect(await phone.textContent('h1')).toBe('谢谢您！')
      expect((await phone.goto(url))?.status()).toBe(404)

      await page.goto(`${demo.url}/children/${open.pupilId}/contact`)
      await page.getByText('194****1234').waitFor()
      await page.getByRole('button', { name: '同意，改过来' }).click()
      await page.getByRole('button', { name: '同意，改过来' }).waitFor({ state: 'detached' })
      const card = await demo.ask<{ people: { phoneMasked: string }[] }>(
        `/api/children/${open.pupilId}/contact-card`,
      )
      expect(card.people.some(({ phoneMasked }) => phoneMasked === '194****1234')).toBe(true)
    },
  )

  test(
    'C04: who is named on the card is offered to be rung as well; a dead number and somebody kept away are not',
    { timeout: 120_000 },
    async () => {
      const { page } = demo
      await demo.signIn('archivekeeper')
      const { id, away } = await childToRing()
      const send = (method: string, path: string, data: object) =>
        page.request.fetch(`${demo.url}/api/children/${id}/${path}`, {
          method, data, headers: { origin: demo.url },
        }) // prettier-ignore
      const kept = { version: away.version, noContact: { reason: 'court', note: null } }
      expect((await send('PATCH', `members/${away.id}`, kept)).ok()).toBe(true)
      const name = async (kind: string, who: string, phone: string) => {
        const named = { id: randomUUID(), kind, name: who, relation: who, phone }
        expect((await send('POST', 'named-contacts', named)).ok()).toBe(true)
        return named.id
      }
      await name('second', '东边邻居', '19400000011')
      const dead = await name('second', '西边邻居', '19400000022')
      await name('villageDirector', away.name, '19400000033')
      expect((await send('POST', 'contact-card/check', { way: 'phone', dead: [dead] })).ok()).toBe(true)
      await demo.speaking('zh-CN')
      await page.goto(`${demo.url}/children/${id}`)
      await page.getByRole('button', { name: '拨打', exact: true }).click()
      await page.getByRole('button', { name: '拨打东边邻居的电话' }).waitFor()
      const sheet = (await page.getByRole('dialog').textContent()) ?? ''
      for (const hidden of ['西边邻居', '194****0022', '194****0033', away.name])
        expect(sheet).not.toContain(hidden)
      expect(await axeFaults(page)).toEqual([])
    },
  )
})
