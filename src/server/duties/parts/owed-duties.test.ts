import { describe, expect, it } from 'vitest'
import type { Role } from '#shared/access/schema.ts'
import { calendar, known, year } from '#server/testing/owed-catalogue.ts'
import { knownRules, owedDuties, type StoredRule } from './owed-duties.ts'
import type { SubjectFacts } from './subjects.ts'

const TALK = {
  perPeriod: 1,
  per: 'child',
  cardKinds: ['talk'],
  performerRole: 'classTeacher',
  inTermOnly: true,
  minSchoolDays: 1,
  graceDays: 0,
}
const nobody: SubjectFacts = {
  schoolId: 'school',
  lists: [],
  marks: [],
  classes: [],
  roles: [],
  pairings: [],
  events: [],
  pupils: [],
  done: [],
}
const listed = (pupilId: string, from = '2026-09-01', to: string | null = null) => ({
  pupilId,
  classId: 'class1',
  definitionKey: 'recording',
  from,
  to,
})

describe('what is owed', () => {
  it('K-24: of a paired child only while a helping teacher is named for it, by half of the window', () => {
    const paired = known.filter(({ rule }) => rule.paired === true)
    expect(paired.length).toBeGreaterThan(0)
    const named = (from: string, to: string | null) => ({
      userId: 'user1',
      role: 'helpingTeacher' as const,
      pupilId: 'child1',
      from,
      to,
    })
    const lists = [listed('child1'), listed('child2')]
    const owed = (roles: SubjectFacts['roles']) =>
      owedDuties(paired, calendar, { ...nobody, lists, roles }, year)
    expect(owed([])).toEqual([])
    const always = owed([named('2026-09-01', null)])
    expect(new Set(always.map(({ pupilId }) => pupilId))).toEqual(new Set(['child1']))
    const some = owed([named('2026-11-01', '2026-12-31')])
    expect(some.length).toBeGreaterThan(0)
    for (const { from, dueOn } of some)
      expect([dueOn <= '2026-12-31', from <= '2026-12-31']).toEqual([true, true])
    expect(some.length).toBeLessThan(always.length)
    // Named for somebody else, or for something else, is not named for the child.
    expect(owed([{ ...named('2026-09-01', null), role: 'classTeacher' }])).toEqual([])
  })

  it('X-05, K-24: days on the list and days of a mark are added up, a day of both is one day', () => {
    const talk = (otherTargets: readonly string[]) =>
      knownRules([
        {
          id: 'talk',
          key: 'talk',
          version: 1,
          params: { ...TALK, period: 'month' },
          effectiveFrom: '2026-09-01',
          effectiveTo: null,
          definitionKey: 'recording',
          otherTargets,
        },
      ])
    // School days of November: eight on the list, ten marked, three of them both.
    const lists = [listed('child1', '2026-09-01', '2026-11-11')]
    const marks = [
      { pupilId: 'child1', classId: 'class1', category: 'orphan', from: '2026-11-09', to: '2026-11-20' },
    ]
    const november = (asked: readonly string[], all: Partial<SubjectFacts>) =>
      owedDuties(talk(asked), calendar, { ...nobody, ...all }, year)
        .filter(({ from }) => from === '2026-11-01')
        .map(({ dueOn }) => dueOn)
    expect(november(['orphan'], { lists })).toEqual([])
    expect(november(['orphan'], { marks })).toEqual([])
    expect(november(['orphan'], { lists, marks })).toEqual(['2026-11-20'])
    // Of another category, or of one the plan asks nothing of, a mark is nothing.
    expect(november(['disabled'], { lists, marks })).toEqual([])
    expect(november([], { lists, marks })).toEqual([])
  })

  it('K-24, K-27: a change ends what is owed on its day, not what was owed before the child left the list', () => {
    const version = (at: number, effectiveFrom: string, to: string | null) => ({
      id: `talk${at}`,
      key: 'talk',
      version: at,
      params: { ...TALK, period: 'month' },
      effectiveFrom,
      effectiveTo: to,
      definitionKey: 'recording',
      otherTargets: [],
    })
    const weekly = { ...version(2, '2026-11-20', null), params: { ...TALK, period: 'week' } }
    const changing = knownRules([version(1, '2026-09-01', null), weekly])
    const lists = [listed('stays'), listed('leaves', '2026-09-01', '2026-11-18')]
    const november = owedDuties(changing, calendar, { ...nobody, lists }, year).filter(
      ({ ruleId, from }) => ruleId === 'talk1' && from === '2026-11-01',
    )
    expect(november.map(({ pupilId, dueOn, endedOn }) => [pupilId, dueOn, endedOn])).toEqual([
      ['stays', '2026-11-22', '2026-11-22'],
      ['leaves', '2026-11-18', null],
    ])
  })
})

it('P3-72: what all staff owes each owes once, in the time of all roles together', () => {
  const letters = known.filter(({ rule }) => rule.key === 'safetyLetter')
  const role = (userId: string, of: Role, from: string, to: string | null) => ({
    userId,
    role: of,
    pupilId: null,
    from,
    to,
  })
  const roles = [
    role('several', 'classTeacher', '2026-08-01', '2026-12-31'),
    role('several', 'helpingTeacher', '2026-10-01', '2027-03-31'),
    role('several', 'counsellor', '2027-04-01', '2027-05-31'),
    role('short', 'principal', '2027-06-01', null),
    role('reader', 'auditor', '2026-08-01', null),
    role('outside', 'volunteer', '2026-08-01', null),
  ]
  const owed = owedDuties(letters, calendar, { ...nobody, roles }, year)
  expect(owed.map(({ subjectId, dueOn }) => `${subjectId} ${dueOn}`)).toEqual(['several 2027-05-31'])
})

describe('what an event asks for that takes the child off the list itself', () => {
  const only = (key: string, adoptedOn?: string) =>
    known
      .filter(({ rule }) => rule.key === key)
      .map(({ rule, stored }) => ({ rule: { ...rule, ...(adoptedOn && { adoptedOn }) }, stored }))
  const pupil = (pupilId: string, over: Partial<SubjectFacts['pupils'][number]> = {}) => ({
    pupilId,
    classId: 'class1',
    to: null,
    files: [],
    ...over,
  })
  const owed = (rules: ReturnType<typeof only>, all: Partial<SubjectFacts>, days = year) =>
    owedDuties(rules, calendar, { ...nobody, ...all }, days).map(
      ({ subjectId, from, dueOn }) => `${subjectId} ${from} ${dueOn}`,
    )
  const born = (pupilId: string, on: string) => ({ pupilId, event: 'birthday' as const, on })
  const checks = only('birthdayCheck')

  it('K-03: the check at 16 and at 18 is owed by who was on the list the day before, though the list ends there', () => {
    const lists = [
      listed('sixteen', '2026-09-01', '2026-11-09'),
      listed('eighteen', '2026-09-01', '2027-03-04'),
    ]
    const events = [born('sixteen', '2010-11-10'), born('eighteen', '2009-03-05')]
    const pupils = [pupil('sixteen'), pupil('eighteen')]
    expect(owed(checks, { lists, pupils, events })).toEqual([
      'sixteen 2026-11-10 2026-12-09',
      'eighteen 2027-03-05 2027-04-03',
    ])
    // Off the list a day earlier for another reason, and with no open file: nobody looks into it.
    const early = [listed('sixteen', '2026-09-01', '2026-11-08')]
    const only16 = { lists: early, events: events.slice(0, 1) }
    expect(owed(checks, { ...only16, pupils })).toEqual([])
    const file = (from: string, to: string | null) => [pupil('sixteen', { files: [{ from, to }] })]
    expect(owed(checks, { ...only16, pupils: file('2026-09-10', null) })).toHaveLength(1)
    expect(owed(checks, { ...only16, pupils: file('2026-09-10', '2026-11-09') })).toHaveLength(1)
    expect(owed(checks, { ...only16, pupils: file('2026-09-10', '2026-11-08') })).toEqual([])
    expect(owed(checks, { ...only16, pupils: file('2026-11-10', null) })).toEqual([])
  })

  it('K-03: born on 29 February, eighteen on the 28th of a common year, the list ends on the 27th', () => {
    const all = { pupils: [pupil('leap')], events: [born('leap', '2012-02-29')] }
    const days = { from: '2029-09-01', to: '2030-08-31' }
    const until = (to: string) => owed(checks, { ...all, lists: [listed('leap', '2026-09-01', to)] }, days)
    expect(until('2030-02-27')).toEqual(['leap 2030-02-28 2030-03-29'])
    expect(until('2030-02-26')).toEqual([])
  })

  it('P7-25: a parent who is home again is talked to, though the child leaves the list that day', () => {
    const home = {
      pupils: [pupil('child1')],
      events: [{ pupilId: 'child1', event: 'parentHome' as const, on: '2026-11-10' }],
    }
    const until = (to: string) =>
      owed(only('parentHome'), { ...home, lists: [listed('child1', '2026-09-01', to)] })
    expect(until('2026-11-09')).toEqual(['child1 2026-11-10 2026-11-23'])
    expect(until('2026-11-08')).toEqual([])
  })

  it('P3-32: an absence that was found is looked into for every pupil, also one on no list yet', () => {
    const found = (pupils: SubjectFacts['pupils']) =>
      owed(only('informationOnChange'), {
        pupils,
        events: [{ pupilId: 'child1', event: 'absenceFound', on: '2026-11-09' }],
      })
    expect(found([pupil('child1')])).toEqual(['child1 2026-11-09 2026-11-22'])
    expect(found([])).toEqual([])
    // Ends when the child leaves the school: with less than half of the days there nothing is owed (K-24).
    expect(found([pupil('child1', { to: '2026-11-11' })])).toEqual([])
    expect(found([pupil('child1', { to: '2026-11-18' })])).toEqual(['child1 2026-11-09 2026-11-18'])
  })

  it('left the school between birthday and the end of the time: nothing is owed of who was there too short', () => {
    const all = {
      lists: [listed('gone', '2026-09-01', '2026-11-09')],
      events: [born('gone', '2010-11-10')],
    }
    expect(owed(checks, { ...all, pupils: [pupil('gone', { to: '2026-11-12' })] })).toEqual([])
    expect(owed(checks, { ...all, pupils: [pupil('gone', { to: '2026-12-02' })] })).toEqual([
      'gone 2026-11-10 2026-12-02',
    ])
  })

  it('a rule promised later does not look back: what was over by then stays with the list', () => {
    const all = {
      lists: [listed('child1', '2026-09-01', '2026-10-11'), listed('child2')],
      pupils: [pupil('child1'), pupil('child2')],
      events: [born('child1', '2010-10-12'), born('child2', '2010-10-12')],
    }
    const both = ['child1 2026-10-12 2026-11-10', 'child2 2026-10-12 2026-11-10']
    expect(owed(only('birthdayCheck', '2026-11-10'), all)).toEqual(both)
    expect(owed(only('birthdayCheck', '2026-11-11'), all)).toEqual(both.slice(1))
  })
})

describe('what is owed once', () => {
  const version = (at: number, effectiveFrom: string, over: object = {}): StoredRule => ({
    id: `once${at}`,
    key: 'letterHome',
    version: at,
    params: { ...TALK, cardKinds: ['work'], period: 'once' },
    effectiveFrom,
    effectiveTo: null,
    definitionKey: 'recording',
    otherTargets: [],
    ...over,
  })
  const owedOnce = (
    versions: readonly ReturnType<typeof version>[],
    all: Partial<SubjectFacts>,
    days = year,
  ) =>
    owedDuties(knownRules(versions), calendar, { ...nobody, ...all }, days).map(
      ({ ruleId, subjectId, from, dueOn, endedOn }) => [ruleId, subjectId, from, dueOn, endedOn],
    )
  const first = version(1, '2026-09-01')
  const second = version(2, '2026-10-12')
  const next = { from: '2027-09-01', to: '2028-08-31' }

  it('K-27: a change of plan opens nothing for whom the window of before runs on, whole', () => {
    const lists = [listed('child1'), listed('late', '2027-04-15')]
    expect(owedOnce([first, second], { lists })).toEqual([
      ['once1', 'child1', '2026-09-01', '2027-08-31', null],
    ])
    // Whom the version of before did not ask, because of its list or of its time, owes the following one.
    const wider = { ...version(2, '2027-04-01'), definitionKey: 'policy' }
    const other = { ...listed('other'), definitionKey: 'policy' }
    const all = [...lists, other, ...lists.map((one) => ({ ...one, definitionKey: 'policy' }))]
    expect(owedOnce([first, wider], { lists: all })).toEqual([
      ['once1', 'child1', '2026-09-01', '2027-08-31', null],
      ['once2', 'other', '2027-04-01', '2027-08-31', null],
      ['once2', 'late', '2027-04-01', '2027-08-31', null],
    ])
  })

  it('is not owed again by whoever did it under another version; what was missed may be', () => {
    const again = version(2, '2027-09-20')
    const lists = [listed('did'), listed('missed')]
    const done = [{ key: 'letterHome', ruleId: 'once1', subjectId: 'did' }]
    expect(owedOnce([first, again], { lists, done }, next)).toEqual([
      ['once2', 'missed', '2027-09-20', '2028-08-31', null],
    ])
    // Done under the version itself it is still its own.
    expect(owedOnce([first], { lists, done }).length).toBe(2)
    // Another way of doing it in between ends it as always.
    const monthly = version(2, '2026-10-12', { params: { ...TALK, cardKinds: ['work'], period: 'month' } })
    const owed = owedOnce([first, monthly, version(3, '2026-12-01')], { lists, done })
    expect(owed.filter(([ruleId]) => ruleId !== 'once2')).toEqual([
      ['once3', 'missed', '2026-12-01', '2027-08-31', null],
    ])
  })

  it('K-27: nobody is late because the school asks for it no longer', () => {
    const ended = version(1, '2026-09-01', { effectiveTo: '2026-11-22' })
    expect(owedOnce([ended], { lists: [listed('child1')] })).toEqual([])
  })
})
