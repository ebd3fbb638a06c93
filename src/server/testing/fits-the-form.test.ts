import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { z } from 'zod'
import { newId } from '#server/db/id.ts'
import { expectations } from '#server/testing/expectations.ts'
import { addressOf, grantAt } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

const RUNS = 15
const DATES = [
  '0001-01-01',
  '9999-12-31',
  '2024-02-29',
  '2026-11-23',
  '2026-11-20',
  '2026-12-31',
  '1900-01-01',
]
const TEXTS = [
  '<img src=x onerror=alert(1)>',
  '\u202e\u200b\u200f',
  '👨‍👩‍👧‍👦👨‍👩‍👧‍👦',
  "'; drop table pupil; --",
  '=HYPERLINK("http://x")',
  '测试',
  ' ',
  '\t\r\n',
  '13912345678',
  '%_\\',
  '{}',
  '䶮𠮷',
]

/** Any value that a schema lets through, its edges first. */
function valueOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { anyOf, oneOf } = schema
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const several = anyOf ?? oneOf
  if (several) return fc.oneof(...several.map((one) => valueOf(one, ids)))
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [], additionalProperties: rest, propertyNames } = schema
      const named = fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueOf(one, ids)])),
        { requiredKeys: required.filter((name) => name in properties) },
      )
      if (typeof rest !== 'object') return named
      const key = propertyNames ? valueOf(propertyNames, ids).map(String) : fc.constantFrom(...TEXTS)
      const keys = required.length > 0 ? fc.constant([...required]) : fc.array(key, { maxLength: 3 })
      const value = valueOf(rest, ids)
      return keys.chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, value]))))
    }
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      })
    case 'integer':
    case 'number': {
      const min = Math.max(schema.minimum ?? -2_147_483_647, -2_147_483_647)
      const max = Math.min(schema.maximum ?? 2_147_483_647, 2_147_483_647)
      return fc.constantFrom(
        ...new Set([min, max, Math.min(Math.max(1, min), max), Math.min(Math.max(0, min), max)]),
      )
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      if (schema.format === 'uuid') return fc.constantFrom(...ids)
      if (schema.format === 'date') return fc.constantFrom(...DATES)
      return fc
        .oneof(fc.constantFrom(...TEXTS), fc.constant('长'.repeat(Math.min(schema.maxLength ?? 500, 5000))))
        .map((text) =>
          text
            .slice(0, schema.maxLength ?? 5000)
            .padEnd(schema.minLength ?? 0, '字')
            .toWellFormed(),
        )
    default:
      return fc.constantFrom<unknown>(null, 'x', 1, {})
  }
}

let app: TestApp
let place: Place
const people: Person[] = []
beforeAll(async () => {
  app = await startTestApp()
  const school = await makeWorldSchool(app.owner)
  place = await makePlace(app.owner, school, 1)
  await makePlace(app.owner, school, 2)
  for (const role of ['principal', 'administrator', 'archiveKeeper', 'classTeacher'] as const)
    people.push(await app.signIn(grantAt(role, place)))
})
afterAll(() => app.close())

describe('whatever a form lets through', () => {
  it('is taken or refused, and never a fault of ours', { timeout: 120_000 }, async () => {
    const faults = new Map<string, string>()
    const ids = [...Object.values(place).filter((one) => /^[0-9a-f-]{36}$/.test(one)), newId(), newId()]
    for (const { method, path, access, body, query } of app.router.endpoints) {
      const schema = body ?? query
      if (!schema || access.kind === 'public' || path.startsWith('/api/session')) continue
      const key = `${method} ${path}`
      const url = addressOf(path, expectations[key]?.params?.(place))
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
      const values = fc.sample(valueOf(json, ids), { numRuns: RUNS, seed: 22 })
      for (const [at, value] of values.entries()) {
        const person = people[at % people.length]
        const search = body ? '' : `?${new URLSearchParams(value as Record<string, string>).toString()}`
        const answer = await person?.request({
          method,
          url: url + search,
          ...(body && { payload: value as object }),
        })
        if (answer === undefined || answer.status >= 500)
          faults.set(key, `${answer?.status} ${search}${JSON.stringify(value).slice(0, 1500)}`)
      }
    }
    expect([...faults]).toEqual([])
  })
})
