import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Rule } from '#shared/duties/schema.ts'
import {
  CARE_DUTIES,
  CATALOGUE,
  ELSEWHERE_DUTIES,
  evidenceOf,
  findCatalogueDuty,
  LATER_DUTIES,
} from './catalogue.ts'
import { dutyName, NAMED_KEYS } from './names.ts'
import { periodChoices, planRules, ruleParams, rulesOf } from './plan-rules.ts'
import { findPlanPreset, PLAN_PRESETS } from './presets.ts'

const all = Array.from({ length: 52 }, (_, at) => `D${String(at + 1).padStart(2, '0')}`)

describe('the catalogue of duties', () => {
  it('D01–D52: each is a rule, one of the three every plan sets itself, or named as another feature’s', () => {
    const opened = [...CATALOGUE.flatMap(({ duties }) => duties), ...Object.values(CARE_DUTIES).flat()]
    const others = [...ELSEWHERE_DUTIES, ...LATER_DUTIES].map(({ duty }): string => duty)
    expect([...new Set(opened), ...others].toSorted()).toEqual(all)
    // What is there is there, and what is to come is not.
    const there = (feature: string) => existsSync(`src/shared/${feature}/api.ts`)
    expect(ELSEWHERE_DUTIES.every(({ feature }) => there(feature))).toBe(true)
    expect(LATER_DUTIES.some(({ feature }) => there(feature))).toBe(false)
  })

  it('D50: 42 entries of the year calendar, and their 45 clauses', () => {
    const entries = CATALOGUE.filter(({ duties }) => duties.includes('D50'))
    expect(entries).toHaveLength(42)
    expect(new Set(entries.flatMap(({ sources }) => sources)).size).toBe(45)
    expect(entries.every(({ months }) => months?.length === 1 && (months[0] ?? 0) > 0)).toBe(true)
  })

  it('D27, P2-95: January asks a summary of the school and one of each class', () => {
    const january = CATALOGUE.filter(({ duties }) => duties.includes('D27'))
    expect(january.map(({ per, months, plans }) => [per, months, plans])).toEqual(
      ['class', 'school'].map((per) => [per, [1], { plan2: 'plan' }]),
    )
  })

  it('has one key and one name in each language for each, and sound parameters', () => {
    const keys = CATALOGUE.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(NAMED_KEYS.toSorted()).toEqual([...keys, ...Object.keys(CARE_DUTIES)].toSorted())
    expect(dutyName('meeting')).toEqual({ zh: '关爱工作会议', en: 'Meeting on care' })
    expect(dutyName('newerThanThis').zh).toBe('newerThanThis')
    for (const duty of CATALOGUE) {
      for (const period of periodChoices(duty.key)) {
        const rule = {
          ...ruleParams(duty, period),
          key: duty.key,
          version: 1,
          effectiveFrom: '2026-09-01',
          effectiveTo: null,
        }
        expect(Rule.parse(rule)).toEqual(rule)
      }
      // A duty is shown by cards about the child or by a record of work, never by either.
      expect(duty.cardKinds.includes('work') && duty.cardKinds.length > 1, duty.key).toBe(false)
      expect(duty.per === 'child' || duty.cardKinds[0] === 'work', duty.key).toBe(true)
      expect(duty.period === 'event', duty.key).toBe(duty.event !== undefined)
    }
  })

  it('says no word that hurts: 留守 is nowhere on a list a child might see', () => {
    expect(NAMED_KEYS.filter((key) => /留守|困难儿童|问题/.test(dutyName(key).zh))).toEqual([])
  })

  it('K-20: duties of the family run all year', () => {
    for (const key of ['familyCall', 'letterHome', 'homeReturn'])
      expect(findCatalogueDuty(key)?.inTermOnly, key).toBe(false)
  })

  it('knows the evidence of each key', () => {
    expect(evidenceOf('talk')).toEqual(['talk'])
    expect(evidenceOf('summerVisit')).toEqual(['homeVisit'])
    expect(evidenceOf('meeting')).toEqual(['work'])
  })
})

describe('further duties of the plans', () => {
  const on = (preset: string): string[] => planRules(preset).flatMap((rule) => (rule.on ? rule.key : []))

  it('Part 4: each plan asks for its own; what it gives no number for is proposed switched off', () => {
    expect(on('plan1')).toEqual([
      'weeklyPlan', 'weeklyRecord', 'helpPlan', 'termSummary', 'classYearSummary', 'meeting', 'teacherAppraisal', 'excellentTeacher',
    ]) // prettier-ignore
    // The letter home and two visits, the 42 entries of the year, and the class's part of the last of them.
    expect(on('plan2')).toHaveLength(3 + 42 + 1)
    expect(on('plan7')).toEqual(['parentsAtTermStart', 'parentsAtHoliday', 'parentHome'])
    expect(on('plan11')).toEqual(['helpAction', 'informationCheck', 'teacherAppraisal'])
    expect(planRules('plan6')).toEqual(planRules('plan8'))
    expect(planRules('plan3').find(({ key }) => key === 'symposium')).toEqual({
      key: 'symposium',
      on: false,
      by: 'school',
      period: 'term',
    })
    expect(planRules('plan2').find(({ key }) => key === 'letterHome')?.period).toBe('once')
  })

  it('adds nothing to a plan that has not taken them', () => {
    for (const { params } of PLAN_PRESETS) expect(rulesOf(params, '2026-09-01').length).toBeLessThanOrEqual(3)
  })

  it('makes rules of what is on, in the period chosen', () => {
    const params = findPlanPreset('plan5')?.params
    if (!params) throw new Error('plan5')
    const rules = planRules('plan5').map((rule) =>
      rule.key === 'interestGroup' ? { ...rule, period: 'month' as const } : rule,
    )
    const made = rulesOf({ ...params, rules }, '2026-09-01')
    expect(made.find(({ key }) => key === 'starRound')).toMatchObject({
      per: 'school',
      perPeriod: 2,
      period: 'term',
    })
    expect(made.find(({ key }) => key === 'interestGroup')).not.toHaveProperty('weekdays')
    expect(made.some(({ key }) => key === 'homeOpening')).toBe(false)
  })

  it('offers fixed and dated duties no other period', () => {
    expect(periodChoices('interestGroup')).toEqual(['weekdays'])
    expect(periodChoices('feb1')).toEqual(['dates'])
    expect(periodChoices('weeklyPlan')).toContain('month')
    expect(periodChoices('unknown')).toEqual([])
  })
})
