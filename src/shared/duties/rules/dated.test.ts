import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, diffDays, monthEnd, monthStart, weekday } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { Rule } from '#shared/duties/schema.ts'
import { holidaySpans, partOfMonth } from './dated.ts'
import { birthdays, eventWindows } from './events.ts'
import { windowsOf, windowsOfVersions } from './windows.ts'

const holiday = (day: string) => ({ day, kind: 'holiday' as const, name: '国庆节' })
const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [
    { name: '第一学期', from: '2026-09-01', to: '2027-01-22' },
    { name: '第二学期', from: '2027-02-22', to: '2027-07-09' },
  ],
  days: [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map(holiday),
    holiday('2027-01-01'),
    { day: '2026-10-10', kind: 'makeup', name: '补课' },
  ],
}

const rule = (some: Partial<Rule>): Rule => ({
  key: 'work',
  version: 1,
  period: 'dates',
  perPeriod: 1,
  per: 'school',
  cardKinds: ['work'],
  performerRole: 'principal',
  inTermOnly: false,
  minSchoolDays: 1,
  graceDays: 0,
  effectiveFrom: '2026-09-01',
  effectiveTo: null,
  ...some,
})
const spans = (some: Partial<Rule>, on = calendar): string[] =>
  windowsOf(rule(some), on, '2026-09-01', '2027-08-31').map(({ from, to }) => `${from} ${to}`)

const someCalendar = fc
  .record({
    start: fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days)),
    lengths: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 3 }),
    off: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }),
  })
  .map(({ start, lengths, off }): Calendar => {
    let from = start
    const terms = lengths.map((length) => {
      const term = { name: '学期', from, to: addDays(from, length - 1) }
      from = addDays(term.to, 20)
      return term
    })
    const days = [...new Set(off)].map((at) => holiday(addDays(start, at)))
    return { years: [{ name: '年', from: start, to: addDays(start, 500) }], terms, days }
  })

const someRule = fc.record({
  period: fc.constantFrom('weekdays', 'dates', 'termStart', 'termEnd', 'holiday' as const),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
  part: fc.constantFrom('whole', 'early', 'middle', 'late' as const),
  weeks: fc.integer({ min: 1, max: 6 }),
  inTermOnly: fc.boolean(),
})

describe('windows by date', () => {
  it('D18, D19: campaign months, whole, holidays included', () => {
    expect(spans({ months: [8, 11] })).toEqual(['2026-11-01 2026-11-30', '2027-08-01 2027-08-31'])
    expect(spans({ months: [1], inTermOnly: true })).toEqual(['2027-01-01 2027-01-22'])
  })

  it('K-23: a part of a month with too few school days makes no window in term', () => {
    // Of the late January two school days are left in the term, of the early one in October two.
    const thirds = (minSchoolDays: number) => [
      ...spans({ months: [1], part: 'late', inTermOnly: true, minSchoolDays }),
      ...spans({ months: [10], part: 'early', inTermOnly: true, minSchoolDays }),
    ]
    expect(thirds(3)).toEqual(['2026-10-01 2026-10-10'])
    expect(thirds(2)).toEqual(['2027-01-21 2027-01-22', '2026-10-01 2026-10-10'])
    expect(thirds(4)).toEqual([])
  })

  it('P6-31…35: thirds of months; the last ends with the month, also in a leap year', () => {
    expect(spans({ months: [4], part: 'early' })).toEqual(['2027-04-01 2027-04-10'])
    expect(spans({ months: [5], part: 'middle' })).toEqual(['2027-05-11 2027-05-20'])
    expect(partOfMonth('2028-02-05', 'late')).toEqual({ from: '2028-02-21', to: '2028-02-29' })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (at) => {
        const day = addDays('2024-01-01', at)
        const parts = (['early', 'middle', 'late'] as const).map((part) => partOfMonth(day, part))
        expect(parts[0]?.from).toBe(monthStart(day))
        expect(parts[2]?.to).toBe(monthEnd(day))
        for (const next of [1, 2]) expect(parts[next]?.from).toBe(addDays(parts[next - 1]?.to ?? '', 1))
      }),
    )
  })

  it('D33: Tuesdays and Thursdays on which there is school', () => {
    const days = windowsOf(
      rule({ period: 'weekdays', weekdays: [2, 4], inTermOnly: true }),
      calendar,
      '2026-09-28',
      '2026-10-16',
    )
    expect(days.map(({ from }) => from)).toEqual(['2026-09-29', '2026-10-08', '2026-10-13', '2026-10-15'])
    expect(days.every(({ from, to, dueOn }) => from === to && to === dueOn)).toBe(true)
  })

  it('D23, D24: the first and last teaching weeks of each term; a term of one day is both', () => {
    expect(spans({ period: 'termStart', weeks: 2 })).toEqual([
      '2026-09-01 2026-09-13',
      '2027-02-22 2027-03-07',
    ])
    expect(spans({ period: 'termEnd', weeks: 1 })).toEqual(['2027-01-18 2027-01-22', '2027-07-05 2027-07-09'])
    const day: Calendar = { ...calendar, terms: [{ name: '一天', from: '2026-09-01', to: '2026-09-01' }] }
    expect(spans({ period: 'termStart' }, day)).toEqual(['2026-09-01 2026-09-01'])
    expect(spans({ period: 'termEnd' }, day)).toEqual(['2026-09-01 2026-09-01'])
  })

  it('P7-25: runs of holidays of three days and more, weekends with them, over New Year too', () => {
    expect(holidaySpans(calendar)).toEqual([
      { from: '2026-10-01', to: '2026-10-07' },
      { from: '2027-01-01', to: '2027-01-03' },
    ])
    // Two days are no holidays to come home for: a Thursday and Friday before a weekend with a make-up day on it.
    const days = [
      holiday('2026-12-03'),
      holiday('2026-12-04'),
      { day: '2026-12-05', kind: 'makeup' as const, name: '' },
    ]
    expect(holidaySpans({ ...calendar, days })).toEqual([])
    expect(spans({ period: 'holiday' })).toEqual(['2026-10-01 2026-10-07', '2027-01-01 2027-01-03'])
  })

  it('never overlap, keep their kind of day, and asking for more days only adds', () => {
    fc.assert(
      fc.property(someCalendar, someRule, fc.integer({ min: 0, max: 300 }), (on, some, length) => {
        const from = on.terms[0]?.from ?? '2026-01-01'
        const one = rule({ ...some, effectiveFrom: from })
        const wide = windowsOf(one, on, from, addDays(from, 500))
        for (const [at, window] of wide.entries()) {
          expect(window.from <= window.to).toBe(true)
          expect((wide[at - 1]?.to ?? '') < window.from).toBe(true)
          const teaches = isSchoolDay(window.from, on) || !some.inTermOnly
          const fits = some.weekdays.includes(weekday(window.from)) && teaches
          expect(some.period !== 'weekdays' || fits).toBe(true)
          const month = Number(window.from.slice(5, 7))
          expect(some.period !== 'dates' || some.months.includes(month)).toBe(true)
        }
        const to = addDays(from, length)
        expect(windowsOf(one, on, from, to)).toEqual(wide.filter((window) => window.from <= to))
      }),
    )
  })

  it('leave no holes: every such weekday with school, every such month has its window', () => {
    fc.assert(
      fc.property(
        someCalendar,
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (on, weekdays) => {
          const from = on.terms[0]?.from ?? ''
          const to = addDays(from, 200)
          const found = new Set(
            windowsOf(
              rule({ period: 'weekdays', weekdays, inTermOnly: true, effectiveFrom: from }),
              on,
              from,
              to,
            ).map((one) => one.from),
          )
          for (let day = from; day <= to; day = addDays(day, 1))
            expect(found.has(day)).toBe(weekdays.includes(weekday(day)) && isSchoolDay(day, on))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('K-27: a change of version in the middle keeps the running window and doubles none', () => {
    const old = rule({ months: [11], effectiveFrom: '2026-09-01' })
    const next = rule({ months: [11], part: 'late', version: 2, effectiveFrom: '2026-11-10' })
    const windows = windowsOfVersions([old, next], calendar, '2026-09-01', '2027-12-31')
    // Two thirds of November lie before the new windows: owed under the old version, cut where the new one begins.
    expect(windows.map(({ from, to, version }) => `${from} ${to} ${version}`)).toEqual([
      '2026-11-01 2026-11-20 1',
      '2026-11-21 2026-11-30 2',
      '2027-11-21 2027-11-30 2',
    ])
    const same = windowsOfVersions(
      [old, { ...old, version: 2, effectiveFrom: '2026-11-10' }],
      calendar,
      '2026-09-01',
      '2026-12-31',
    )
    expect(same.map(({ from, to, version }) => `${from} ${to} ${version}`)).toEqual([
      '2026-11-01 2026-11-30 1',
    ])
  })
})

describe('windows begun by events', () => {
  const events = rule({ per: 'child', period: 'event', event: 'parentHome', days: 14 })
  const all = { from: '2026-09-01', to: '2028-12-31' }

  it('K-03: ages 8, 14, 16 and 18; 29 February on 28 February of a common year', () => {
    expect(birthdays('2012-02-29', [8, 14, 16])).toEqual(['2020-02-29', '2026-02-28', '2028-02-29'])
  })

  it('P7-25: a parent home again opens two weeks; the other parent the same days opens no second one', () => {
    const windows = eventWindows(
      [events],
      calendar,
      ['2027-01-25', '2026-10-01', '2027-02-03', '2027-01-25'],
      all,
    )
    expect(windows.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-10-01 2026-10-14',
      '2027-01-25 2027-02-07',
    ])
    // A third within the days of the second begins none either, though the window is over: nobody came anew.
    const chain = eventWindows([events], calendar, ['2026-10-01', '2026-10-12', '2026-10-20'], all)
    expect(chain.map(({ from }) => from)).toEqual(['2026-10-01'])
  })

  it('K-27: the long window of an earlier version is not overlapped by a short one of a later', () => {
    const long = { ...events, days: 40 }
    const short = { ...events, version: 2, days: 7, effectiveFrom: '2026-10-05' }
    const windows = eventWindows([long, short], calendar, ['2026-10-01', '2026-10-20', '2026-11-20'], all)
    expect(windows.map(({ from, to, version }) => `${from} ${to} ${version}`)).toEqual([
      '2026-10-01 2026-11-09 1',
      '2026-11-20 2026-11-26 2',
    ])
  })

  it('K-27: an event belongs to the version of its day, its window stays whole', () => {
    const next = { ...events, version: 2, days: 7, effectiveFrom: '2026-10-05' }
    const windows = eventWindows([events, next], calendar, ['2026-10-01', '2026-10-20'], all)
    expect(windows.map(({ to, version }) => `${to} ${version}`)).toEqual(['2026-10-14 1', '2026-10-26 2'])
    expect(eventWindows([{ ...events, effectiveTo: '2026-09-30' }], calendar, ['2026-10-01'], all)).toEqual(
      [],
    )
  })

  it('B.3: before the last day of an agreement, each of its own; a version that runs on one of its days has it', () => {
    const ending = { ...events, event: 'agreementEnds' as const, days: 30 }
    const next = { ...ending, version: 2, days: 60, effectiveFrom: '2026-12-01' }
    const told = (versions: Parameters<typeof eventWindows>[0], ends: string[]) =>
      eventWindows(versions, calendar, ends, all).map(({ from, to, version }) => `${from} ${to} ${version}`)
    expect(told([ending], ['2026-12-31', '2027-01-10', '2026-12-31'])).toEqual([
      '2026-12-02 2026-12-31 1',
      '2026-12-12 2027-01-10 1',
    ])
    // Begun under the first it stays there; one that the first would ask for too late is the second's, at once.
    expect(told([ending, next], ['2026-12-20', '2027-01-10', '2027-06-30'])).toEqual([
      '2026-11-21 2026-12-20 1',
      '2026-11-12 2027-01-10 2',
      '2027-05-02 2027-06-30 2',
    ])
    expect(told([next], ['2026-11-30'])).toEqual([])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 92 }), (at, days) => {
        const end = addDays('2026-12-01', at)
        expect(told([ending, { ...next, days }], [end])).toHaveLength(1)
      }),
    )
  })

  it('are free of the order of events, never overlap, and asking for more days only adds', () => {
    const days = fc.array(
      fc.integer({ min: 0, max: 400 }).map((at) => addDays('2026-09-01', at)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 400 }),
        (list, length, until) => {
          const one = { ...events, days: length }
          const windows = eventWindows([one], calendar, list, all)
          expect(eventWindows([one], calendar, list.toReversed(), all)).toEqual(windows)
          for (const [at, window] of windows.entries()) {
            expect(list).toContain(window.from)
            expect(diffDays(window.from, window.to)).toBe(length - 1)
            expect((windows[at - 1]?.to ?? '') < window.from).toBe(true)
          }
          const to = addDays('2026-09-01', until)
          expect(eventWindows([one], calendar, list, { from: all.from, to })).toEqual(
            windows.filter((window) => window.from <= to),
          )
          expect(windows.length > 0).toBe(list.length > 0)
        },
      ),
    )
  })
})
