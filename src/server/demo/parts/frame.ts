import { type LocalDate, monthStart } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import {
  DEFINITION_PRESETS,
  getDefinitionPreset,
  type DefinitionKey,
} from '#shared/children/rules/definitions.ts'
import type { Definition } from '#shared/children/schema.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { windowsOf } from '#shared/duties/rules/windows.ts'
import { CardKind, type PlanParams, type Rule } from '#shared/duties/schema.ts'
import { calendarOf, inventYears, type InventedYear } from './calendar.ts'
import type { RuleWindow } from './records.ts'
import type { Rows } from './tables.ts'

export interface FrameWanted {
  readonly schoolName: string
  readonly today: LocalDate
  readonly years: number
  readonly classesPerGrade: number
  readonly preset: string
  readonly definition: DefinitionKey
  /** What the school sets otherwise than the preset. */
  readonly settings: Partial<PlanParams>
  /** The plan's first day. */
  readonly effectiveFrom: LocalDate
}

export interface FrameClass {
  readonly id: string
  readonly yearFrom: LocalDate
  readonly yearTo: LocalDate
  readonly grade: number
  readonly number: number
}

/** A school before anybody is in it: calendar, classes, definitions, plan and rules. */
export interface Frame {
  readonly schoolId: string
  readonly years: readonly InventedYear[]
  readonly calendar: Calendar
  readonly classes: readonly FrameClass[]
  readonly definition: Definition
  readonly definitions: readonly (Definition & { readonly id: string })[]
  readonly rules: ReadonlyMap<CardKind, { readonly id: string; readonly performerRole: string }>
  /** Every window from the plan's first day to the end of the current term, in order of the days they end on. */
  readonly windows: readonly RuleWindow[]
}

const GRADE_NAMES = Array.from('一二三四五六七八九')
export const className = (grade: number, number: number): string =>
  `${GRADE_NAMES[grade - 1] ?? ''}年级(${number})班`

function addYears(
  rows: Rows,
  ids: () => string,
  schoolId: string,
  years: readonly InventedYear[],
  perGrade: number,
): FrameClass[] {
  const classes: FrameClass[] = []
  for (const year of years) {
    const yearId = ids()
    rows.add('school_year', {
      school_id: schoolId,
      id: yearId,
      name: year.name,
      starts_on: year.from,
      ends_on: year.to,
    })
    for (const term of year.terms)
      rows.add('term', {
        school_id: schoolId,
        id: ids(),
        school_year_id: yearId,
        name: term.name,
        starts_on: term.from,
        ends_on: term.to,
      })
    for (let grade = 1; grade <= GRADE_NAMES.length; grade += 1)
      for (let number = 1; number <= perGrade; number += 1) {
        const id = ids()
        const before = classes.find(
          (one) => one.yearTo < year.from && one.grade === grade - 1 && one.number === number,
        )
        classes.push({ id, yearFrom: year.from, yearTo: year.to, grade, number })
        rows.add('class', {
          school_id: schoolId,
          id,
          school_year_id: yearId,
          grade,
          number,
          name: className(grade, number),
          promoted_from: before?.id ?? null,
        })
      }
  }
  return classes
}

function planOf({ preset, definition, settings }: FrameWanted): PlanParams {
  const found = PLAN_PRESETS.find(({ key }) => key === preset)
  if (!found) throw new Error(`no plan ${preset}`)
  return { ...found.params, ...settings, definition }
}

/** The last day for which duties are opened: the end of the current or coming term. */
function horizon(calendar: Calendar, today: LocalDate): LocalDate {
  return calendar.terms.find(({ to }) => to >= today)?.to ?? calendar.years.at(-1)?.to ?? today
}

export function addFrame(rows: Rows, ids: () => string, wanted: FrameWanted): Frame {
  const { today, effectiveFrom } = wanted
  const schoolId = ids()
  const years = inventYears(today, wanted.years)
  const calendar = calendarOf(years)
  rows.add('unit', {
    id: schoolId,
    kind: 'school',
    name: wanted.schoolName,
    path: `/${schoolId}/`,
    data_officer: '德育处',
  })
  const classes = addYears(rows, ids, schoolId, years, wanted.classesPerGrade)
  for (const { day, kind, name } of calendar.days)
    rows.add('calendar_day', { school_id: schoolId, id: ids(), day, kind, name })
  const definitions = DEFINITION_PRESETS.map((preset) => ({ ...preset, id: ids() }))
  for (const { id, key, version, params } of definitions)
    rows.add('definition', {
      school_id: schoolId, id, key, version, params, is_primary: key === wanted.definition, effective_from: effectiveFrom,
    }) // prettier-ignore
  const plan = planOf(wanted)
  const planId = ids()
  const definitionId = definitions.find(({ key }) => key === wanted.definition)?.id ?? ''
  rows.add('care_plan', {
    school_id: schoolId,
    id: planId,
    preset: wanted.preset,
    params: plan,
    definition_id: definitionId,
    effective_from: effectiveFrom,
  })
  // What is due besides talks, contacts and visits was taken on this school year, the frequent ones this month.
  const year = calendar.years.findLast(({ from }) => from <= today)?.from ?? effectiveFrom
  const takenOn = ({ period }: Rule): LocalDate =>
    period === 'term' || period === 'schoolYear' ? year : monthStart(today)
  const rules = rulesOf(plan, effectiveFrom).map((rule) => {
    const care = CardKind.safeParse(rule.key).data
    return { id: ids(), care, rule: care ? rule : { ...rule, effectiveFrom: takenOn(rule) } }
  })
  for (const { rule, id } of rules) {
    const { key, version, effectiveFrom: from, effectiveTo: _, ...params } = rule
    rows.add('duty_rule', {
      school_id: schoolId,
      id,
      plan_id: planId,
      key,
      version,
      params,
      effective_from: from,
    })
  }
  const until = horizon(calendar, today)
  const windows = rules.flatMap(({ rule, care }) =>
    care === undefined
      ? []
      : windowsOf(rule, calendar, effectiveFrom, until).map((window): RuleWindow => ({
          ...window,
          key: care,
        })),
  )
  return {
    schoolId,
    years,
    calendar,
    classes,
    definition: getDefinitionPreset(wanted.definition),
    definitions,
    rules: new Map(
      rules.flatMap(({ rule, care, id }) =>
        care ? [[care, { id, performerRole: rule.performerRole }] as const] : [],
      ),
    ),
    windows: windows.toSorted((a, b) => (a.to < b.to ? -1 : 1)),
  }
}
