import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { enrolment, isSchoolAge, outReason, retention, type Schooling, trend } from './schooling.ts'

const TERM = { from: '2026-09-01', to: '2027-01-22' }

const child = (over: Partial<Schooling> = {}): Schooling => ({
  birthDate: '2017-05-04',
  joinedOn: '2024-09-01',
  leftOn: null,
  listed: [{ from: '2024-09-01', to: null, ended: null }],
  places: [{ from: '2026-09-01', to: null, grade: 3, yearFrom: '2026-09-01' }],
  moved: null,
  ...over,
})

/** Left on a day: list and class end with it. */
const gone = (on: string, moved: Schooling['moved'] = { confirmedOn: null }): Schooling =>
  child({
    leftOn: on,
    listed: [{ from: '2024-09-01', to: on, ended: null }],
    places: [{ from: '2026-09-01', to: addDays(on, -1), grade: 3, yearFrom: '2026-09-01' }],
    moved,
  })

const many = (count: number, one: Schooling): Schooling[] => Array.from({ length: count }, () => one)

describe('K-53: school-age and enrolled', () => {
  it('F05: 121 of 122 are 99.2 %', () => {
    const children = [...many(121, child()), gone('2026-11-02')]
    expect(enrolment(children, '2026-11-23')).toMatchObject({
      numerator: 121,
      denominator: 122,
      percent: 99.2,
      out: [children[121]],
    })
    expect(enrolment([], '2026-11-23').percent).toBeNull()
  })

  it('K-53: six by 31 August, born a day later not yet, in the school year that begins then', () => {
    const born = (birthDate: string) =>
      child({ birthDate, places: [{ from: '2026-09-01', to: null, grade: 1, yearFrom: '2026-09-01' }] })
    expect(isSchoolAge(born('2020-08-31'), '2026-09-01')).toBe(true)
    expect(isSchoolAge(born('2020-09-01'), '2026-09-01')).toBe(false)
    expect(isSchoolAge(born('2020-09-01'), '2027-08-31')).toBe(false)
    expect(isSchoolAge(born('2020-09-01'), '2027-09-01')).toBe(true)
  })

  it('K-53: not yet through grade 9, also where nobody has moved the classes on; off the list it is nobody', () => {
    const in9 = child({
      birthDate: '2011-03-01',
      places: [{ from: '2026-09-01', to: null, grade: 9, yearFrom: '2026-09-01' }],
    })
    expect(isSchoolAge(in9, '2027-07-15')).toBe(true)
    expect(isSchoolAge(in9, '2027-09-01')).toBe(false)
    const off = child({ listed: [{ from: '2024-09-01', to: '2026-10-01', ended: 'parentsBack' }] })
    expect([isSchoolAge(off, '2026-10-01'), isSchoolAge(off, '2026-10-02')]).toEqual([true, false])
    const unknown = (birthDate: string) => isSchoolAge(child({ birthDate, places: [] }), '2026-10-01')
    expect([unknown('2012-08-31'), unknown('2011-08-31'), unknown('2020-01-01')]).toEqual([true, false, true])
  })

  it('K-53: a place in a class on that day; kindergarten is no school, the roster alone no place', () => {
    const late = child({ places: [{ from: '2026-10-12', to: null, grade: 3, yearFrom: '2026-09-01' }] })
    expect([outReason(late, '2026-10-11'), outReason(late, '2026-10-12')]).toEqual(['noClass', null])
    const small = child({ places: [{ from: '2026-09-01', to: null, grade: 0, yearFrom: '2026-09-01' }] })
    expect(outReason(small, '2026-10-12')).toBe('kindergarten')
    expect(outReason(gone('2026-11-02'), '2026-11-01')).toBeNull()
    expect(outReason(gone('2026-11-02'), '2026-11-02')).toBe('notConfirmed')
    expect(outReason(gone('2026-11-02', null), '2026-11-02')).toBe('left')
  })
})

describe('K-53: retention', () => {
  it('F06: of 122 two moved with confirmation and one is gone: 119 of 120 are 99.2 %', () => {
    const moved = gone('2026-10-09', { confirmedOn: '2026-10-09' })
    const children = [...many(119, child()), moved, moved, gone('2026-11-02')]
    const rate = retention(children, TERM, '2027-01-22')
    expect(rate).toMatchObject({ numerator: 119, denominator: 120, percent: 99.2 })
    expect([rate.start, rate.moved, rate.kept, rate.lost].map(({ length }) => length)).toEqual([
      122, 2, 119, 1,
    ])
    expect(retention([], TERM, '2027-01-22').percent).toBeNull()
    expect(retention([moved], TERM, '2027-01-22').percent).toBeNull()
  })

  it('K-53: a transfer leaves both counts with the confirmation and not a day earlier; until then the child is lost', () => {
    const moved = gone('2026-10-09', { confirmedOn: '2026-12-01' })
    const rate = (asOf: string) => {
      const { numerator, denominator, lost } = retention([child(), moved], TERM, asOf)
      return [numerator, denominator, lost.length]
    }
    expect(rate('2026-11-30')).toEqual([1, 2, 1])
    expect(rate('2026-12-01')).toEqual([1, 1, 0])
    const day = (on: string) => enrolment([child(), moved], on).denominator
    expect([day('2026-10-08'), day('2026-11-30'), day('2026-12-01')]).toEqual([2, 2, 1])
  })

  it('a child that came after the first day, or left before it, is in no list of the term', () => {
    const late = child({ joinedOn: '2026-10-01', listed: [{ from: '2026-10-01', to: null, ended: null }] })
    expect(retention([late, gone('2026-08-20')], TERM, '2027-01-22').start).toEqual([])
  })

  it('K-53: both rates equal a count child by child, and their parts divide the whole', () => {
    const day = fc.integer({ min: 0, max: 420 }).map((offset) => addDays('2026-06-01', offset))
    const some = fc
      .record({
        joinedOn: day,
        stay: fc.option(fc.integer({ min: 1, max: 300 })),
        listedFor: fc.option(fc.integer({ min: 0, max: 300 })),
        grade: fc.integer({ min: 0, max: 10 }),
        confirmedAfter: fc.option(fc.integer({ min: 0, max: 100 })),
        birthDate: fc.constantFrom('2010-03-01', '2017-05-04', '2020-08-31', '2020-09-01'),
      })
      .map(({ joinedOn, stay, listedFor, grade, confirmedAfter, birthDate }): Schooling => {
        const leftOn = stay === null ? null : addDays(joinedOn, stay)
        const off = listedFor === null ? null : addDays(joinedOn, listedFor)
        const yearFrom = '2026-09-01'
        const to = leftOn !== null && (off === null || off > leftOn) ? leftOn : off
        return {
          birthDate,
          joinedOn,
          leftOn,
          listed: [{ from: joinedOn, to, ended: null }],
          places: [{ from: joinedOn, to: leftOn === null ? null : addDays(leftOn, -1), grade, yearFrom }],
          moved:
            leftOn === null
              ? null
              : { confirmedOn: confirmedAfter === null ? null : addDays(leftOn, confirmedAfter) },
        }
      })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), day, (children, asOf) => {
        const rate = enrolment(children, asOf)
        let [all, enrolled] = [0, 0]
        for (const { birthDate, joinedOn, leftOn, listed, places, moved } of children) {
          const year = asOf.slice(5) >= '09-01' ? Number(asOf.slice(0, 4)) : Number(asOf.slice(0, 4)) - 1
          if (birthDate > `${year - 6}-08-31`) continue
          if ((places[0]?.grade ?? 0) + Math.max(0, year - 2026) > 9 && joinedOn <= asOf) continue
          const here = joinedOn <= asOf && (leftOn === null || asOf < leftOn)
          const end = listed[0]?.to ?? '9999-12-31'
          const waits = leftOn !== null && asOf >= leftOn && end >= addDays(leftOn, -1)
          const confirmed = moved?.confirmedOn
          if (here && asOf <= end) {
            all++
            if ((places[0]?.grade ?? 0) > 0) enrolled++
          } else if (waits && !(typeof confirmed === 'string' && confirmed <= asOf)) all++
        }
        expect([rate.denominator, rate.numerator]).toEqual([all, enrolled])
        expect(rate.enrolled.length + rate.out.length).toBe(rate.schoolAge.length)
        const { start, moved, kept, lost, numerator, denominator } = retention(children, TERM, asOf)
        expect(new Set([...moved, ...kept, ...lost]).size).toBe(start.length)
        expect([numerator, denominator]).toEqual([kept.length, start.length - moved.length])
        const naive = start.filter(({ leftOn }) => leftOn === null || leftOn > TERM.to)
        expect(kept).toEqual(naive)
        for (const one of moved) expect((one.moved?.confirmedOn ?? '9999') <= asOf).toBe(true)
      }),
    )
  })
})

describe('F30: the trend of a year', () => {
  it('F30: 122 and then 115 are 7 less, 5.7 %, with the reasons', () => {
    const back = child({ listed: [{ from: '2024-09-01', to: '2026-03-01', ended: 'parentsBack' }] })
    const children = [...many(115, child()), ...many(5, back), ...many(2, gone('2026-10-09'))]
    const { before, now, change, percent, gone: off } = trend(children, '2026-11-23')
    expect({ before, now, change, percent }).toEqual({ before: 122, now: 115, change: -7, percent: -5.7 })
    expect(off.map(({ reason }) => reason)).toEqual([
      ...Array<string>(5).fill('parentsBack'),
      ...Array<string>(2).fill('leftSchool'),
    ])
    expect(trend([], '2026-11-23').percent).toBeNull()
  })
})
