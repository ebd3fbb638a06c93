import { describe, expect, it } from 'vitest'
import { canClose, canTakeBack, canTell, canWithhold } from './acts.ts'

const open = { closedAt: null }
const closed = { closedAt: '2026-11-23T04:00:00.000Z' }
const notice = (more: object = {}) => ({ state: 'open', personId: 'p', atOnce: false, ...more }) as const

describe('what can be done with an incident', () => {
  it('P3-71: after the closing report nothing', () => {
    expect(canTell(open, notice())).toBe(true)
    expect(canTell(closed, notice())).toBe(false)
    expect(canWithhold(closed, notice())).toBe(false)
    expect(canTakeBack(closed, { kind: 'told', takenBack: false })).toBe(false)
    expect(canClose(closed, [])).toBe(false)
  })

  it('H-04: only who is still to be told is told, tried or withheld, and no office is withheld', () => {
    for (const state of ['told', 'withheld'] as const) {
      expect(canTell(open, notice({ state }))).toBe(false)
      expect(canWithhold(open, notice({ state }))).toBe(false)
    }
    expect(canWithhold(open, notice())).toBe(true)
    expect(canWithhold(open, notice({ personId: null }))).toBe(false)
  })

  it('H-04: reports are made before the end; what else is open may stay open', () => {
    expect(canClose(open, [notice(), notice({ state: 'told', atOnce: true })])).toBe(true)
    expect(canClose(open, [notice({ atOnce: true })])).toBe(false)
  })

  it('taken back is what says that somebody was told or tried, once', () => {
    expect(canTakeBack(open, { kind: 'told', takenBack: false })).toBe(true)
    expect(canTakeBack(open, { kind: 'tried', takenBack: false })).toBe(true)
    expect(canTakeBack(open, { kind: 'told', takenBack: true })).toBe(false)
    for (const kind of ['note', 'closed', 'withheld', 'takenBack'] as const)
      expect(canTakeBack(open, { kind, takenBack: false })).toBe(false)
  })
})
