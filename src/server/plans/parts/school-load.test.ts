import { describe, expect, it } from 'vitest'
import type { Role } from '#shared/access/schema.ts'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { Calendar, Term } from '#shared/calendar/schema.ts'
import { DEFAULT_CAPACITY, minutesOf } from '#shared/duties/rules/duty-minutes.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { windowsOfVersions } from '#shared/duties/rules/windows.ts'
import type { Rule } from '#shared/duties/schema.ts'
import { type LoadBasis, schoolLoad, termRules } from './school-load.ts'

const autumn: Term = { name: '第一学期', from: '2026-09-01', to: '2027-01-22' }
const spring: Term = { name: '第二学期', from: '2027-02-22', to: '2027-07-09' }
const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [autumn, spring],
  days: [{ day: '2026-10-01', kind: 'holiday', name: '国庆节' }],
}
const children = Array.from({ length: 3 }, (_, at) => ({ pupilId: `child${at}`, classId: 'class1' }))
const holder = (userId: string, role: Role) => ({
  userId,
  role,
  classId: role === 'classTeacher' ? 'class1' : null,
  pupilId: null,
})
const basis = (term: Term, over: Partial<LoadBasis> = {}): LoadBasis => ({
  calendar,
  term,
  last: term,
  capacity: { ...DEFAULT_CAPACITY },
  school: {
    classIds: ['class1'],
    holders: [holder('teacher', 'classTeacher'), holder('head', 'principal')],
  },
  names: new Map(),
  childrenOf: () => children,
  isPaired: () => true,
  markedAs: () => 0,
  ...over,
})
const everything = (preset: string) => {
  const params = findPlanPreset(preset)?.params
  if (!params) throw new Error(preset)
  return { ...params, rules: planRules(preset).map((rule) => ({ ...rule, on: true })) }
}
const plans = Array.from({ length: 11 }, (_, at) => `plan${at + 1}`)

/** How many owe a rule here: three children, a class, a teacher and a head, one school; nobody has a helping teacher. */
function subjectsOf({ per, paired, allStaff, performerRole }: Rule): number {
  if (paired === true) return 0
  if (per === 'child') return children.length
  if (per !== 'person') return 1
  return allStaff ? 2 : performerRole === 'classTeacher' ? 1 : 0
}

describe('the load of term and holidays', () => {
  it.each(plans)('X-33: %s in both terms and both holidays is all that falls due in the year', (preset) => {
    const params = everything(preset)
    const rules = termRules(params, basis(autumn))
    const all = rules.reduce((sum, { rule }) => {
      const windows = windowsOfVersions([rule], calendar, '2026-09-01', '2027-08-31').filter(
        ({ dueOn }) => dueOn >= '2026-09-01' && dueOn <= '2027-08-31',
      )
      return sum + subjectsOf(rule) * windows.reduce((cards, { need }) => cards + need, 0)
    }, 0)
    const parts = [autumn, spring].flatMap((term) => {
      const load = schoolLoad(basis(term), rules)
      expect(load.nextTermMissing).toBe(false)
      const { holidays } = load
      for (const one of holidays ? [load, holidays] : [load]) {
        const people = one.people.reduce((sum, { cards }) => sum + cards, 0)
        expect(people + one.nobody.reduce((sum, { cards }) => sum + cards, 0)).toBe(one.cards)
      }
      return [load.cards, holidays?.cards ?? 0]
    })
    expect(parts.reduce((sum, cards) => sum + cards, 0)).toBe(all)
  })

  it('P2-71: the visits of August are told of, by the week of the summer, against the same capacity', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ pupilId: `child${at}`, classId: 'class1' }))
    const rules = termRules(everything('plan2'), basis(spring))
    const { holidays } = schoolLoad(basis(spring, { childrenOf: () => many }), rules)
    expect(holidays).toMatchObject({ from: '2027-07-10', to: '2027-08-31' })
    const [teacher] = holidays?.people ?? []
    expect(teacher?.lines).toContainEqual({ key: 'summerVisit', cards: 60 })
    const minutes = teacher?.lines.reduce(
      (sum, { key, cards }) => sum + cards * minutesOf(DEFAULT_CAPACITY, key),
      0,
    )
    // 53 days are 7 4/7 weeks.
    expect(teacher?.hoursPerWeek).toBeCloseTo(((minutes ?? 0) * 7) / (60 * 53), 1)
    expect(teacher?.cardsPerMonth).toBeNull()
    expect(holidays?.overloaded).toBe(1)
    expect(teacher?.overHours).toBeGreaterThan(0)
  })

  it('in the summer, with no term entered yet, the load is that of the summer', () => {
    const summer = basis(spring, { term: undefined })
    const rules = termRules(everything('plan2'), basis(spring))
    const load = schoolLoad(summer, rules, summer.last)
    expect(load).toMatchObject({ term: null, people: [], holidays: { from: '2027-07-10', to: '2027-08-31' } })
    expect(load.holidays?.cards).toBe(schoolLoad(basis(spring), rules).holidays?.cards)
  })

  it('says that it is not known, rather than guess, where no next term is entered; nothing where nothing is due', () => {
    const alone = { calendar: { ...calendar, terms: [autumn] } }
    const rules = termRules(everything('plan5'), basis(autumn))
    expect(schoolLoad(basis(autumn, alone), rules)).toMatchObject({ holidays: null, nextTermMissing: true })
    const talks = rules.filter(({ rule }) => rule.inTermOnly && rule.key === 'mentalHealthLesson')
    expect(talks).toHaveLength(1)
    expect(schoolLoad(basis(autumn, alone), talks)).toMatchObject({ holidays: null, nextTermMissing: false })
    expect(schoolLoad(basis(autumn), talks)).toMatchObject({ holidays: null, nextTermMissing: false })
  })

  it('while nobody is on the list a class of thirty serves as an example in the holidays too', () => {
    const rules = termRules(everything('plan5'), basis(autumn))
    const { holidays } = schoolLoad(basis(autumn, { childrenOf: () => [] }), rules)
    expect(holidays?.example?.children).toBe(30)
    expect(holidays?.example?.person.hoursPerWeek).toBeGreaterThan(0)
    const days = 30
    expect(addDays(holidays?.from ?? '', days - 1)).toBe(holidays?.to)
  })
})
