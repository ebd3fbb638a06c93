import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '#shared/calendar/schema.ts'
import { type FiledCard, findReviews, isDayOff, LIMITS } from './find.ts'

const calendar: Calendar = {
  years: [],
  terms: [{ name: '', from: '2026-09-01', to: '2027-01-22' }],
  days: [
    { day: '2026-10-01', kind: 'holiday', name: '国庆节' },
    { day: '2026-10-10', kind: 'makeup', name: '' },
  ],
}
const start = Date.parse('2026-11-23T08:00:00.000Z')
const card = (id: string, over: Partial<FiledCard> & { second?: number } = {}): FiledCard => {
  const { second = 0, ...rest } = over
  return {
    id,
    authorId: 'a',
    kind: 'talk',
    heldOn: '2026-11-23',
    filedAt: new Date(start + second * 1000).toISOString(),
    version: 1,
    textHash: null,
    ...rest,
  }
}
const found = (cards: readonly FiledCard[]) =>
  findReviews(cards, calendar).map(({ kind, cardIds }) => `${kind} ${cardIds.join('')}`)

describe('what the principal is asked to look at (H-13)', () => {
  it('four cards of one author within 20 s of each other; a correction, a pause, another author do not count', () => {
    const four = ['p', 'q', 'r', 's'].map((id, at) => card(id, { second: at * 20 }))
    expect(found(four)).toEqual(['bulk pqrs'])
    expect(found(four.slice(0, 3))).toEqual([])
    expect(found(four.map((one) => (one.id === 'q' ? { ...one, version: 2 } : one)))).toEqual([])
    expect(found(four.map((one) => (one.id === 'q' ? { ...one, authorId: 'b' } : one)))).toEqual([])
    expect(found(['p', 'q', 'r', 's'].map((id, at) => card(id, { second: at * 21 })))).toEqual([])
  })

  it('three cards of one wording by one author; two siblings are not asked about', () => {
    const same = ['p', 'q', 'r'].map((id, at) => card(id, { second: at * 3600, textHash: 'x' }))
    expect(found(same)).toEqual(['sameText pqr'])
    expect(found(same.slice(1))).toEqual([])
    expect(found(same.map((one) => ({ ...one, textHash: null })))).toEqual([])
    expect(found(same.map((one, at) => ({ ...one, authorId: `${at}` })))).toEqual([])
  })

  it('the cards of a household filed by one form are one: nobody is asked about one visit', () => {
    const together = ['p', 'q', 'r', 's'].map((id) => card(id, { kind: 'homeVisit', textHash: 'x' }))
    expect(found(together)).toEqual([])
    const more = ['t', 'u'].map((id, at) => card(id, { second: 3600 * (at + 1), textHash: 'x' }))
    expect(found([...together, ...more])).toEqual(['sameText pqrstu'])
  })

  it('P7-25: talks dated on a day off, by author and day; calls and visits on holidays are what is wanted', () => {
    expect(
      ['2026-10-01', '2026-10-03', '2026-10-10', '2027-02-01'].map((day) => isDayOff(day, calendar)),
    ).toEqual([true, false, false, true])
    expect(
      found([card('p', { heldOn: '2026-10-01' }), card('q', { heldOn: '2026-10-01', second: 90 })]),
    ).toEqual(['holiday pq'])
    expect(found([card('p', { heldOn: '2026-10-01', kind: 'homeVisit' })])).toEqual([])
  })

  it('does not depend on the order of the cards, and puts a card into one finding of each kind at most', () => {
    const cards = fc
      .array(
        fc.record({
          second: fc.integer({ min: 0, max: 400 }),
          authorId: fc.constantFrom('a', 'b'),
          textHash: fc.constantFrom('x', 'y', null),
          version: fc.constantFrom(1, 1, 2),
          heldOn: fc.constantFrom('2026-10-01', '2026-11-23'),
        }),
        { maxLength: 25 },
      )
      .map((list) => list.map((one, at) => card(`${at}`.padStart(2, '0'), one)))
    const least = { bulk: LIMITS.bulkCards, sameText: LIMITS.sameTextCards, holiday: 1 }
    fc.assert(
      fc.property(cards, (list) => {
        const findings = findReviews(list, calendar)
        const sets = (all: typeof findings) =>
          all.map(({ kind, cardIds }) => `${kind} ${cardIds.join(' ')}`).toSorted()
        expect(sets(findReviews(list.toReversed(), calendar))).toEqual(sets(findings))
        for (const kind of ['bulk', 'sameText', 'holiday'] as const) {
          const ids = findings.filter((one) => one.kind === kind).flatMap(({ cardIds }) => cardIds)
          expect(new Set(ids).size).toBe(ids.length)
        }
        for (const { kind, cardIds } of findings) {
          const own = list.filter(({ id }) => cardIds.includes(id))
          expect(new Set(own.map(({ authorId }) => authorId)).size).toBe(1)
          expect(own.length).toBeGreaterThanOrEqual(least[kind])
        }
      }),
    )
  })
})
