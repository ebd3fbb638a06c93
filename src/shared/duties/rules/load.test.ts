import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { alternative, ALTERNATIVES } from './alternatives.ts'
import { CATALOGUE, evidenceOf } from './catalogue.ts'
import { DEFAULT_CAPACITY, DUTY_MINUTES, minutesOf } from './duty-minutes.ts'
import {
  expectedCards,
  type Holder,
  LOAD_SUBJECTS,
  loadOf,
  loadTime,
  type LoadSubject,
  type LoadWork,
  share,
  tenths,
} from './load.ts'
import { planRules, rulesOf } from './plan-rules.ts'
import { findPlanPreset } from './presets.ts'
import { windowsOf } from './windows.ts'

// Ten full months and forty teaching weeks: Monday 31 August 2026 – Sunday 6 June 2027 without holidays.
const term = { name: '', from: '2026-08-31', to: '2027-06-06' }
const calendar: Calendar = { years: [], terms: [term], days: [] }
const time = { weeks: 40, months: 10 }

function params(key: string): PlanParams {
  const preset = findPlanPreset(key)
  if (!preset) throw new Error(key)
  return preset.params
}

/** A plan's work for children; the single school day of August makes no month here. */
const worksOf = (plan: PlanParams, children: LoadWork['children']): LoadWork[] =>
  rulesOf(plan, term.from).map((rule) => ({
    rule,
    windows: windowsOf({ ...rule, minSchoolDays: 2 }, calendar, term.from, term.to),
    children,
  }))

const windows = (plan: string, key: string) =>
  worksOf(params(plan), []).find(({ rule }) => rule.key === key)?.windows ?? []

const childrenIn = (classId: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ pupilId: `${classId}-${at}`, classId }))
const teacher = (userId: string, classId: string): Holder => ({
  userId,
  role: 'classTeacher',
  classId,
  pupilId: null,
})
const helper = (userId: string, pupilId: string): Holder => ({
  userId,
  role: 'helpingTeacher' as const,
  classId: null,
  pupilId,
})

describe('expected cards', () => {
  it('F09: 122 children: 1,220 monthly talks in 10 months, 4,880 weekly ones in 40 weeks', () => {
    expect(expectedCards(122, windows('plan1', 'talk'))).toBe(1220)
    expect(expectedCards(122, windows('plan9', 'talk'))).toBe(4880)
  })

  it('F10: 36 children, 40 weeks: 720 calls', () => {
    expect(expectedCards(36, windows('plan9', 'parentContact'))).toBe(720)
  })

  it('K-21, K-23: a term has its teaching weeks and its months with school', () => {
    expect(loadTime({ from: '2026-09-01', to: '2027-06-06' }, calendar)).toEqual(time)
    expect(loadTime(term, calendar)).toEqual({ weeks: 40, months: 11 })
    // Its one day in August is a day off: neither a month nor, with the week's others off, a teaching week.
    const off = ['2026-08-31', '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04']
    const days = off.map((day) => ({ day, kind: 'holiday' as const, name: '' }))
    expect(loadTime(term, { ...calendar, days })).toEqual({ weeks: 39, months: 10 })
  })
})

describe('load of a person', () => {
  it('F29: 122 children in 18 classes are 6.8 talks a month, or 6.8 a week', () => {
    const classIds = Array.from({ length: 18 }, (_, at) => `c${at}`)
    const sizes = share(122, 18)
    const children = classIds.flatMap((classId, at) => childrenIn(classId, sizes[at] ?? 0))
    const school = { classIds, holders: classIds.map((classId) => teacher(`t-${classId}`, classId)) }
    const load = (plan: string) =>
      loadOf(
        worksOf(params(plan), children).filter(({ rule }) => rule.key === 'talk'),
        school,
        DEFAULT_CAPACITY,
        time,
      )
    const [monthly, weekly] = [load('plan1'), load('plan9')]
    expect([monthly.cards, weekly.cards]).toEqual([1220, 4880])
    expect(monthly.people).toHaveLength(18)
    expect(tenths(monthly.cards, 18 * time.months)).toBe(6.8)
    expect(tenths(weekly.cards, 18 * time.weeks)).toBe(6.8)
    expect(monthly.people.map(({ cardsPerMonth }) => cardsPerMonth)).toEqual([
      ...Array.from({ length: 14 }, () => 7),
      ...Array.from({ length: 4 }, () => 6),
    ])
  })

  it('X-33: a class of 30 with a talk each week is 30 talks and 15 hours a week, far beyond four hours', () => {
    const school = { classIds: ['c'], holders: [teacher('t', 'c')] }
    const talks = worksOf(params('plan9'), childrenIn('c', 30)).filter(({ rule }) => rule.key === 'talk')
    expect(loadOf(talks, school, DEFAULT_CAPACITY, time).people).toEqual([
      {
        userId: 't',
        children: 30,
        lines: [{ key: 'talk', cards: 1200, minutes: 36_000 }],
        cards: 1200,
        minutes: 36_000,
        cardsPerWeek: 30,
        cardsPerMonth: 120,
        hoursPerWeek: 15,
        overHours: 11,
      },
    ])
    const monthly = alternative('talkMonthly', params('plan9'))
    if (!monthly) throw new Error('plan 9 has weekly talks')
    const calm = worksOf({ ...params('plan9'), ...monthly }, childrenIn('c', 30))
    const [relieved] = loadOf(calm, school, DEFAULT_CAPACITY, time).people
    // 300 talks of half an hour, 600 calls of a quarter.
    expect(relieved).toMatchObject({ cards: 900, hoursPerWeek: 7.5, overHours: 3.5 })
  })

  it('a helping teacher takes over what the rule names; who has none is said', () => {
    const children = childrenIn('c', 3)
    const school = { classIds: ['c'], holders: [teacher('t', 'c'), helper('h', 'c-0'), helper('h', 'c-1')] }
    const shared = alternative('talkByHelper', params('plan2'))
    if (!shared) throw new Error('plan 2 has talks')
    const load = loadOf(worksOf({ ...params('plan2'), ...shared }, children), school, DEFAULT_CAPACITY, time)
    expect(load.people).toMatchObject([{ userId: 'h', children: 2, cards: 20 }])
    expect(load.nobody).toEqual([
      { key: 'talk', role: 'helpingTeacher', per: 'child', subjects: 1, cards: 10, minutes: 300 },
    ])
  })

  it('duties of a class, of each person and of the school have one subject each', () => {
    const school = {
      classIds: ['a', 'b'],
      holders: [teacher('t1', 'a'), teacher('t2', 'a'), teacher('t3', 'b')],
    }
    const once = (per: LoadSubject): LoadWork => ({
      rule: { key: 'talk', per, period: 'month', performerRole: 'classTeacher', cardKinds: ['talk'] },
      windows: [{ need: 4 }],
      children: [...childrenIn('a', 2), ...childrenIn('b', 1)],
    })
    const cards = (per: LoadSubject) => {
      const { people, cards: all } = loadOf([once(per)], school, DEFAULT_CAPACITY, time)
      const byId = people.toSorted((a, b) => a.userId.localeCompare(b.userId))
      return [all, ...byId.map((person) => person.cards)]
    }
    expect(cards('class')).toEqual([8, 2, 2, 4])
    expect(cards('person')).toEqual([12, 4, 4, 4])
    expect(cards('school')).toEqual([4, 2, 1, 1])
  })

  it('P3-72: what all staff owes is wanted of everybody who works here, once whatever the roles', () => {
    const holders = [
      teacher('t1', 'a'),
      helper('t1', 'child'),
      ...(['principal', 'auditor', 'volunteer'] as const).map((role) => ({
        ...teacher(role, 'a'),
        role,
        classId: null,
      })),
    ]
    const letter = {
      key: 'safetyLetter',
      per: 'person',
      period: 'schoolYear',
      performerRole: 'classTeacher',
    } as const
    const rule = { ...letter, allStaff: true, cardKinds: ['work'] } as const
    const work = { rule, windows: [{ need: 1 }], children: [] }
    const { people, cards } = loadOf([work], { classIds: [], holders }, DEFAULT_CAPACITY, time)
    expect(people.map(({ userId }) => userId).toSorted()).toEqual(['principal', 't1'])
    expect(cards).toBe(2)
  })

  it('K-24: a class without a child on the list owes nothing, and its teacher carries nothing of it', () => {
    const school = { classIds: ['a', 'b'], holders: [teacher('t1', 'a'), teacher('t2', 'b')] }
    const rule = {
      key: 'weeklyPlan',
      per: 'class',
      period: 'week',
      performerRole: 'classTeacher',
      cardKinds: ['work'],
    } as const
    const work = { rule, windows: [{ need: 1 }, { need: 1 }], children: childrenIn('a', 3) }
    const { people, cards, nobody } = loadOf([work], school, DEFAULT_CAPACITY, time)
    expect(people.map(({ userId, cards: own }) => [userId, own])).toEqual([['t1', 2]])
    expect({ cards, nobody }).toEqual({ cards: 2, nobody: [] })
  })

  it('F09, F10, F29: every kind of duty of the catalogue has its minutes, which the school may set', () => {
    const own = new Map(CATALOGUE.map((duty, at) => [duty.key, at + 1]))
    const set = { minutes: Object.fromEntries(own), hoursPerWeek: 4 }
    for (const { key } of CATALOGUE) {
      expect(minutesOf(set, key)).toBe(own.get(key))
      const kind = evidenceOf(key)[0] ?? 'work'
      expect(minutesOf(DEFAULT_CAPACITY, key)).toBe(DUTY_MINUTES[key] ?? DEFAULT_CAPACITY.minutes[kind])
    }
    const keys = new Set(CATALOGUE.map(({ key }) => key))
    expect(Object.keys(DUTY_MINUTES).filter((key) => !keys.has(key))).toEqual([])
    // A meeting of an hour and a weekly plan of twenty minutes weigh beside the talks.
    const school = { classIds: ['c'], holders: [teacher('t', 'c')] }
    const all = { ...params('plan1'), rules: planRules('plan1').map((rule) => ({ ...rule, on: true })) }
    const works = rulesOf(all, term.from)
      .filter(({ period }) => period !== 'event')
      .map((rule) => ({
        rule,
        windows: windowsOf(rule, calendar, term.from, term.to),
        children: childrenIn('c', 2),
      }))
    const { minutes, people, nobody } = loadOf(works, school, DEFAULT_CAPACITY, time)
    const lines = [...people.flatMap((person) => person.lines), ...nobody]
    expect(lines.reduce((sum, line) => sum + line.cards * minutesOf(DEFAULT_CAPACITY, line.key), 0)).toBe(
      minutes,
    )
    expect(lines.find(({ key }) => key === 'weeklyPlan')?.minutes).toBe(40 * 20)
    expect(new Set(lines.map(({ key }) => key)).size).toBeGreaterThan(5)
  })

  it('minutes the school has not set are those by default; without a term nothing is divided', () => {
    expect(minutesOf({ minutes: { talk: 40 }, hoursPerWeek: 2 }, 'talk')).toBe(40)
    expect(minutesOf({ minutes: {}, hoursPerWeek: 2 }, 'homeVisit')).toBe(90)
    const school = { classIds: ['c'], holders: [teacher('t', 'c')] }
    const [person] = loadOf(worksOf(params('plan2'), childrenIn('c', 2)), school, DEFAULT_CAPACITY, {
      weeks: 0,
      months: 0,
    }).people
    expect(person).toMatchObject({ cardsPerWeek: null, hoursPerWeek: null, overHours: 0 })
  })
})

const world = fc.record({
  children: fc.array(fc.record({ class: fc.integer({ min: 0, max: 3 }) }), { maxLength: 30 }),
  holders: fc.array(
    fc.record({
      userId: fc.integer({ min: 0, max: 6 }).map((at) => `u${at}`),
      role: fc.constantFrom('classTeacher', 'helpingTeacher', 'principal'),
      at: fc.integer({ min: 0, max: 29 }),
    }),
    { maxLength: 20 },
  ),
  rules: fc.array(
    fc.record({
      per: fc.constantFrom(...LOAD_SUBJECTS),
      performerRole: fc.constantFrom(
        'classTeacher' as const,
        'helpingTeacher' as const,
        'principal' as const,
        'counsellor' as const,
      ),
      kind: fc.constantFrom('talk' as const, 'homeVisit' as const),
      needs: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
    }),
    { maxLength: 5 },
  ),
})

describe('properties', () => {
  it('sharing conserves the total, and parts differ by one at most', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 50 }), (total, parts) => {
        const list = share(total, parts)
        expect(list.reduce((sum, part) => sum + part, 0)).toBe(total)
        expect(Math.max(...list) - Math.min(...list)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('the whole is what people carry and what nobody does, in cards and in minutes, by person and by rule', () => {
    fc.assert(
      fc.property(world, (made) => {
        const children = made.children.map((child, at) => ({ pupilId: `p${at}`, classId: `c${child.class}` }))
        const school = {
          classIds: ['c0', 'c1', 'c2', 'c3'],
          holders: made.holders.map(({ userId, role, at }) => ({
            userId,
            role,
            classId: role === 'classTeacher' ? `c${at % 4}` : null,
            pupilId: role === 'helpingTeacher' ? `p${at}` : null,
          })),
        }
        const works = made.rules.map(({ per, performerRole, kind, needs }) => ({
          rule: { key: kind, per, period: 'month' as const, performerRole, cardKinds: [kind] },
          windows: needs.map((need) => ({ need })),
          children,
        }))
        const { people, nobody, cards, minutes } = loadOf(works, school, DEFAULT_CAPACITY, time)
        const sum = (list: readonly { cards: number; minutes: number }[], what: 'cards' | 'minutes') =>
          list.reduce((all, one) => all + one[what], 0)
        for (const what of ['cards', 'minutes'] as const) {
          expect(sum(people, what) + sum(nobody, what)).toBe(what === 'cards' ? cards : minutes)
          for (const person of people) expect(sum(person.lines, what)).toBe(person[what])
        }
        const over = people.filter(({ minutes: own }) => own > 4 * 60 * time.weeks)
        expect(people.filter(({ overHours }) => overHours > 0)).toEqual(over)
      }),
    )
  })

  it('another choice never touches what it does not name, and is offered only where it changes something', () => {
    for (const key of ALTERNATIVES) {
      for (const plan of ['plan1', 'plan2', 'plan5', 'plan9', 'plan11']) {
        const own = params(plan)
        const other = alternative(key, own)
        if (other === undefined) continue
        const changed = (['talk', 'parentContact', 'visit'] as const).filter(
          (part) => other[part] !== own[part],
        )
        expect(changed).toHaveLength(1)
        expect(alternative(key, other)).toBeUndefined()
      }
    }
  })
})
