import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changed, merge } from './merge.ts'

test('different fields merge, the same field asks', () => {
  const base = { health: '好', village: '河湾村', goals: '' }
  const mine = { health: '有哮喘', village: '河湾村', goals: '学画画' }
  const theirs = { health: '感冒', village: '石桥村', goals: '' }
  expect(merge(base, mine, theirs)).toEqual({
    values: { health: '有哮喘', village: '石桥村', goals: '学画画' },
    conflicts: ['health'],
  })
})

test('both wrote the same: nothing to ask', () => {
  expect(merge({ a: '1' }, { a: '2' }, { a: '2' }).conflicts).toEqual([])
})

test('nobody’s change is lost without a question', () => {
  const word = fc.constantFrom('', 'x', 'y')
  const form = fc.record({ a: word, b: word })
  fc.assert(
    fc.property(form, form, form, (base, mine, theirs) => {
      const { values, conflicts } = merge(base, mine, theirs)
      for (const key of ['a', 'b'] as const) {
        const kept = mine[key] === base[key] ? theirs[key] : mine[key]
        expect(conflicts.includes(key) ? kept : values[key]).toBe(kept)
      }
    }),
  )
})

test('only what differs is sent', () => {
  expect(changed({ a: '1', b: '' }, { a: '1', b: '2' })).toEqual({ b: '2' })
})
