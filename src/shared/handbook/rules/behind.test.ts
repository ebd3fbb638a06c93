import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DutyState } from '#shared/duties/schema.ts'
import { completion } from '#shared/figures/rules/completion.ts'
import { TermNumber } from '#shared/handbook/schema.ts'
import { isBehind } from './behind.ts'

const TODAY = '2026-11-23'
const duty = fc.record({
  state: fc.constantFrom(...DutyState.options),
  dueOn: fc.constantFrom('2026-11-01', '2026-11-22', TODAY, '2026-11-30'),
})

it('K-28, K-29: as many duties stand behind each number as it says, and no duty behind two', () => {
  fc.assert(
    fc.property(fc.array(duty), (duties) => {
      const counted = completion(duties, TODAY)
      for (const number of TermNumber.options)
        expect([number, duties.filter((one) => isBehind(number, one, TODAY)).length]).toEqual([
          number,
          counted[number],
        ])
      for (const one of duties)
        expect(
          TermNumber.options.filter((number) => isBehind(number, one, TODAY)).length,
        ).toBeLessThanOrEqual(1)
    }),
  )
})
