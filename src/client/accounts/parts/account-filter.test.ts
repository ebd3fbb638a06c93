import { expect, it } from 'vitest'
import type { Account } from '#shared/accounts/schema.ts'
import { accountFilters, fitsFilter } from './account-filter.ts'

const today = '2026-11-23'
const account = (to: string | null, over: Partial<Account> = {}): Account => ({
  id: 'a',
  name: '周老师',
  username: 'zhou',
  disabled: false,
  mustChangePassword: false,
  twoFactor: false,
  lockedUntil: null,
  roles: [
    {
      id: 'r',
      role: 'counsellor',
      classId: null,
      className: null,
      classYear: null,
      pupilId: null,
      pupilName: null,
      from: '2026-09-01',
      to,
    },
  ],
  ...over,
})
const filtersOf = (one: Account) => accountFilters.filter((filter) => fitsFilter(filter, one, today))

it('in use is whoever works here or is to; whoever has left stands with those switched off', () => {
  expect(filtersOf(account(null))).toEqual(['inUse'])
  expect(filtersOf(account(today))).toEqual(['inUse'])
  expect(filtersOf(account('2026-11-22'))).toEqual(['off'])
  expect(filtersOf(account('2026-11-22', { mustChangePassword: true }))).toEqual(['off'])
  expect(filtersOf(account(null, { disabled: true }))).toEqual(['off'])
  expect(filtersOf(account(null, { mustChangePassword: true }))).toEqual(['inUse', 'attention'])
})
