import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockOf, DEFAULT_LIMITS, dueAt, isPressing, minutesLate, minutesLeft, startOf } from './clocks.ts'

const at = (time: string): string => new Date(`2026-11-23T${time}+08:00`).toISOString()
const KNOWN = { occurredAt: at('09:50:00'), knownAt: at('10:12:00'), atSchool: true }
const open = { state: 'open', dueAt: at('10:42:00'), atOnce: false, toldAt: null } as const

describe('clocks of an incident', () => {
  it('F16: T = 10:12 gives 10:42, 11:12, 12:12 and 12:12; parents told at 11:20 are told 8 minutes late', () => {
    const start = startOf({ ...KNOWN, occurredAt: null }, DEFAULT_LIMITS)
    const due = (['carer', 'parent', 'authority', 'town'] as const).map((party) =>
      dueAt(party, start, DEFAULT_LIMITS),
    )
    expect(due).toEqual([at('10:42:00'), at('11:12:00'), at('12:12:00'), at('12:12:00')])
    expect(minutesLate(due[1] ?? null, at('11:20:00'))).toBe(8)
  })

  it('K-40: the clock starts at discovery or at the event, as the school has it; an unknown event starts it at discovery', () => {
    const fromEvent = { ...DEFAULT_LIMITS, from: 'event' } as const
    expect(startOf(KNOWN, DEFAULT_LIMITS)).toBe(KNOWN.knownAt)
    expect(startOf(KNOWN, fromEvent)).toBe(KNOWN.occurredAt)
    expect(startOf({ ...KNOWN, occurredAt: null }, fromEvent)).toBe(KNOWN.knownAt)
  })

  it('K-41: exactly at the limit is in time; begun minutes count', () => {
    expect(minutesLate(open.dueAt, at('10:42:00'))).toBe(0)
    expect(minutesLate(open.dueAt, at('10:42:01'))).toBe(1)
    expect(minutesLate(open.dueAt, at('10:43:00'))).toBe(1)
    expect(minutesLate(open.dueAt, at('10:43:01'))).toBe(2)
    expect(clockOf(open, at('10:42:00'))).toEqual({ kind: 'running', left: 0 })
    expect(clockOf(open, at('10:50:00'))).toEqual({ kind: 'overdue', late: 8 })
  })

  it('P3-67, K-41: after 29, 30 and 31 minutes one is left, none, and one is over; told then it is in time twice', () => {
    const read = ['10:41:00', '10:42:00', '10:43:00'].map((time) => clockOf(open, at(time)))
    expect(read).toEqual([
      { kind: 'running', left: 1 },
      { kind: 'running', left: 0 },
      { kind: 'overdue', late: 1 },
    ])
    const told = ['10:41:00', '10:42:00', '10:43:00'].map((time) =>
      clockOf({ ...open, state: 'told', toldAt: at(time) }, at('23:00:00')),
    )
    expect(told.map((clock) => clock.kind === 'told' && clock.late)).toEqual([0, 0, 1])
  })

  it('K-41: late, left and in time fit together at every millisecond around a limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (by) => {
        const now = new Date(Date.parse(open.dueAt) + by).toISOString()
        const [late, left] = [minutesLate(open.dueAt, now), minutesLeft(open.dueAt, now)]
        expect(late > 0).toBe(by > 0)
        expect(late === 0 || left === 0).toBe(true)
        expect(late * 60_000).toBeGreaterThanOrEqual(Math.max(0, by))
        expect(left * 60_000).toBeLessThanOrEqual(Math.max(0, -by))
        expect(isPressing(open, now)).toBe(late > 0)
      }),
    )
  })

  it('K-42: outside school hours the limits run where the school wants it so, and nobody is late otherwise', () => {
    const outside = { ...KNOWN, atSchool: false }
    expect(startOf(outside, DEFAULT_LIMITS)).toBe(KNOWN.knownAt)
    const start = startOf(outside, { ...DEFAULT_LIMITS, outsideSchool: false })
    expect(start).toBeNull()
    expect(startOf(KNOWN, { ...DEFAULT_LIMITS, outsideSchool: false })).toBe(KNOWN.knownAt)
    const due = dueAt('carer', start, DEFAULT_LIMITS)
    expect(clockOf({ ...open, dueAt: due }, at('23:00:00'))).toEqual({ kind: 'untimed' })
  })

  it('K-42, H-04: a withheld notice is neither told nor late, however long it has been', () => {
    const withheld = { ...open, state: 'withheld' } as const
    expect(clockOf(withheld, at('23:00:00'))).toEqual({ kind: 'withheld' })
    expect(isPressing(withheld, at('23:00:00'))).toBe(false)
    const report = dueAt('police', KNOWN.knownAt, DEFAULT_LIMITS)
    expect(clockOf({ ...open, dueAt: report, atOnce: true }, at('10:12:01'))).toEqual({ kind: 'atOnce' })
  })
})
