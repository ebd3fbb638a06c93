import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, diffDays } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay, schoolDaysBetween } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { type DutyWindow, type Rule } from '#shared/duties/schema.ts'
import { owedWindow, windowsOf, windowsOfVersions } from './windows.ts'

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

function first(list: readonly DutyWindow[]): DutyWindow {
  const [window] = list
  if (window === undefined) throw new Error('no window')
  return window
}

const calendars = fc
  .record({
    start: fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2026-01-01', days)),
    lengths: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 3 }),
    gaps: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 3 }),
    special: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom('holiday' as const, 'makeup' as const)),
      {
        maxLength: 60,
      },
    ),
  })
  .map(({ start, lengths, gaps, special }): Calendar => {
    let from = start
    const terms = lengths.map((length, at) => {
      const term = { name: `${at}`, from, to: addDays(from, length - 1) }
      from = addDays(term.to, gaps[at] ?? 1)
      return term
    })
    const days = new Map(special.map(([offset, kind]) => [addDays(start, offset), kind]))
    return { years: [], terms, days: [...days].map(([day, kind]) => ({ day, kind, name: '' })) }
  })
const anyRule = fc.record({
  period: fc.constantFrom(
    'week' as const,
    'twoWeeks' as const,
    'month' as const,
    'term' as const,
    'civilYear' as const,
  ),
  inTermOnly: fc.boolean(),
})

describe('properties of windows', () => {
  it('windows never overlap, and in term every school day lies in one, but for a last single week', () => {
    fc.assert(
      fc.property(calendars, anyRule, (cal, some) => {
        const list = windowsOf(
          rule({ ...some, effectiveFrom: '2025-01-01' }),
          cal,
          '2025-01-01',
          '2032-12-31',
        )
        for (const [at, window] of list.entries()) {
          expect(window.from <= window.to).toBe(true)
          expect(window.to < (list[at + 1]?.from ?? '9')).toBe(true)
        }
        for (const term of cal.terms) {
          let outside = 0
          for (let day = term.from; day <= term.to; day = addDays(day, 1)) {
            if (isSchoolDay(day, cal) && !list.some((one) => one.from <= day && day <= one.to)) outside++
          }
          const allowed = some.period === 'twoWeeks' && some.inTermOnly ? 7 : 0
          expect(outside).toBeLessThanOrEqual(allowed)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('K-04, K-21, K-23: over any New Year, any end of February and in a term of any one day', () => {
    const days = ({ from, to }: DutyWindow): readonly string[] => [from, to]
    const inTerm = (from: string, to: string, period: Rule['period']): readonly DutyWindow[] =>
      windowsOf(
        rule({ period, effectiveFrom: '2020-01-01' }),
        { years: [], terms: [{ name: '', from, to }], days: [] },
        from,
        to,
      )
    fc.assert(
      fc.property(fc.integer({ min: 2021, max: 2099 }), fc.integer({ min: 0, max: 364 }), (year, offset) => {
        const [december, january] = [`${year}-12-31`, `${year + 1}-01-01`]
        const weeks = inTerm(`${year}-11-02`, `${year + 1}-03-31`, 'week')
        // Each day of the turn lies in one week, in the same one unless the year begins on a Monday.
        const [last, next] = [december, january].map((day) =>
          weeks.filter(({ from, to }) => from <= day && day <= to),
        )
        expect([last?.length, next?.length]).toEqual([1, 1])
        expect(last?.[0] === next?.[0]).toBe(new Date(january).getUTCDay() !== 1)
        for (const [at, week] of weeks.slice(1).entries())
          expect(week.from).toBe(addDays(weeks[at]?.to ?? '', 1))
        const february = inTerm(`${year}-02-01`, `${year}-03-31`, 'month')[0]
        expect(february?.to).toBe(addDays(`${year}-03-01`, -1))
        expect(february?.to.endsWith('29')).toBe(new Date(`${year}-02-29`).getUTCDate() === 29)
        const day = addDays(`${year}-01-01`, offset)
        const isWeekday = ![0, 6].includes(new Date(day).getUTCDay())
        for (const period of ['week', 'month', 'term'] as const)
          expect(inTerm(day, day, period).map(days)).toEqual(
            isWeekday || period === 'term' ? [[day, day]] : [],
          )
        expect(inTerm(day, day, 'twoWeeks')).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('all-year windows leave no day out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('week' as const, 'twoWeeks' as const, 'month' as const),
        fc.integer({ min: 0, max: 3000 }),
        (period, offset) => {
          const from = addDays('2024-01-01', offset)
          const to = addMonths(from, 14)
          const list = windowsOf(
            rule({ period, inTermOnly: false, effectiveFrom: '2020-01-06' }),
            calendar,
            from,
            to,
          )
          expect(first(list).from <= from && (list.at(-1)?.to ?? '') >= to).toBe(true)
          for (const [at, window] of list.slice(1).entries())
            expect(window.from).toBe(addDays(list[at]?.to ?? '', 1))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('generation is deterministic and order-free: parts asked for one by one give the whole', () => {
    fc.assert(
      fc.property(
        calendars,
        anyRule,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 5 }),
        (cal, some, steps) => {
          const one = rule({ ...some, effectiveFrom: '2026-01-01' })
          const start = '2026-01-01'
          const end = addDays(
            start,
            steps.reduce((sum, step) => sum + step, -1),
          )
          const whole = windowsOf(one, cal, start, end)
          const pieces = new Map<string, DutyWindow>()
          let from = start
          for (const step of steps) {
            const to = addDays(from, step - 1)
            for (const window of windowsOf(one, structuredClone(cal), from, to))
              pieces.set(window.from, window)
            from = addDays(to, 1)
          }
          expect([...pieces.values()].sort((a, b) => (a.from < b.from ? -1 : 1))).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('K-27: versions never overlap, whenever they change', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.array(
          fc.tuple(
            fc.oneof(anyRule, fc.constant({ period: 'once' as const })),
            fc.integer({ min: 0, max: 500 }),
          ),
          { maxLength: 4 },
        ),
        (cal, list) => {
          const versions = list.map(([some, offset], at) =>
            rule({ ...some, version: at + 1, effectiveFrom: addDays('2026-01-01', offset) }),
          )
          const all = windowsOfVersions(versions, cal, '2025-06-01', '2031-12-31')
          for (const [at, window] of all.entries()) {
            expect(window.to < (all[at + 1]?.from ?? '9')).toBe(true)
          }
        },
      ),
      { numRuns: 80 },
    )
  })

  it('K-24: owed agrees with a naive count of days', () => {
    const memberships = fc.array(
      fc.tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 0, max: 40 })),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(memberships, fc.integer({ min: 0, max: 10 }), (list, at) => {
        const window = windows()[at]
        if (window === undefined) return
        const times = list.map(([start, length]) => ({
          from: addDays(window.from, start),
          to: addDays(window.from, start + length),
        }))
        let school = 0
        let last: string | null = null
        for (let n = 0; n <= diffDays(window.from, window.to); n++) {
          const day = addDays(window.from, n)
          if (!times.some((time) => time.from <= day && day <= time.to)) continue
          last = day
          school += isSchoolDay(day, calendar) ? 1 : 0
        }
        const total = schoolDaysBetween(window.from, window.to, calendar)
        const owes = last !== null && school >= total / 2
        expect(owedWindow(window, times, calendar)).toEqual({ owes, dueOn: owes ? last : null })
      }),
    )
  })
})
