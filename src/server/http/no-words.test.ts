import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Property {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly const?: string
  readonly enum?: readonly unknown[]
}

/** Marks of a place in a list (a day and an id) and keys of definitions: made by the program, never typed. */
const MADE = ['before', 'after', 'definition']

describe('H-02, H-26: addresses stay in histories, logs and proxies', () => {
  it('no route takes typed words in its address: ids, days, choices and numbers only', () => {
    const open = app.router.endpoints.flatMap(({ method, path, query }) => {
      if (!query) return []
      const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
        properties?: Record<string, Property>
      }
      return Object.entries(properties)
        .filter(([name]) => !MADE.includes(name))
        .filter(([, one]) => one.type === 'string' && !one.format && !one.pattern && !one.enum && !one.const)
        .map(([name]) => `${method} ${path} ${name}`)
    })
    expect(open).toEqual([])
  })
})
