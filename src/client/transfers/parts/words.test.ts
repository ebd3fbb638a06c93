import { expect, it } from 'vitest'
import { movedOn } from './words.ts'

it('K-53: a receipt keeps the day of leaving, whenever the new school confirms; between two schools it is the day of taking over', () => {
  const day = (state: 'left' | 'accepted', decidedOn: string | null) =>
    movedOn({ state, askedOn: '2026-10-12', decidedOn })
  expect([day('left', null), day('left', '2026-11-20')]).toEqual(['2026-10-12', '2026-10-12'])
  expect(day('accepted', '2026-10-15')).toBe('2026-10-15')
})
