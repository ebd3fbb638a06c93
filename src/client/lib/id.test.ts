import { expect, test } from 'vitest'
import { newId } from './id.ts'

test('ids are UUIDv7 and sort by the time they were made', () => {
  const ids = [1, 2, 70_000, 2 ** 40].map((now) => newId(now))
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids)
  expect(Number.parseInt(newId(1_795_000_000_123).replace('-', '').slice(0, 12), 16)).toBe(1_795_000_000_123)
  expect(new Set(Array.from({ length: 1000 }, () => newId(5))).size).toBe(1000)
})
