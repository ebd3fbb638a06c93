import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { CATALOGUE } from '#shared/duties/rules/catalogue.ts'
import { ruleParams } from '#shared/duties/rules/plan-rules.ts'
import { difference } from './difference.ts'
import { dutyName, knownRules, owedDuties, type StoredRule } from './owed-duties.ts'
import type { SubjectFacts } from './subjects.ts'

const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [
    { name: '第一学期', from: '2026-09-01', to: '2027-01-22' },
    { name: '第二学期', from: '2027-02-22', to: '2027-07-09' },
  ],
  days: [{ day: '2026-10-01', kind: 'holiday', name: '国庆节' }],
}
const year = { from: '2026-09-01', to: '2027-08-31' }

const rules = CATALOGUE.map((duty) => ({
  id: duty.key,
  key: duty.key,
  version: 1,
  params: ruleParams(duty, duty.period),
  effectiveFrom: '2026-09-01',
  effectiveTo: null,
  definitionKey: 'recording',
  otherTargets: ['orphan'],
}))

const day = fc.integer({ min: -30, max: 380 }).map((at) => addDays('2026-09-01', at))
const time = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 200 }))).map(([from, days]) => ({
  from,
  to: days === null ? null : addDays(from, days),
}))
const ids = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}${n}`)
const facts = fc.record({
  lists: fc.array(
    fc
      .tuple(ids('child'), time)
      .map(([pupilId, one]) => ({ pupilId, classId: 'class1', definitionKey: 'recording', ...one })),
    { maxLength: 8 },
  ),
  marks: fc.array(
    fc
      .tuple(ids('child'), fc.constantFrom('orphan', 'disabled'), time)
      .map(([pupilId, category, one]) => ({ pupilId, classId: 'class1', category, ...one })),
    { maxLength: 4 },
  ),
  classes: fc.array(
    fc.tuple(ids('class'), time).map(([classId, one]) => ({ classId, definitionKey: 'recording', ...one })),
    { maxLength: 6 },
  ),
  roles: fc.array(
    fc
      .tuple(ids('user'), fc.constantFrom('classTeacher', 'helpingTeacher', 'principal'), ids('child'), time)
      .map(([userId, role, pupilId, one]) => ({ userId, role, pupilId, ...one })),
    { maxLength: 6 },
  ),
  events: fc.array(
    fc
      .tuple(ids('child'), fc.constantFrom('fileOpened', 'parentHome', 'absenceFound' as const), day)
      .map(([pupilId, event, on]) => ({ pupilId, event, on })),
    { maxLength: 8 },
  ),
})
const known = knownRules(rules)
const TALK = {
  perPeriod: 1,
  per: 'child',
  cardKinds: ['talk'],
  performerRole: 'classTeacher',
  inTermOnly: true,
  minSchoolDays: 1,
  graceDays: 0,
}
const names = (all: SubjectFacts): string[] =>
  owedDuties(known, calendar, all, year)
    .map((duty) => `${dutyName(duty)} ${duty.dueOn}`)
    .toSorted()

const nobody: SubjectFacts = {
  schoolId: 'school',
  lists: [],
  marks: [],
  classes: [],
  roles: [],
  events: [],
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
      role: 'helpingTeacher',
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

describe('what is owed, over all duties of the catalogue', () => {
  it('is free of the order of facts, names each duty once, and asks nothing of whom it does not know', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const all = { schoolId: 'school', done: [], ...some }
        const owed = owedDuties(known, calendar, all, year)
        const turned = {
          schoolId: 'school',
          done: [],
          lists: all.lists.toReversed(),
          marks: all.marks.toReversed(),
          classes: all.classes.toReversed(),
          roles: all.roles.toReversed(),
          events: all.events.toReversed(),
        }
        expect(names(turned)).toEqual(names(all))
        expect(new Set(owed.map(dutyName)).size).toBe(owed.length)
        for (const duty of owed) {
          expect((duty.subjectKind === 'child') === (duty.pupilId !== null)).toBe(true)
          expect(duty.subjectKind !== 'class' || duty.classId === duty.subjectId).toBe(true)
          expect(duty.dueOn >= duty.from).toBe(true)
        }
        const people = new Set(all.roles.map(({ userId }) => userId))
        expect(
          owed
            .filter(({ subjectKind }) => subjectKind === 'person')
            .every((one) => people.has(one.subjectId)),
        ).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is stored once: opening again, in any two steps, changes nothing', () => {
    fc.assert(
      fc.property(facts, day, (some, until) => {
        const all = { schoolId: 'school', done: [], ...some }
        const store = (duties: ReturnType<typeof owedDuties>) =>
          duties.map((duty) => ({
            ...duty,
            id: dutyName(duty),
            doneOn: null,
            cardId: null,
            attempts: 0,
            lastAttemptOn: null,
            excused: false,
          }))
        const to = [year.from, until, year.to].toSorted()[1] ?? year.to
        const first = store(owedDuties(known, calendar, all, { from: year.from, to }))
        const owed = owedDuties(known, calendar, all, year)
        const then = difference(owed, first, '2026-11-23')
        expect(then.surplus).toEqual([])
        expect(then.changed).toEqual([])
        expect(first.length + then.missing.length).toBe(owed.length)
        const again = difference(owed, store(owed), '2026-11-23')
        expect(again).toEqual({ missing: [], changed: [], surplus: [], ended: 0 })
      }),
      { numRuns: 60 },
    )
  })
})
