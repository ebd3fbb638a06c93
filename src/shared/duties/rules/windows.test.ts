import { describe, expect, it } from 'vitest'
import { addDays, weekday } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { type DutyWindow, type Membership, type Rule } from '#shared/duties/schema.ts'
import { activeVersions, excuseCovers, owedWindow, windowsOf, windowsOfVersions } from './windows.ts'

const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [
    { name: '第一学期', from: '2026-09-01', to: '2027-01-22' },
    { name: '第二学期', from: '2027-02-22', to: '2027-07-09' },
  ],
  days: [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09'].map(
      (day) => ({
        day,
        kind: 'holiday' as const,
        name: '国庆节',
      }),
    ),
    { day: '2026-10-17', kind: 'makeup', name: '补课' },
  ],
}

function rule(some: Partial<Rule> = {}): Rule {
  return {
    key: 'talk',
    version: 1,
    period: 'month',
    perPeriod: 1,
    per: 'child',
    cardKinds: ['talk'],
    performerRole: 'classTeacher',
    inTermOnly: true,
    minSchoolDays: 1,
    graceDays: 0,
    effectiveFrom: '2026-09-01',
    effectiveTo: null,
    ...some,
  }
}

function windows(some: Partial<Rule> = {}, from = '2026-09-01', to = '2027-08-31'): readonly DutyWindow[] {
  return windowsOf(rule(some), calendar, from, to)
}

function spans(list: readonly DutyWindow[]): string[] {
  return list.map((window) => `${window.from}..${window.to}`)
}

function first(list: readonly DutyWindow[]): DutyWindow {
  const [window] = list
  if (window === undefined) throw new Error('no window')
  return window
}

describe('windows on the school calendar', () => {
  it('K-20: duties of the school run in term only, duties of the family all year', () => {
    for (const window of windows({ period: 'week' })) {
      expect(calendar.terms.some((term) => term.from <= window.from && window.to <= term.to)).toBe(true)
    }
    const family = windows({ period: 'week', inTermOnly: false }, '2027-07-12', '2027-08-29')
    expect(family.length).toBe(7)
    expect(family.every((window) => window.schoolDays === 0)).toBe(true)
    expect(spans(windows({ inTermOnly: false }, '2027-08-10', '2027-08-12'))).toEqual([
      '2027-08-01..2027-08-31',
    ])
  })

  it('K-21: weeks are cut at the ends of the term; a week without a school day makes no window', () => {
    const weeks = spans(windows({ period: 'week' }))
    expect(weeks[0]).toBe('2026-09-01..2026-09-06')
    expect(weeks).toContain('2027-01-18..2027-01-22')
    expect(weeks).not.toContain('2026-10-05..2026-10-11')
    expect(weeks).toContain('2026-10-12..2026-10-18')
    expect(weeks).toContain('2026-12-28..2027-01-03')
  })

  it('K-22, F10: fortnights are pairs of teaching weeks; a single last week makes no window', () => {
    const pairs = windows({ period: 'twoWeeks' })
    expect(spans(pairs).slice(0, 3)).toEqual([
      '2026-09-01..2026-09-13',
      '2026-09-14..2026-09-27',
      '2026-09-28..2026-10-18',
    ])
    for (const term of calendar.terms) {
      const weeks = windowsOf(rule({ period: 'week' }), calendar, term.from, term.to).length
      expect(windowsOf(rule({ period: 'twoWeeks' }), calendar, term.from, term.to).length).toBe(
        Math.floor(weeks / 2),
      )
    }
  })

  it('K-23: months are cut at the ends of the term; too few school days make no window', () => {
    expect(spans(windows())).toEqual([
      '2026-09-01..2026-09-30',
      '2026-10-01..2026-10-31',
      '2026-11-01..2026-11-30',
      '2026-12-01..2026-12-31',
      '2027-01-01..2027-01-22',
      '2027-02-22..2027-02-28',
      '2027-03-01..2027-03-31',
      '2027-04-01..2027-04-30',
      '2027-05-01..2027-05-31',
      '2027-06-01..2027-06-30',
      '2027-07-01..2027-07-09',
    ])
    expect(windows({ minSchoolDays: 6 }).length).toBe(10)
  })

  it('K-23: term windows are the term, yearly windows the whole year with its holidays', () => {
    expect(spans(windows({ period: 'term' }))).toEqual(['2026-09-01..2027-01-22', '2027-02-22..2027-07-09'])
    expect(spans(windows({ period: 'schoolYear' }))).toEqual(['2026-09-01..2027-08-31'])
    expect(spans(windows({ period: 'civilYear' }))).toEqual(['2027-01-01..2027-12-31'])
    expect(spans(windows({ period: 'once', effectiveFrom: '2026-11-11' }))).toEqual([
      '2026-11-11..2027-08-31',
    ])
  })

  it('K-25: a due day on a weekend or holiday is not moved; grace days are added', () => {
    const weeks = windows({ period: 'week' })
    expect(weekday(first(weeks).dueOn)).toBe(7)
    expect(first(windows({ graceDays: 3 })).dueOn).toBe('2026-10-03')
  })

  it('a term of one day has one window of each kind, and no fortnight', () => {
    const day = '2028-02-29'
    const one: Calendar = { years: [], terms: [{ name: 't', from: day, to: day }], days: [] }
    for (const period of ['week', 'month', 'term'] as const) {
      expect(spans(windowsOf(rule({ period }), one, '2028-01-01', '2028-12-31'))).toEqual([`${day}..${day}`])
    }
    expect(windowsOf(rule({ period: 'twoWeeks' }), one, '2028-01-01', '2028-12-31')).toEqual([])
  })
})

describe('who owes a window', () => {
  const october = first(windows({}, '2026-10-15', '2026-10-15'))
  const owed = (memberships: readonly Membership[]) => owedWindow(october, memberships, calendar)

  it('K-24: half of the school days on the list, due on the last day on it', () => {
    expect(october.schoolDays).toBe(16)
    expect(owed([{ from: '2026-01-01', to: null }])).toEqual({ owes: true, dueOn: '2026-10-31' })
    // 12–16 Oct (5), 17 Oct make-up, 19–20 Oct (2) = 8 of 16.
    expect(owed([{ from: '2026-01-01', to: '2026-10-20' }])).toEqual({ owes: true, dueOn: '2026-10-20' })
    expect(owed([{ from: '2026-01-01', to: '2026-10-19' }])).toEqual({ owes: false, dueOn: null })
    expect(owed([{ from: '2026-10-21', to: null }])).toEqual({ owes: true, dueOn: '2026-10-31' })
    expect(owed([{ from: '2026-10-22', to: null }]).owes).toBe(false)
    expect(owed([]).owes).toBe(false)
  })

  it('K-24: several times on the list are taken together, overlaps once', () => {
    expect(
      owed([
        { from: '2026-10-19', to: '2026-10-20' },
        { from: '2026-10-12', to: '2026-10-17' },
      ]),
    ).toEqual({ owes: true, dueOn: '2026-10-20' })
    expect(
      owed([
        { from: '2026-10-12', to: '2026-10-16' },
        { from: '2026-10-12', to: '2026-10-16' },
      ]).owes,
    ).toBe(false)
  })

  it('K-24: in the holidays the days of the window are counted', () => {
    const week = first(windows({ period: 'week', inTermOnly: false }, '2027-08-02', '2027-08-02'))
    expect(owedWindow(week, [{ from: '2027-08-05', to: null }], calendar).owes).toBe(true)
    expect(owedWindow(week, [{ from: '2027-08-06', to: null }], calendar).owes).toBe(false)
    // A fortnight has an even number of days: exactly half of them is enough.
    const fortnight = first(windows({ period: 'twoWeeks', inTermOnly: false }, '2027-07-26', '2027-07-26'))
    expect(fortnight.schoolDays).toBe(0)
    const late = (days: number) => [{ from: addDays(fortnight.from, days), to: null }]
    expect([7, 8].map((days) => owedWindow(fortnight, late(days), calendar).owes)).toEqual([true, false])
  })

  it('K-28: an excuse over a time covers a window only with all its school days', () => {
    expect(excuseCovers(october, { from: '2026-10-12', to: '2026-10-30' }, calendar)).toBe(true)
    expect(excuseCovers(october, { from: '2026-10-13', to: '2026-10-31' }, calendar)).toBe(false)
    expect(excuseCovers(october, { from: '2027-01-01', to: '2027-02-01' }, calendar)).toBe(false)
    const week = first(windows({ period: 'week', inTermOnly: false }, '2027-08-02', '2027-08-02'))
    const holidays = (from: string, to: string) => excuseCovers(week, { from, to }, calendar)
    expect(holidays('2027-08-02', '2027-08-08')).toBe(true)
    expect([holidays('2027-08-03', '2027-08-08'), holidays('2027-08-02', '2027-08-07')]).toEqual([
      false,
      false,
    ])
  })
})

describe('rule versions', () => {
  it('K-27: a new version begins with its first whole window, the old one ends the day before', () => {
    const versions = [rule(), rule({ version: 2, period: 'week', effectiveFrom: '2026-10-28' })]
    const list = windowsOfVersions(versions, calendar, '2026-10-01', '2026-11-15')
    expect(list.map((window) => `${window.version} ${window.from}..${window.to}`)).toEqual([
      '1 2026-10-01..2026-10-31',
      '2 2026-11-02..2026-11-08',
      '2 2026-11-09..2026-11-15',
    ])
    expect(activeVersions(versions, calendar).map((one) => one.lastDay)).toEqual(['2026-11-01', null])
  })

  it('K-27: once stays once: a following version opens no window beside the one that runs, another kind ends it', () => {
    const once = (version: number, effectiveFrom: string) => rule({ period: 'once', version, effectiveFrom })
    const of = (...versions: Rule[]) =>
      windowsOfVersions(versions, calendar, '2026-09-01', '2027-08-31').map(
        (window) => `${window.version} ${window.from}..${window.to}`,
      )
    const [first, second] = [once(1, '2026-09-01'), once(2, '2026-10-12')]
    expect(of(first, second)).toEqual(['1 2026-09-01..2027-08-31'])
    const monthly = rule({ version: 3, effectiveFrom: '2027-05-20' })
    expect(of(first, second, monthly)).toEqual([
      '1 2026-09-01..2027-05-31',
      '3 2027-06-01..2027-06-30',
      '3 2027-07-01..2027-07-09',
    ])
  })

  it('K-27: the last old window is owed only with half of its school days before the change', () => {
    const change = (effectiveFrom: string) =>
      windowsOfVersions(
        [rule(), rule({ version: 2, period: 'week', effectiveFrom })],
        calendar,
        '2026-11-01',
        '2026-11-30',
      ).filter((window) => window.version === 1)
    // 21 school days in November: 10 before the 16th, 15 before the 23rd.
    expect(change('2026-11-16')).toEqual([])
    expect(spans(change('2026-11-17'))).toEqual(['2026-11-01..2026-11-22'])
    expect(first(change('2026-11-17')).dueOn).toBe('2026-11-22')
  })

  it('a rule that nobody asks for any more leaves no cut window: nothing is overdue the day it ends', () => {
    const ended = rule({ effectiveTo: '2026-11-22' })
    expect(spans(windowsOfVersions([ended], calendar, '2026-10-01', '2026-12-31'))).toEqual([
      '2026-10-01..2026-10-31',
    ])
    const followed = [rule(), rule({ version: 2, period: 'week', effectiveFrom: '2026-11-23' })]
    expect(spans(windowsOfVersions(followed, calendar, '2026-10-01', '2026-11-22'))).toEqual([
      '2026-10-01..2026-10-31',
      '2026-11-01..2026-11-22',
    ])
  })

  it('F11, K-24: a first duty of a term or year begins at once while half of its school days are left', () => {
    const from = (effectiveFrom: string, period: 'term' | 'schoolYear' | 'civilYear' | 'month' = 'term') =>
      spans(windowsOfVersions([rule({ period, effectiveFrom })], calendar, '2026-09-01', '2027-02-28'))
    expect(from('2026-10-12')).toEqual(['2026-10-12..2027-01-22', '2027-02-22..2027-07-09'])
    expect(from('2026-12-01')).toEqual(['2027-02-22..2027-07-09'])
    expect(from('2026-10-12', 'schoolYear')).toEqual(['2026-10-12..2027-08-31'])
    // A civil year is measured by its days: the calendar does not know the school days before its first year.
    expect(from('2026-09-01', 'civilYear')).toEqual(['2027-01-01..2027-12-31'])
    expect(from('2027-02-01', 'civilYear')).toEqual(['2027-02-01..2027-12-31'])
    // Weeks and months wait for a whole one: it is near (K-27).
    expect(from('2026-10-12', 'month')[0]).toBe('2026-11-01..2026-11-30')
    const known = [
      rule({ period: 'term' }),
      rule({ period: 'term', version: 2, effectiveFrom: '2026-10-12' }),
    ]
    expect(spans(windowsOfVersions(known, calendar, '2026-09-01', '2027-02-28'))).toEqual([
      '2026-09-01..2027-01-22',
      '2027-02-22..2027-07-09',
    ])
  })

  it('K-27: earlier windows keep their rule whatever comes later', () => {
    const before = windowsOfVersions([rule()], calendar, '2026-09-01', '2026-12-31')
    const after = windowsOfVersions(
      [rule(), rule({ version: 2, period: 'week', effectiveFrom: '2027-01-01' })],
      calendar,
      '2026-09-01',
      '2026-12-31',
    )
    expect(after.slice(0, 4)).toEqual(before)
  })

  it('K-27: a version replaced before its first whole window never runs and ends nothing', () => {
    const versions = [
      rule(),
      rule({ version: 2, period: 'term', effectiveFrom: '2026-10-10' }),
      rule({ version: 3, period: 'week', effectiveFrom: '2026-11-30' }),
    ]
    expect(activeVersions(versions, calendar).map((one) => [one.rule.version, one.lastDay])).toEqual([
      [1, '2026-11-29'],
      [3, null],
    ])
  })
})
