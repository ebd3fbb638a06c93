import { expect, it } from 'vitest'
import { workFaults } from './faults.ts'

it('K-26: on the last day of its time, entered then, nobody is asked why; the day after a reason is wanted', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' }
  const faults = (heldOn: string, today: string, lateReason?: string) =>
    workFaults({ heldOn, lateReason }, { ...november, today }).map(({ path, code }) => `${path} ${code}`)
  expect(faults('2026-11-30', '2026-11-30')).toEqual([])
  expect(faults('2026-11-01', '2026-11-01')).toEqual([])
  expect(faults('2026-12-01', '2026-12-01')).toEqual(['lateReason required'])
  expect(faults('2026-12-01', '2026-12-01', '校舍维修')).toEqual([])
  expect(faults('2026-10-31', '2026-11-02')).toEqual(['heldOn before-start'])
  expect(faults('2026-11-03', '2026-11-02')).toEqual(['heldOn in-future'])
})
