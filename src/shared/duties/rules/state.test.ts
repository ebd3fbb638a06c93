import { describe, expect, it } from 'vitest'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { DutyState } from '#shared/duties/schema.ts'
import { completion, coverage, expectedCards, monthOfDuty, termOfDuty } from './completion.ts'
import { type CardFacts, matchCard, type MatchDuty } from './match.ts'
import { rulesOf } from './plan-rules.ts'
import { findPlanPreset } from './presets.ts'
import { daysLeft, dutyState } from './state.ts'
import { windowsOf } from './windows.ts'

const open = { from: '2026-10-01', dueOn: '2026-10-31', doneOn: null, excused: false }

describe('state of a duty', () => {
  it('K-25: the due day is still in time, overdue begins the day after', () => {
    expect(dutyState(open, '2026-09-30')).toBe('upcoming')
    expect(dutyState(open, '2026-10-01')).toBe('due')
    expect(dutyState(open, '2026-10-31')).toBe('due')
    expect(dutyState(open, '2026-11-01')).toBe('missed')
    expect([
      daysLeft(open, '2026-10-29'),
      daysLeft(open, '2026-10-31'),
      daysLeft(open, '2026-11-02'),
    ]).toEqual([2, 0, -2])
  })

  it('K-26: the day of the card decides between done and late', () => {
    expect(dutyState({ ...open, doneOn: '2026-10-31' }, '2026-11-20')).toBe('done')
    expect(dutyState({ ...open, doneOn: '2026-11-03' }, '2026-11-20')).toBe('late')
  })

  it('K-28: excused is not missed; done in time although excused counts as done, done late does not', () => {
    expect(dutyState({ ...open, excused: true }, '2026-11-20')).toBe('excused')
    expect(dutyState({ ...open, excused: true, doneOn: '2026-10-12' }, '2026-11-20')).toBe('done')
    expect(dutyState({ ...open, excused: true, doneOn: '2026-11-12' }, '2026-11-20')).toBe('excused')
  })
})

describe('which duties a card fulfils', () => {
  const talk = (id: string, from: string, to: string, some: Partial<MatchDuty> = {}): MatchDuty => ({
    id,
    key: 'talk',
    cardKinds: ['talk'],
    from,
    to,
    dueOn: to,
    doneOn: null,
    ...some,
  })
  const september = talk('sep', '2026-09-01', '2026-09-30')
  const october = talk('oct', '2026-10-01', '2026-10-31')
  const card = (heldOn: string, some: Partial<CardFacts> = {}): CardFacts => ({
    kind: 'talk',
    heldOn,
    reached: true,
    enteredFor: null,
    ...some,
  })

  it('K-26: a card counts in the window of its date, and in no other', () => {
    expect(matchCard(card('2026-10-05'), [september, october]).closes).toEqual([
      { dutyId: 'oct', inTime: true },
    ])
    expect(matchCard(card('2026-08-30'), [september, october]).closes).toEqual([])
  })

  it('K-26: a second card in one window is extra and not carried over', () => {
    const done = { ...september, doneOn: '2026-09-03' }
    expect(matchCard(card('2026-09-20'), [done, october]).closes).toEqual([])
  })

  it('K-26: entered for an earlier window it counts there as late and not in its own', () => {
    const late = card('2026-10-02', { enteredFor: 'sep' })
    expect(matchCard(late, [september, october]).closes).toEqual([{ dutyId: 'sep', inTime: false }])
  })

  it('K-26: a card dated before the window it is entered for is refused, with the reason', () => {
    expect(matchCard(card('2026-09-20', { enteredFor: 'oct' }), [september, october])).toEqual({
      closes: [],
      refused: 'beforeWindow',
    })
    expect(matchCard(card('2026-10-02', { enteredFor: 'nov' }), [september]).refused).toBe('noSuchDuty')
    expect(matchCard(card('2026-10-02', { enteredFor: 'sep', kind: 'homeVisit' }), [september]).refused).toBe(
      'wrongKind',
    )
    const done = { ...september, doneOn: '2026-09-03' }
    expect(matchCard(card('2026-10-02', { enteredFor: 'sep' }), [done]).refused).toBe('alreadyDone')
  })

  it('K-24, K-26: after the child has left the list, a card in the window is late', () => {
    const left = { ...october, dueOn: '2026-10-20' }
    expect(matchCard(card('2026-10-25'), [left]).closes).toEqual([{ dutyId: 'oct', inTime: false }])
  })

  it('K-30: attempted is never done', () => {
    expect(matchCard(card('2026-10-05', { reached: false }), [october]).closes).toEqual([])
    expect(matchCard(card('2026-10-05', { reached: false, enteredFor: 'sep' }), [september]).closes).toEqual(
      [],
    )
  })

  it('closes one duty of each rule it fits, and of several wanted in one window only one', () => {
    const visit = talk('visit', '2026-09-01', '2027-01-22', { key: 'homeVisit', cardKinds: ['homeVisit'] })
    const either = { ...october, cardKinds: ['talk' as const, 'homeVisit' as const] }
    const second = { ...either, id: 'oct2' }
    const closed = matchCard(card('2026-10-05', { kind: 'homeVisit' }), [second, visit, either]).closes
    expect(closed.map((one) => one.dutyId).sort()).toEqual(['oct', 'visit'])
  })
})

function repeat(state: DutyState, times: number): DutyState[] {
  return Array.from({ length: times }, () => state)
}

describe('figures of duties', () => {
  it('F28, K-28, K-29: completion leaves out excused and open duties', () => {
    const states = [
      ...repeat('done', 40),
      ...repeat('late', 1),
      ...repeat('missed', 2),
      ...repeat('excused', 2),
    ]
    expect(completion(states)).toMatchObject({ numerator: 40, denominator: 43, percent: 93, excused: 2 })
    expect(completion([...states, ...repeat('due', 5), ...repeat('upcoming', 9)])).toMatchObject({
      denominator: 43,
      open: 14,
    })
    expect(completion(repeat('excused', 3)).percent).toBeNull()
  })

  it('K-29: a window belongs to the month and term in which it falls due', () => {
    const terms = [{ from: '2026-09-01', to: '2027-01-22', name: '1' }]
    expect(monthOfDuty('2026-11-01')).toBe('2026-11')
    expect(termOfDuty('2027-01-22', terms)?.name).toBe('1')
    expect(termOfDuty('2027-01-23', terms)).toBeUndefined()
  })

  it('F08: 20 of 23 children in October, 3 overdue', () => {
    const duties = Array.from({ length: 25 }, (_, at) => ({
      childId: `${at}`,
      state:
        at < 18
          ? ('done' as const)
          : at < 20
            ? ('late' as const)
            : at < 23
              ? ('missed' as const)
              : ('excused' as const),
    }))
    expect(coverage(duties)).toEqual({ numerator: 20, denominator: 23, percent: 87, overdue: 3 })
  })

  it('F08: a child with several windows counts once', () => {
    const duties = [
      { childId: 'a', state: 'missed' as const },
      { childId: 'a', state: 'done' as const },
      { childId: 'b', state: 'due' as const },
    ]
    expect(coverage(duties)).toMatchObject({ numerator: 1, denominator: 2, overdue: 0 })
  })
})

describe('expected cards', () => {
  // Ten full months and forty teaching weeks: Monday 31 August 2026 – Sunday 6 June 2027 without holidays.
  const term = { name: '', from: '2026-08-31', to: '2027-06-06' }
  const calendar: Calendar = { years: [], terms: [term], days: [] }
  const windows = (plan: string, key: string) => {
    const params = findPlanPreset(plan)?.params
    const rule = params && rulesOf(params, term.from).find((one) => one.key === key)
    return rule
      ? windowsOf({ ...rule, minSchoolDays: key === 'talk' ? 2 : 1 }, calendar, term.from, term.to)
      : []
  }

  it('F09: 122 children: 1,220 monthly talks, 4,880 weekly ones', () => {
    expect(expectedCards(122, windows('plan1', 'talk'))).toBe(1220)
    expect(expectedCards(122, windows('plan9', 'talk'))).toBe(4880)
  })

  it('F10: 36 children, 40 weeks: 720 calls', () => {
    expect(expectedCards(36, windows('plan9', 'parentContact'))).toBe(720)
  })
})
