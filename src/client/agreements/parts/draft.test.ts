import { expect, it } from 'vitest'
import type { Agreement, FormFacts } from '#shared/agreements/schema.ts'
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

const party = {
  signedOn: '2025-12-11',
  method: 'screen',
  attachmentId: null,
  witness: null,
  mayRecord: false,
} as const
const old: Agreement = {
  id: '019a0e5d-84e5-7ad2-baff-a8cbcf1c7201',
  kind: 'entrusted',
  child: null,
  staffName: null,
  text: facts.text,
  from: '2025-12-11',
  to: '2026-12-10',
  endedOn: null,
  endReason: null,
  state: 'ending',
  terms: { reason: '父母在外务工', duties: '接送上学', cost: '', contact: 'twiceAWeek' },
  whole: true,
  declaredOn: '2025-12-10',
  toldSchoolOn: '2025-12-10',
  toldVillageOn: '2025-12-10',
  opinion: { heardOn: '2025-12-10', text: '愿意' },
  parties: [
    {
      ...party,
      id: '019a0e5d-84e5-7ad2-baff-a8cbcf1c7202',
      part: 'guardian',
      name: '邹明',
      relation: 'father',
    },
    {
      ...party,
      id: '019a0e5d-84e5-7ad2-baff-a8cbcf1c7203',
      part: 'carer',
      name: '林菊',
      relation: 'grandmother',
    },
  ],
  schoolName: '柳树村小学',
  mayEnd: true,
  version: 1,
}
const family = [
  { key: 'member:1', name: '邹明', relation: 'father' },
  { key: 'member:2', name: '周兰', relation: 'mother' },
]

it('a renewal begins the day after what it renews, with the same people and terms; what is asked each time is asked again', () => {
  const known = {
    ...facts,
    parts: [{ part: 'guardian' as const, candidates: family }, ...facts.parts.slice(1)],
  }
  expect(startOf('entrusted', known, { old })).toEqual({
    ...startOf('entrusted', known),
    from: '2026-12-11',
    to: '2027-12-10',
    picks: { guardian: 'member:1', carer: 'carer:1' },
    reason: '父母在外务工',
    duties: '接送上学',
    contact: 'twiceAWeek',
  })
  expect(startOf('entrusted', known, { old: { ...old, state: 'ended' } }).from).toBe('2026-11-27')
})

it('who signed the old one is left open where two are meant, or nobody any more', () => {
  const twice = [...family, { key: 'member:3', name: '邹明', relation: 'father' }]
  const picksWith = (candidates: typeof family) =>
    startOf('entrusted', { ...facts, parts: [{ part: 'guardian', candidates }] }, { old }).picks
  expect(picksWith(twice)).toEqual({})
  expect(picksWith([...family.slice(1), { key: 'member:4', name: '邹强', relation: 'uncle' }])).toEqual({})
})

it('an address of a new agreement keeps only what it can mean', () => {
  expect(newSearch({ kind: 'safetyHome', renews: old.id, from: 'soon', child: 1 })).toEqual({
    kind: 'safetyHome',
    renews: old.id,
  })
})
