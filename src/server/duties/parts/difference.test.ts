import { describe, expect, it } from 'vitest'
import { difference, type StoredDuty } from './difference.ts'
import type { OwedDuty } from './owed-duties.ts'

const TODAY = '2026-11-23'
const owed = (over: Partial<OwedDuty> = {}): OwedDuty => ({
  ruleId: 'talk',
  key: 'talk',
  performerRole: 'classTeacher',
  subjectKind: 'child',
  subjectId: 'child',
  pupilId: 'child',
  classId: 'old',
  from: '2026-11-01',
  to: '2026-11-30',
  dueOn: '2026-11-30',
  endedOn: null,
  slot: 1,
  ...over,
})
const stored = (over: Partial<StoredDuty> = {}): StoredDuty => ({
  ...owed(),
  id: 'd',
  doneOn: null,
  cardId: null,
  attempts: 0,
  lastAttemptOn: null,
  excused: false,
  ...over,
})
const days = (to: string) => ({ from: '2026-11-01', to, dueOn: to })

describe('what must happen to the stored duties', () => {
  it('H-02: a child who changed class takes along what is still to do, also overdue, and leaves what is done or explained', () => {
    const moved = (to: string, over: Partial<StoredDuty> = {}) =>
      difference(
        [owed({ ...days(to), classId: 'new' })],
        [stored({ ...days(to), ...over })],
        TODAY,
      ).changed.map(({ classId }) => classId)
    expect(moved('2026-11-22')).toEqual(['new'])
    expect(moved(TODAY)).toEqual(['new'])
    expect(moved('2026-11-30')).toEqual(['new'])
    expect(moved('2026-11-22', { doneOn: '2026-11-10' })).toEqual([])
    expect(moved('2026-11-22', { excused: true })).toEqual([])
    // Where another day of it changes, what is explained and over still stays with its class.
    const shorter = difference(
      [owed({ ...days('2026-11-20'), classId: 'new' })],
      [stored({ ...days('2026-11-22'), excused: true })],
      TODAY,
    )
    expect(shorter.changed).toMatchObject([{ classId: 'old', dueOn: '2026-11-20' }])
  })

  it('K-23: a window whose first day was moved is not owed again where it is done or explained', () => {
    const moved = owed({ from: '2026-11-02' })
    expect(difference([moved], [stored({ doneOn: '2026-11-10' })], TODAY)).toMatchObject({
      missing: [],
      changed: [],
      surplus: [],
    })
    expect(difference([moved], [stored({ excused: true })], TODAY).missing).toEqual([])
    // Untouched it is another one; and one that is done settles one, its own rule’s, slot’s and subject’s.
    expect(difference([moved], [stored()], TODAY)).toMatchObject({ missing: [moved], surplus: ['d'] })
    const done = stored({ doneOn: '2026-11-10' })
    for (const over of [{ slot: 2 }, { subjectId: 'other' }, { ruleId: 'visit' }])
      expect(difference([{ ...moved, ...over }], [done], TODAY).missing).toHaveLength(1)
    const december = owed({ from: '2026-11-30', to: '2026-12-31', dueOn: '2026-12-31' })
    expect(difference([moved, december], [done], TODAY).missing).toEqual([december])
  })

  it('K-27, K-28: of what is not owed any more only the untouched goes; tried or excused ends the day before; done stays', () => {
    const left = [
      stored({ id: 'untouched' }),
      stored({ id: 'tried', slot: 2, attempts: 1 }),
      stored({ id: 'excused', slot: 3, excused: true }),
      stored({ id: 'done', slot: 4, doneOn: '2026-11-10' }),
      stored({ id: 'ended', slot: 5, attempts: 1, endedOn: '2026-11-22' }),
    ]
    const { missing, changed, surplus, ended } = difference([], left, TODAY)
    expect(surplus).toEqual(['untouched'])
    expect(changed.map(({ id, endedOn }) => [id, endedOn])).toEqual([
      ['tried', '2026-11-22'],
      ['excused', '2026-11-22'],
    ])
    expect([missing, ended]).toEqual([[], 1])
    expect(
      difference([], [stored({ id: 'today', attempts: 1, endedOn: TODAY })], TODAY).changed,
    ).toHaveLength(1)
  })

  it('what was done is not changed, whatever is owed now', () => {
    const now = owed({ ...days('2026-11-25'), classId: 'new', endedOn: '2026-11-25' })
    const known = [stored({ doneOn: '2026-11-10', cardId: 'card' })]
    expect(difference([now], known, TODAY)).toEqual({ missing: [], changed: [], surplus: [], ended: 0 })
  })
})
