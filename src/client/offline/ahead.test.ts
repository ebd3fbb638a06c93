import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askAhead, takeAhead } from './ahead.ts'

const ORIGIN = 'https://school.example'
let asked: string[]
beforeEach(() => {
  asked = []
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (what: Request | string) => {
    const address = typeof what === 'string' ? what : `itself ${new URL(what.url).pathname}`
    asked.push(address)
    return Promise.resolve(new Response(address))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const taken = (page: string, address: string, init: RequestInit = {}) =>
  takeAhead(new Request(`${ORIGIN}${address}`, init), page)?.then((answer) => answer.text())
const open = (page: string, pathname: string, hasDay = true) =>
  askAhead(page, pathname, Promise.resolve(hasDay))

it('what a page asks first is on its way already, and is that page’s alone, once', async () => {
  const isAsked = open('one', '/')
  expect(taken('two', '/api/session')).toBeUndefined()
  expect(await taken('one', '/api/session')).toBe('/api/session')
  expect(await taken('one', '/api/my-day')).toBe('/api/my-day')
  await isAsked
  expect(asked).toEqual(['/api/session', '/api/my-day'])
  expect(taken('one', '/api/notices')).toBeUndefined()
  expect(await taken('one', '/api/session')).toBe('itself /api/session')
})

it('a page that asks before the note was read is answered by itself, and nothing is left for whoever comes next', async () => {
  const slow = new Promise<boolean>((resolve) => setTimeout(resolve, 500, true))
  const isAsked = askAhead('one', '/children', slow)
  const answer = taken('one', '/api/session')
  vi.advanceTimersByTime(500)
  expect(await answer).toBe('/api/session')
  await isAsked
  expect(await taken('one', '/api/session')).toBe('itself /api/session')
})

it('H-26: what the page did not take is nobody else’s: not of a person it names, not a while later, not for a change', async () => {
  await open('one', '/')
  expect(taken('one', '/api/my-day', { headers: { 'x-person': 'b' } })).toBeUndefined()
  expect(taken('one', '/api/session', { method: 'DELETE' })).toBeUndefined()
  await open('one', '/')
  vi.advanceTimersByTime(60_000)
  expect(taken('one', '/api/my-day')).toBeUndefined()
})
