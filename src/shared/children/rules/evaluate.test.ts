import { describe, expect, it } from 'vitest'
import {
  type Absence,
  type ChildFacts,
  type DefinitionParams,
  Outcome,
  type ParentFacts,
} from '#shared/children/schema.ts'
import { getDefinitionPreset } from './definitions.ts'
import { evaluate } from './evaluate.ts'

const base = getDefinitionPreset('ruralUnder16').params
const civil = getDefinitionPreset('civilAffairs').params

function away(from: string | null, to: string | null = null, kind: Absence['kind'] = 'work'): Absence {
  return { from, to, kind }
}

function parent(
  relation: ParentFacts['relation'],
  absences: readonly Absence[] = [],
  more: Partial<ParentFacts> = {},
) {
  return { relation, state: 'present' as const, incapable: false, absences, ...more }
}

function child(parents: readonly ParentFacts[], more: Partial<ChildFacts> = {}): ChildFacts {
  return { birthDate: '2015-05-05', residence: 'rural', grade: 5, parents, ...more }
}

function on(asOf: string, facts: ChildFacts, params: Partial<DefinitionParams> = {}): Outcome {
  const outcome = evaluate({ key: 'test', version: 1, params: { ...base, ...params } }, facts, asOf)
  expect(Outcome.parse(outcome)).toEqual(outcome)
  return outcome
}

describe('who is left behind', () => {
  it('F02: both away counts from the later departure plus three months, that day included', () => {
    const facts = child([parent('father', [away('2024-03-01')]), parent('mother', [away('2024-04-20')])])
    const both = { parentsAway: 'both' } as const
    expect(on('2024-06-15', facts, both)).toMatchObject({ result: 'not', expectedFrom: '2024-07-20' })
    expect(on('2024-07-19', facts, both).reasons).toContainEqual({
      code: 'notLongEnough',
      from: '2024-04-20',
      minMonths: 3,
      countsFrom: '2024-07-20',
    })
    expect(on('2024-07-20', facts, both)).toMatchObject({
      result: 'counted',
      since: '2024-07-20',
      kind: 'bothAway',
    })
  })

  it('F03, K-03: counts until the day before the birthday, leap day included', () => {
    const facts = child([parent('father', [away('2020-01-01')]), parent('mother')], {
      birthDate: '2012-02-29',
    })
    expect(on('2028-02-28', facts).result).toBe('counted')
    expect(on('2028-02-29', facts)).toMatchObject({ result: 'not', since: null })
    expect(on('2026-02-27', facts, { ageBelow: 14 }).result).toBe('counted')
    expect(on('2026-02-28', facts, { ageBelow: 14 }).reasons).toContainEqual({
      code: 'ageLimitReached',
      ageBelow: 14,
      on: '2026-02-28',
    })
  })

  it('K-02: a minimum that would end on a day that does not exist ends on the last of the month', () => {
    const facts = child([parent('father', [away('2025-11-30')]), parent('mother')])
    expect(on('2026-02-27', facts).result).toBe('not')
    expect(on('2026-02-28', facts)).toMatchObject({ result: 'counted', since: '2026-02-28' })
  })

  it('K-10: away until the day before the return; only absence for work counts', () => {
    const facts = child([parent('father', [away('2026-01-01', '2026-06-01')]), parent('mother')])
    expect(on('2026-05-31', facts, { allowedGapDays: 0 }).result).toBe('counted')
    expect(on('2026-06-01', facts, { allowedGapDays: 0 })).toMatchObject({
      result: 'not',
      reasons: [{ code: 'noParentAway' }, { code: 'parentReturned', who: 'father', on: '2026-06-01' }],
    })
    const prison = child([parent('father', [away('2020-01-01', null, 'prison')]), parent('mother')])
    expect(on('2026-05-31', prison).reasons).toContainEqual({
      code: 'awayForOtherReason',
      who: 'father',
      kind: 'prison',
    })
    expect(on('2026-05-31', prison, { absenceKinds: ['work', 'prison'] }).result).toBe('counted')
  })

  it('K-11: a visit of allowed length does not break the time and counts in it', () => {
    const facts = child([
      parent('father', [away('2026-01-01', '2026-02-14'), away('2026-03-01')]),
      parent('mother'),
    ])
    expect(on('2026-04-01', facts, { allowedGapDays: 15 })).toMatchObject({
      result: 'counted',
      since: '2026-04-01',
    })
    expect(on('2026-05-31', facts, { allowedGapDays: 14 }).result).toBe('not')
    expect(on('2026-06-01', facts, { allowedGapDays: 14 }).since).toBe('2026-06-01')
  })

  it('K-11: on a visit the child stays on the list until the days at home exceed the allowed ones', () => {
    const facts = child([parent('father', [away('2025-01-01', '2026-02-10')]), parent('mother')])
    const using = { allowedGapDays: 5 }
    expect(on('2026-02-14', facts, using).reasons).toContainEqual({
      code: 'onVisit',
      who: 'father',
      homeSince: '2026-02-10',
      lastDay: '2026-02-14',
    })
    expect(on('2026-02-14', facts, using).result).toBe('counted')
    expect(on('2026-02-15', facts, using).result).toBe('not')
    expect(on('2026-02-10', facts, { allowedGapDays: 0 }).result).toBe('not')
  })

  it('K-11: where a definition says nothing of visits, fifteen days at home break no absence and sixteen do', () => {
    const { params: recording } = getDefinitionPreset('recording')
    const home = (back: string) =>
      child([parent('father', [away('2026-01-01', '2026-05-01'), away(back)]), parent('mother')])
    expect(on('2026-05-20', home('2026-05-16'), recording)).toMatchObject({ result: 'counted' })
    expect(on('2026-05-20', home('2026-05-17'), recording).result).toBe('not')
  })

  it('K-12: the times of two parents are not added', () => {
    const facts = child([
      parent('father', [away('2026-01-01', '2026-03-01')]),
      parent('mother', [away('2026-03-01')]),
    ])
    expect(on('2026-05-31', facts).result).toBe('not')
    expect(on('2026-06-01', facts)).toMatchObject({ result: 'counted', since: '2026-06-01', kind: 'oneAway' })
  })

  it('counts since the first day even when another parent has taken over the absence', () => {
    const facts = child([
      parent('father', [away('2025-01-01', '2026-01-01')]),
      parent('mother', [away('2025-09-01')]),
    ])
    expect(on('2026-03-01', facts)).toMatchObject({ result: 'counted', since: '2025-04-01' })
    // One ends the day before the other begins to count: still unbroken.
    const touching = child([
      parent('father', [away('2025-01-01', '2025-12-01')]),
      parent('mother', [away('2025-09-01')]),
    ])
    expect(on('2026-03-01', touching, { allowedGapDays: 0 }).since).toBe('2025-04-01')
  })

  it('K-13: a dead or unknown parent is not away; a dead one cannot be guardian, an unknown one is to be found', () => {
    const fatherDead = child([
      parent('father', [], { state: 'dead' }),
      parent('mother', [away('2026-01-01')]),
    ])
    expect(on('2026-09-01', fatherDead, { parentsAway: 'both' })).toMatchObject({
      result: 'not',
      check: false,
    })
    expect(on('2026-09-01', fatherDead, civil)).toMatchObject({
      result: 'counted',
      kind: 'oneAwayOtherUnable',
    })
    expect(on('2026-09-01', fatherDead, civil).reasons).toContainEqual({
      code: 'otherParentUnable',
      who: 'father',
      because: 'dead',
    })
    const fatherUnknown = child([
      parent('father', [], { state: 'unknown' }),
      parent('mother', [away('2026-01-01')]),
    ])
    expect(on('2026-09-01', fatherUnknown).result).toBe('counted')
    expect(on('2026-09-01', fatherUnknown, { parentsAway: 'both' })).toMatchObject({
      result: 'not',
      check: true,
    })
    expect(on('2026-09-01', fatherUnknown, civil)).toMatchObject({
      result: 'toVerify',
      check: true,
      since: null,
    })
    expect(on('2026-09-01', child([parent('mother', [away('2026-01-01')])]), civil).result).toBe('toVerify')
  })

  it('K-13: a step-parent takes the place of the dead or unknown parent', () => {
    const facts = child([
      parent('father', [], { state: 'dead' }),
      parent('stepFather', [away('2026-01-01')]),
      parent('mother', [away('2026-02-01')]),
    ])
    expect(on('2026-09-01', facts, { parentsAway: 'both' })).toMatchObject({
      result: 'counted',
      since: '2026-05-01',
    })
  })

  it('K-14: incapacity is judged on the day and needs no minimum time', () => {
    const facts = child([
      parent('father', [away('2026-01-01')]),
      parent('mother', [], { incapable: true, unableFrom: '2026-08-30' }),
    ])
    // What is yet to come is not judged before its day.
    expect(on('2026-08-29', facts, civil)).toMatchObject({
      result: 'not',
      expectedFrom: null,
      reasons: [{ code: 'oneParentAway' }, { code: 'otherParentAtHome', who: 'mother' }],
    })
    expect(on('2026-09-01', facts, civil)).toMatchObject({
      result: 'counted',
      since: '2026-08-30',
      kind: 'oneAwayOtherUnable',
    })
  })

  it('K-15: unknown residence under a rural rule is not counted, to be verified, but only if the rest holds', () => {
    const facts = child([parent('father', [away('2026-01-01')]), parent('mother')], { residence: 'unknown' })
    expect(on('2026-09-01', facts)).toMatchObject({ result: 'toVerify', check: true })
    expect(on('2026-09-01', facts, { residence: 'any' }).result).toBe('counted')
    expect(on('2026-09-01', child([parent('father')], { residence: 'unknown' })).result).toBe('not')
  })

  it('K-16: the education rule asks for the grade, not the age or residence', () => {
    const education = getDefinitionPreset('education').params
    const facts = child([parent('father', [away('2026-01-01')]), parent('mother')], {
      birthDate: '2009-01-01',
      residence: 'urban',
      grade: 9,
    })
    expect(on('2026-09-01', facts, education).result).toBe('counted')
    expect(on('2026-09-01', { ...facts, grade: 10 }, education).reasons).toContainEqual({
      code: 'gradeOutside',
      grade: 10,
    })
    expect(on('2026-09-01', { ...facts, grade: null }, education).result).toBe('toVerify')
  })

  it('K-16: the civil-affairs rule has no minimum time and wants a rural child under 16', () => {
    const facts = child([parent('father', [away('2026-08-31')]), parent('mother', [away('2026-08-31')])])
    expect(on('2026-08-31', facts, civil)).toMatchObject({ result: 'counted', since: '2026-08-31' })
    expect(on('2026-08-31', { ...facts, residence: 'urban' }, civil).reasons).toContainEqual({
      code: 'notRural',
    })
  })

  it('K-17: an absence that begins after the as-of date does not exist on it', () => {
    const facts = child([parent('father', [away('2026-09-02')]), parent('mother')])
    expect(on('2026-09-01', facts)).toMatchObject({ result: 'not', reasons: [{ code: 'noParentAway' }] })
  })

  it('an absence whose start nobody knows counts without a minimum and is to be verified with one', () => {
    const facts = child([parent('father', [away(null)]), parent('mother')])
    expect(on('2026-09-01', facts, { minMonthsAway: 0 })).toMatchObject({ result: 'counted', since: null })
    expect(on('2026-09-01', facts)).toMatchObject({ result: 'toVerify', check: true })
    expect(on('2026-09-01', facts).reasons).toContainEqual({ code: 'absenceStartUnknown', who: 'father' })
  })

  it('a planned return before the minimum promises no day', () => {
    const facts = child([parent('father', [away('2026-08-01', '2026-10-01')]), parent('mother')])
    expect(on('2026-09-01', facts, { allowedGapDays: 0 })).toMatchObject({
      result: 'not',
      expectedFrom: null,
    })
  })
})
