import fc from 'fast-check'
import { expect, it } from 'vitest'
import { householdsOf, type Linked } from './households.ts'

it('siblings by any adult they share, also through a third child; an only child has no entry', () => {
  const map = householdsOf([
    { id: 'c', links: ['grandmother'] },
    { id: 'a', links: ['father'] },
    { id: 'b', links: ['father', 'grandmother'] },
    { id: 'd', links: ['other'] },
    { id: 'e', links: [] },
  ])
  expect([...map]).toEqual(
    expect.arrayContaining([
      ['a', 'a'],
      ['b', 'a'],
      ['c', 'a'],
    ]),
  )
  expect(map.size).toBe(3)
})

it('does not depend on the order of the list, and equals a naive search', () => {
  const children: fc.Arbitrary<Linked[]> = fc
    .array(fc.array(fc.constantFrom('p', 'q', 'r', 's', 't', 'u'), { maxLength: 3 }), { maxLength: 9 })
    .map((list) => list.map((links, at) => ({ id: `${at}`, links })))
  fc.assert(
    fc.property(children, (list) => {
      const map = householdsOf(list)
      expect(householdsOf(list.toReversed())).toEqual(map)
      const together = (from: Linked): string[] => {
        const seen = new Set([from])
        for (const one of seen)
          for (const other of list) if (one.links.some((link) => other.links.includes(link))) seen.add(other)
        return [...seen].map(({ id }) => id).toSorted()
      }
      for (const child of list) {
        const own = list.filter(({ id }) => map.get(id) !== undefined && map.get(id) === map.get(child.id))
        const expected = together(child)
        expect(own.map(({ id }) => id).toSorted()).toEqual(expected.length > 1 ? expected : [])
      }
    }),
  )
})
