import { i18n } from '@lingui/core'
import { expect, it } from 'vitest'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { messages as base } from '#client/locales/en/base.po'
import { messages as plans } from '#client/locales/en/plans.po'
import { costText } from './plan-cost.tsx'

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
}

it('X-33: what a plan costs is a sentence, also while nobody is on the list', () => {
  i18n.loadAndActivate({ locale: 'en', messages: { ...base, ...plans } })
  expect(costText(empty)).toMatch(/^Each child this term: Talk 20 times; /)
  expect(costText({ ...empty, children: 3 })).toMatch(/^3 children to look after; each child this term/)
})
