import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ApiError } from './api-error.ts'

const read = { method: 'GET', path: '/api/children' } as const
const write = { method: 'POST', path: '/api/cards' } as const

beforeEach(() => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', () => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** An answer whose line breaks after its first words. */
const broken = (): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"card":'))
        controller.error(new TypeError('network error'))
      },
    }),
  )
const signInOfTheNetwork = (): Response => new Response('<html>请先登录无线网</html>')

async function failureOf(endpoint: typeof read | typeof write, answer: Response): Promise<ApiError> {
  vi.stubGlobal('fetch', () => Promise.resolve(answer))
  const { exchange } = await import('./call.ts')
  return exchange(endpoint).then(
    () => expect.fail('it was taken for an answer'),
    (error: unknown) => error as ApiError,
  )
}

it.each([
  ['an answer that breaks off', broken],
  ['a page of the network in between', signInOfTheNetwork],
])(
  '%s is no answer: a list is asked for again, and of what was to be kept nobody says that it is',
  async (_, answer) => {
    const { code, unsure } = await failureOf(read, answer())
    expect([code, unsure]).toEqual(['offline', false])
    const { isReachable } = await import('./online.ts')
    expect(isReachable()).toBe(false)
    expect((await failureOf(write, answer())).unsure).toBe(true)
  },
)
