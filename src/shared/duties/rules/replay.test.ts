import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { dutyState } from './state.ts'
import type { MatchDuty } from './match.ts'
import { replay, type ReplayCard } from './replay.ts'

const month = (id: string, from: string, to: string): MatchDuty => ({
  id,
  key: 'talk',
  cardKinds: ['talk'],
  from,
  to,
  dueOn: to,
  doneOn: null,
})
const duties = [
  month('sep', '2026-09-01', '2026-09-30'),
  month('oct', '2026-10-01', '2026-10-31'),
  month('nov', '2026-11-01', '2026-11-30'),
]
const card = (id: string, heldOn: string, some: Partial<ReplayCard> = {}): ReplayCard => ({
  id,
  kind: 'talk',
  heldOn,
  reached: true,
  enteredFor: null,
  createdAt: `2026-12-01T00:00:00.00${id.length}Z`,
  ...some,
})

describe('what cards make of duties', () => {
  it('K-26: the first card by its day fulfils, whichever was entered first', () => {
    const state = replay(duties, [card('b', '2026-10-20'), card('a', '2026-10-05')])
    expect(state.get('oct')).toEqual({ cardId: 'a', doneOn: '2026-10-05', attempts: 0, lastAttemptOn: null })
    expect(state.get('nov')?.doneOn).toBeNull()
  })

  it('K-30: attempts are counted on the window they were made in, and close nothing', () => {
    const tries = [card('a', '2026-10-05', { reached: false }), card('b', '2026-10-09', { reached: false })]
    expect(replay(duties, tries).get('oct')).toEqual({
      cardId: null,
      doneOn: null,
      attempts: 2,
      lastAttemptOn: '2026-10-09',
    })
  })

  it('K-26, K-30: equals a recount by hand for any cards in any order of entry', () => {
    const days = fc.integer({ min: 0, max: 100 }).map((offset) => addDays('2026-08-25', offset))
    const cards = fc
      .array(fc.record({ heldOn: days, reached: fc.boolean() }), { maxLength: 12 })
      .map((list) => list.map((one, at) => card(`c${at}`, one.heldOn, { reached: one.reached })))
    fc.assert(
      fc.property(cards, fc.infiniteStream(fc.integer()), (list, order) => {
        const shuffled = list.map((one) => ({ one, at: order.next().value })).toSorted((a, b) => a.at - b.at)
        const state = replay(
          duties,
          shuffled.map(({ one }) => one),
        )
        for (const duty of duties) {
          const inside = list.filter(({ heldOn }) => duty.from <= heldOn && heldOn <= duty.to)
          const held = inside
            .filter(({ reached }) => reached)
            .map(({ heldOn }) => heldOn)
            .toSorted()
          const now = state.get(duty.id)
          expect(now?.doneOn ?? null).toBe(held[0] ?? null)
          expect(now?.attempts).toBe(inside.length - held.length)
          const facts = { from: duty.from, dueOn: duty.dueOn, doneOn: now?.doneOn ?? null, excused: false }
          expect(dutyState(facts, '2026-12-31')).toBe(held.length > 0 ? 'done' : 'missed')
        }
      }),
    )
  })
})
