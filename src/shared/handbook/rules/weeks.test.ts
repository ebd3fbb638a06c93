import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, diffDays, weekday } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { handbookWeeks, pageState } from '#shared/handbook/rules/weeks.ts'

const autumn = { id: 'a', name: '秋季学期', from: '2026-09-01', to: '2027-01-22' }
const calendar = (terms: Calendar['terms'], days: Calendar['days'] = []): Calendar => ({
  years: [],
  terms,
  days,
})

describe('pages of the handbook', () => {
  it('K-21: one page for each teaching week, named by its Monday, without the weeks that have no school day', () => {
    const holidays = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09'].map((day) => ({
      day,
      kind: 'holiday' as const,
      name: '放假',
    }))
    const weeks = handbookWeeks([autumn], calendar([autumn], holidays))
    expect(weeks[0]).toEqual({
      on: '2026-08-31',
      from: '2026-09-01',
      to: '2026-09-06',
      number: 1,
      termId: 'a',
    })
    expect(weeks.some(({ on }) => on === '2026-10-05')).toBe(false)
    expect(weeks.at(-1)).toMatchObject({ on: '2027-01-18', to: '2027-01-22', number: 20 })
  })

  it('K-04: pages of random terms have Mondays of their own, run in order and never overlap', () => {
    const term = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 160 }))
    fc.assert(
      fc.property(term, fc.integer({ min: 1, max: 40 }), ([start, length], gap) => {
        const first = {
          id: 'a',
          name: 'a',
          from: addDays('2026-01-01', start),
          to: addDays('2026-01-01', start + length),
        }
        const second = { id: 'b', name: 'b', from: addDays(first.to, gap), to: addDays(first.to, gap + 90) }
        const weeks = handbookWeeks([first, second], calendar([first, second]))
        for (const [at, week] of weeks.entries()) {
          expect(weekday(week.on)).toBe(1)
          expect(diffDays(week.on, week.to)).toBeLessThan(7)
          const next = weeks[at + 1] ?? { from: '9999-12-31', on: '9999-12-31' }
          expect(next.from > week.to && next.on > week.on).toBe(true)
        }
      }),
    )
  })

  it('D02, D03, K-25: due to the end of its week, missing from the day after, completed for good', () => {
    const week = { from: '2026-11-23', to: '2026-11-29' }
    const asked = [{ from: '2026-11-23', to: '2026-11-29' }]
    const on = (today: string, missed = asked) => ({ today, missed })
    // No plan yet, or one that asks for no weekly plan or record.
    expect(pageState(week, null, on('2026-11-30', []))).toBe('free')
    expect(pageState(week, null, on('2026-12-08', [{ from: '2026-11-30', to: '2026-12-06' }]))).toBe('free')
    // Asked for once a month: of every week of that month.
    expect(pageState(week, null, on('2026-12-08', [{ from: '2026-11-01', to: '2026-11-30' }]))).toBe(
      'missing',
    )
    expect(pageState(week, null, on('2026-11-22'))).toBe('upcoming')
    expect(pageState(week, null, on('2026-11-29'))).toBe('open')
    expect(pageState(week, null, on('2026-11-30'))).toBe('missing')
    expect(pageState(week, '2026-12-04', on('2026-12-05'))).toBe('completed')
  })
})
