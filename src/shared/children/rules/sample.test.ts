import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import readExcelFile from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { percent } from '#shared/percent/rules.ts'
import type { ChildFacts, DefinitionParams, ParentFacts } from '#shared/children/schema.ts'
import { getDefinitionPreset } from './definitions.ts'
import { evaluate } from './evaluate.ts'

const folder = join(import.meta.dirname, '../../../server/testing/samples')

interface Expected {
  asOf: string
  counts: Record<string, number>
  sharePercentAny: number
  byClass: Record<string, Record<string, number>>
  matrix: {
    parentsAway: DefinitionParams['parentsAway']
    minMonthsAway: number
    ageBelow: number | null
    residence: DefinitionParams['residence']
    count: number
  }[]
  breakdownOf_any3_rural_u16: { byParentsAway: { bothAway3m: number; oneAway3m: number } }
  historySheet: {
    onDate: string
    any3_rural_u16_withHistory: Record<string, number>
  }
  any3_rural_u16_rows: number[]
  both3_rural_u16_rows: number[]
  civilAffairs_rows: number[]
  civilAffairs_toVerify_rows: number[]
  education_rows: number[]
  orphans_rows: number[]
  edgeRows: {
    row: number
    why: string
    any3_rural_u16: boolean
    both3_rural_u16: boolean
    civilAffairs: boolean
    education: boolean
    eligibleFrom_any3: string | null
  }[]
}

interface Pupil {
  row: number
  className: string
  facts: ChildFacts
}

const expected = JSON.parse(readFileSync(join(folder, 'roster-clean.expected.json'), 'utf8')) as Expected
const relations: Record<string, ParentFacts['relation']> = {
  父亲: 'father',
  母亲: 'mother',
  养父: 'adoptiveFather',
  养母: 'adoptiveMother',
  继父: 'stepFather',
  继母: 'stepMother',
}
const grades = '一二三四五六'
const rural3u16 = params({ parentsAway: 'oneOrBoth', minMonthsAway: 3, ageBelow: 16, residence: 'rural' })
const definitions = {
  any3_rural_u16: rural3u16,
  both3_rural_u16: params({ ...rural3u16, parentsAway: 'both' }),
  civilAffairs: params({ ...getDefinitionPreset('civilAffairs').params, allowedGapDays: 0 }),
  education: params({ ...getDefinitionPreset('education').params, allowedGapDays: 0 }),
}
let pupils: readonly Pupil[] = []
let pupilsWithHistory: readonly Pupil[] = []

function params(some: Partial<DefinitionParams>): DefinitionParams {
  return { ...getDefinitionPreset('ruralUnder16').params, allowedGapDays: 0, grades: null, ...some }
}

function on(row: number, using: DefinitionParams, asOf = expected.asOf, from = pupils) {
  const pupil = from.find((one) => one.row === row)
  if (pupil === undefined) throw new Error(`no row ${row}`)
  return evaluate({ key: 'sample', version: 1, params: using }, pupil.facts, asOf)
}

function rows(using: DefinitionParams, result = 'counted', asOf = expected.asOf, from = pupils): number[] {
  return from.map((one) => one.row).filter((row) => on(row, using, asOf, from).result === result)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function gradeOf(label: string): number {
  const number = grades.indexOf(label.charAt(2)) + 1
  return label.startsWith('初中') ? number + 6 : number
}

type Row = Record<string, unknown>

function table(data: readonly (readonly unknown[])[]): Row[] {
  const [header = [], ...body] = data
  return body.map((cells) => Object.fromEntries(header.map((title, at) => [text(title), cells[at]])))
}

function parentOf(row: Row, member: string, history: readonly Row[]): ParentFacts[] {
  const relation = relations[text(row[`${member}关系`])]
  if (relation === undefined) return []
  const name = text(row[`${member}姓名`])
  const from = text(row[`${member}外出开始日期`])
  const to = text(row[`${member}返乡日期`]) || null
  const earlier = history
    .filter((h) => h['身份证件号'] === row['身份证件号'] && h['成员姓名'] === name)
    .map((h) => ({ from: text(h['外出开始日期']), to: text(h['返乡日期']), kind: 'work' as const }))
  const atHome = from === '' || (to !== null && to <= expected.asOf)
  return [
    {
      relation,
      state: name === '已故' ? 'dead' : name === '不详' ? 'unknown' : 'present',
      incapable: text(row[`${member}是否监护人`]) === '否' && atHome,
      absences: [...earlier, ...(from === '' ? [] : [{ from, to, kind: 'work' as const }])],
    },
  ]
}

function pupilOf(row: Row, at: number, history: readonly Row[]): Pupil {
  const birth = text(row['出生日期'])
  return {
    row: at + 2,
    className: text(row['班级名称']),
    facts: {
      birthDate: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
      residence: row['户口性质'] === '农业户口' ? 'rural' : 'urban',
      grade: gradeOf(text(row['年级'])),
      parents: [...parentOf(row, '成员1', history), ...parentOf(row, '成员2', history)],
    },
  }
}

beforeAll(async () => {
  const sheets = await readExcelFile(join(folder, 'roster-clean.xlsx'))
  const [roster = [], history = []] = sheets.map((sheet) => table(sheet.data))
  pupils = roster.map((row, at) => pupilOf(row, at, []))
  pupilsWithHistory = roster.map((row, at) => pupilOf(row, at, history))
})

describe('the clean roster on 2026-09-01', () => {
  it('F01: 122 of 743 pupils, 16.4 %', () => {
    const count = rows(definitions.any3_rural_u16).length
    expect([count, pupils.length]).toEqual([122, 743])
    expect(percent(count, pupils.length)).toBe(expected.sharePercentAny)
  })

  it('K-10…K-16: counts the very rows of each definition', () => {
    expect(rows(definitions.any3_rural_u16)).toEqual(expected.any3_rural_u16_rows)
    expect(rows(definitions.both3_rural_u16)).toEqual(expected.both3_rural_u16_rows)
    expect(rows(definitions.civilAffairs)).toEqual(expected.civilAffairs_rows)
    expect(rows(definitions.education)).toEqual(expected.education_rows)
  })

  it('K-13: an unknown other parent leaves the civil-affairs case to be verified', () => {
    expect(rows(definitions.civilAffairs, 'toVerify')).toEqual(expected.civilAffairs_toVerify_rows)
    expect(on(291, definitions.civilAffairs)).toMatchObject({ result: 'not', check: true })
    for (const row of expected.orphans_rows) {
      expect(on(row, definitions.any3_rural_u16)).toMatchObject({
        result: 'not',
        check: false,
        reasons: [{ code: 'noParentLivingOrKnown' }],
      })
    }
  })

  it('X-01…X-04: the whole matrix of parents, months, age and residence', () => {
    const wrong = expected.matrix.filter(({ count, ...some }) => rows(params(some)).length !== count)
    expect(wrong).toEqual([])
  })

  it('counts every class', () => {
    for (const [key, using] of Object.entries(definitions)) {
      const counted = new Set(rows(using))
      for (const [className, counts] of Object.entries(expected.byClass)) {
        const inClass = pupils.filter((one) => one.className === className)
        expect(inClass.length).toBe(counts['pupils'])
        expect(inClass.filter((one) => counted.has(one.row)).length, `${key} ${className}`).toBe(counts[key])
      }
    }
  })

  it('K-12: both away three months together, or one', () => {
    const kinds = rows(rural3u16).map((row) => on(row, rural3u16).kind)
    const { bothAway3m, oneAway3m } = expected.breakdownOf_any3_rural_u16.byParentsAway
    expect(kinds.filter((kind) => kind === 'bothAway').length).toBe(bothAway3m)
    expect(kinds.filter((kind) => kind === 'oneAway').length).toBe(oneAway3m)
  })

  it('every edge row, with the first day it counts', () => {
    for (const edge of expected.edgeRows) {
      for (const key of Object.keys(definitions) as (keyof typeof definitions)[]) {
        expect(on(edge.row, definitions[key]).result === 'counted', `${edge.row} ${key}: ${edge.why}`).toBe(
          edge[key],
        )
      }
      const { since, expectedFrom } = on(edge.row, rural3u16)
      expect(since ?? expectedFrom, `${edge.row}: ${edge.why}`).toBe(edge.eligibleFrom_any3)
    }
  })

  it('K-11: on 2026-03-15 with the earlier absences, by days of visit allowed', () => {
    const { onDate, any3_rural_u16_withHistory: counts } = expected.historySheet
    for (const days of [0, 4, 5]) {
      const using = params({ ...rural3u16, allowedGapDays: days })
      expect(rows(using, 'counted', onDate, pupilsWithHistory).length, `${days} days`).toBe(
        counts[`allowedGapDays_${days}`],
      )
    }
  })
})
