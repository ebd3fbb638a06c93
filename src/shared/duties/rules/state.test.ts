import { describe, expect, it } from 'vitest'
import { type CardFacts, matchCard, type MatchDuty } from './match.ts'
import { daysLeft, dutyState } from './state.ts'

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

describe('a duty that a change ended', () => {
  const ended = { ...open, dueOn: '2026-10-20', endedOn: '2026-10-20' }
  it('K-27: is asked for until then, done in time counts, and it is never missed or late', () => {
    expect(dutyState(ended, '2026-10-20')).toBe('due')
    expect(dutyState(ended, '2026-10-21')).toBe('ended')
    expect(dutyState({ ...ended, doneOn: '2026-10-19' }, '2026-11-21')).toBe('done')
    expect(dutyState({ ...ended, doneOn: '2026-10-25' }, '2026-11-21')).toBe('ended')
    expect(dutyState({ ...ended, excused: true }, '2026-11-21')).toBe('excused')
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
    // The due day is still in time (K-25).
    expect(matchCard(card('2026-10-31'), [september, october]).closes).toEqual([
      { dutyId: 'oct', inTime: true },
    ])
  })

  it('K-27: what was done after a change is done for what came in its place, and not for the window that it ended', () => {
    const ended = { ...october, endedOn: '2026-10-11' }
    const week = talk('week', '2026-10-12', '2026-10-18')
    expect(matchCard(card('2026-10-13'), [ended, week]).closes).toMatchObject([{ dutyId: 'week' }])
    expect(matchCard(card('2026-10-11'), [ended, week]).closes).toMatchObject([{ dutyId: 'oct' }])
    expect(matchCard(card('2026-10-20'), [ended, week]).closes).toEqual([])
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
