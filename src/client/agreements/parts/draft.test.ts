import { expect, it } from 'vitest'
import type { FormFacts } from '#shared/agreements/schema.ts'
import { gapsOf, startOf } from './draft.ts'
import { newSearch } from './search.ts'

const facts: FormFacts = {
  today: '2026-11-27',
  text: { version: 0, title: null, body: null },
  child: { id: '019a0e5d-84e5-7ad2-baff-a8cbcf1c7208', name: '邹念', age: 9 },
  parts: [
    { part: 'guardian', candidates: [] },
    { part: 'carer', candidates: [{ key: 'carer:1', name: '林菊', relation: 'grandmother' }] },
  ],
  staff: [],
}

it('everything entrusted care lacks is said at once, each bar at its own question', () => {
  const draft = { ...startOf('entrusted', facts), declaration: { addiction: 'no' } as const, to: '' }
  const bars = ['declaration.offence', 'declaration.neglect', 'declaration.unsuitable']
  expect(gapsOf('entrusted', draft, 9)).toEqual([
    'parties.guardian',
    'to',
    'terms.contact',
    ...bars,
    'opinion',
  ])
  // Under eight the child is asked, too, but need not answer.
  expect(gapsOf('entrusted', draft, 7)).not.toContain('opinion')
  expect(gapsOf('safetyHome', { ...draft, picks: { teacher: 'user:1', carer: 'carer:1' } }, 9)).toEqual([])
})

it('a renewal begins the day after what it renews', () => {
  const { from } = newSearch({ kind: 'safetyHome', from: '2026-12-11' })
  expect(startOf('safetyHome', facts, from === undefined ? {} : { from })).toMatchObject({
    from: '2026-12-11',
    to: '2027-12-10',
  })
  expect(newSearch({ from: 'soon' })).toEqual({})
})
