import { i18n } from '@lingui/core'
import { beforeAll, expect, it } from 'vitest'
import type { OrganisationClass, OrganisationYear } from '#shared/organisation/schema.ts'
import { classOptions } from './class-options.ts'
import { messages } from '#client/locales/zh-CN/base.po'

beforeAll(() => i18n.loadAndActivate({ locale: 'zh-CN', messages }))

const year = (first: number): OrganisationYear => ({
  id: String(first),
  name: `${first}-${first + 1}`,
  startsOn: `${first}-09-01`,
  endsOn: `${first + 1}-07-10`,
  version: 1,
  terms: [],
})
const group = (
  id: string,
  yearId: string,
  number: number,
  teacherNames: string[] = [],
): OrganisationClass => ({
  id,
  name: `三年级(${number})班`,
  grade: 3,
  number,
  yearId,
  teacherNames,
  pupils: 0,
  version: 1,
})
// As the server tells them: by grade and number, the years mixed.
const school = {
  years: [year(2027), year(2026), year(2025)],
  classes: [
    group('next', '2027', 1),
    group('last', '2025', 1, ['周老师']),
    group('one', '2026', 1, ['李老师']),
    group('two', '2026', 2),
  ],
}

it('offers the classes of this year, then those of the coming one with its name, and none of a year that is over', () => {
  expect(classOptions(school, '2026-11-23')).toEqual([
    { value: 'one', label: '三年级(1)班 · 李老师' },
    { value: 'two', label: '三年级(2)班' },
    { value: 'next', label: '三年级(1)班 · 2027-2028' },
  ])
})

it('between two years offers those of the next', () => {
  expect(classOptions(school, '2027-08-01')).toEqual([{ value: 'next', label: '三年级(1)班' }])
})

it('with all years over there is none', () => {
  expect(classOptions(school, '2028-09-01')).toEqual([])
})
