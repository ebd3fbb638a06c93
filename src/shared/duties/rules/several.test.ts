import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { matchCard, type MatchDuty } from './match.ts'
import { replay, type ReplayCard } from './replay.ts'

const duty = (id: string, key: CardKind, from: string, to: string): MatchDuty => ({
  id,
  key,
  cardKinds: [key],
  from,
  to,
  dueOn: to,
  doneOn: null,
})
const duties = [
  duty('talk-sep', 'talk', '2026-09-01', '2026-09-30'),
  duty('talk-oct', 'talk', '2026-10-01', '2026-10-31'),
  duty('contact-oct', 'parentContact', '2026-10-01', '2026-10-31'),
  duty('visit', 'homeVisit', '2026-09-01', '2027-01-22'),
]
const visit = (heldOn: string, talked: boolean) => ({
  kind: 'homeVisit' as const,
  heldOn,
  reached: true,
  enteredFor: null,
  also: talked ? (['talk'] as const) : [],
})

it('K-26: a visit with a talk fulfils the visit and the talk of its day, each once', () => {
  const ids = (talked: boolean): string[] =>
    matchCard(visit('2026-10-12', talked), duties).closes.map(({ dutyId }) => dutyId)
  expect(ids(true).toSorted()).toEqual(['talk-oct', 'visit'])
  expect(ids(false)).toEqual(['visit'])
})

it('K-26: entered for an earlier talk it makes that one good, fulfils its own visit, and no second talk', () => {
  const late = { ...visit('2026-10-12', true), enteredFor: 'talk-sep' }
  expect(matchCard(late, duties).closes.map(({ dutyId }) => dutyId)).toEqual(['talk-sep', 'visit'])
  expect(matchCard({ ...visit('2026-10-12', false), enteredFor: 'talk-sep' }, duties).refused).toBe(
    'wrongKind',
  )
})

it('no double counting: one card with a talk does exactly what a visit and a talk of that day would do', () => {
  const day = fc.integer({ min: 0, max: 100 }).map((offset) => addDays('2026-08-25', offset))
  const some = fc.array(fc.record({ heldOn: day, talked: fc.boolean(), reached: fc.boolean() }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(some, (list) => {
      const at = (index: number): string => `2026-12-01T00:00:${String(index).padStart(2, '0')}.000Z`
      const one = list.map(({ heldOn, talked, reached }, index): ReplayCard => ({
        ...visit(heldOn, talked && reached),
        id: `c${index}`,
        reached,
        createdAt: at(index),
      }))
      const two = one.flatMap((card): ReplayCard[] => {
        const plain = { ...card, also: [] }
        return card.also?.length ? [plain, { ...plain, kind: 'talk' }] : [plain]
      })
      expect([...replay(duties, one)]).toEqual([...replay(duties, two)])
    }),
  )
})
