import { i18n } from '@lingui/core'
import { expect, it } from 'vitest'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { messages as base } from '#client/locales/en/base.po'
import { messages as plans } from '#client/locales/en/plans.po'
import { costText, holidayText } from './plan-cost.tsx'

const person = {
  children: 30,
  cards: 600,
  lines: [],
  cardsPerWeek: 30,
  cardsPerMonth: 120,
  hoursPerWeek: 15,
  overHours: 11,
}
const empty: SchoolLoad = {
  term: null,
  capacity: { minutes: {}, hoursPerWeek: 4 },
  children: 0,
  cards: 0,
  windows: [{ key: 'talk', period: 'week', count: 20 }],
  people: [],
  overloaded: 0,
  nobody: [],
  example: { children: 30, person },
  holidays: null,
  nextTermMissing: false,
}

it('X-33: what a plan costs is a sentence, also while nobody is on the list', () => {
  i18n.loadAndActivate({ locale: 'en', messages: { ...base, ...plans } })
  expect(costText(empty)).toMatch(/^Each child this term: Talk 20 times; /)
  expect(costText({ ...empty, children: 3 })).toMatch(/^3 children to look after; each child this term/)
})

it('X-33: what falls due in the holidays is a sentence of its own, by the week of that time', () => {
  i18n.loadAndActivate({ locale: 'en', messages: { ...base, ...plans } })
  const { people, overloaded, nobody } = empty
  const summer = {
    from: '2027-07-10',
    to: '2027-08-31',
    cards: 33,
    windows: [{ key: 'summerVisit', period: 'dates' as const, count: 1 }],
    people: [
      { ...person, userId: 'u', name: '周老师', cardsPerWeek: 4, cardsPerMonth: null, hoursPerWeek: 3 },
    ],
    overloaded,
    nobody: [
      { key: 'summerVisit', role: 'classTeacher' as const, per: 'child' as const, subjects: 3, cards: 3 },
    ],
    example: null,
  }
  const text = holidayText(summer)
  expect(text).toMatch(/^In the holidays \(.*\): each child Summer home visit 1 time; 周老师 is the busiest/)
  expect(text).toMatch(/33 times.*3 times of them have nobody/)
  // While nobody is on the list: neither a whole school nor a month.
  const example = { children: 30, person: { ...person, cardsPerMonth: null } }
  expect(holidayText({ ...summer, people, nobody, example, cards: 0 })).not.toMatch(/month|whole/)
})
