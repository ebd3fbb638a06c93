import { readFileSync } from 'node:fs'

import { beforeAll, describe, expect, it } from 'vitest'

import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts'
import { type NormalisedRoster, normaliseRoster } from '#shared/roster/rules/normalise.ts'
import { ColumnMapSchema, RosterRow, RosterSummary, SkippedRow } from '#shared/roster/schema.ts'

import { type ReadRoster, readRoster } from './read-roster.ts'

const samples = new URL('../../testing/samples/', import.meta.url)

type ExpectedFields = Record<string, unknown> & {
  members: Record<string, unknown>[]
  carer: Record<string, unknown> | null
  age_fromFormulaCell: number
}
type Expected = {
  asOf: string
  headerRows: number[]
  firstDataRow: number
  sheet: string
  hiddenColumns: string[]
  knownClasses: string[]
  summary: Record<string, unknown>
  skipped: { row: number; why: string }[]
  rows: {
    row: number
    status: string
    fields?: ExpectedFields
    corrections?: { field: string }[]
    warnings?: object[]
    refusedFor?: object[]
    otherRow?: number
    tag?: string
  }[]
}

const expected = JSON.parse(readFileSync(new URL('roster-messy.expected.json', samples), 'utf8')) as Expected
const taken = expected.rows.filter((row) => row.status !== 'refused')
const byField = (a: { field: string }, b: { field: string }): number => a.field.localeCompare(b.field)

/** The row's fields in the shape of the expected file: its keys only, sex as a word. */
function inExpectedShape(row: NormalisedRow, like: ExpectedFields): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...row.fields, sex: row.fields?.sex === 'male' ? '男' : '女' }
  const pick = (from: object | null | undefined, keys: object | undefined): Record<string, unknown> =>
    Object.fromEntries(
      Object.keys(keys ?? {}).map((key) => [key, (from as Record<string, unknown> | null)?.[key]]),
    )
  return {
    ...pick(fields, like),
    age_fromFormulaCell: fields['age'],
    members: row.fields?.members.map((member, index) => pick(member, like.members[index])),
    carer: row.fields?.carer === null ? null : pick(row.fields?.carer, like.carer ?? {}),
  }
}

describe('roster-messy.xlsx', () => {
  let outcome: ReadRoster
  let roster: NormalisedRoster
  const rowOf = (row: number): NormalisedRow => {
    const found = roster.rows.find((candidate) => candidate.row === row)
    if (found === undefined) throw new Error(`row ${row} is missing`)
    return found
  }

  beforeAll(async () => {
    const bytes = readFileSync(new URL('roster-messy.xlsx', samples))
    const read = await readRoster(bytes, { asOf: expected.asOf, knownClasses: expected.knownClasses })
    if (!read.ok || read.roster === null) throw new Error('the sample must be readable')
    outcome = read
    roster = read.roster
  })

  it('finds the two-row header below title and note, on the first sheet (K-77)', () => {
    expect(outcome.headerRows).toEqual(expected.headerRows)
    expect(outcome.sheets[outcome.sheet]?.name).toBe(expected.sheet)
    expect(roster.rows[0]?.row).toBe(expected.firstDataRow)
  })

  it('K-77: does not read hidden columns, but names them', () => {
    const hidden = outcome.columns.filter((column) => column.hidden)
    expect(hidden.map((column) => column.header)).toEqual(expected.hiddenColumns)
    expect(hidden.every((column) => column.field === null)).toBe(true)
  })

  it('K-77: lists blank, header, total and signature rows as skipped', () => {
    expect(roster.skipped).toEqual(expected.skipped)
  })

  it('counts as expected', () => {
    expect(roster.summary).toMatchObject(expected.summary)
    expect(roster.rows.map((row) => row.row)).toEqual(expected.rows.map((row) => row.row))
  })

  it.each(expected.rows.map((row) => [row.row, row.tag ?? row.status, row] as const))(
    'row %i: %s',
    (number, _, like) => {
      const row = rowOf(number)
      expect(row.status).toBe(like.status)
      expect(row.refusedFor).toEqual(like.refusedFor ?? [])
      expect(like.otherRow ?? row.otherRow).toBe(row.otherRow)
      expect(like.fields && inExpectedShape(row, like.fields)).toEqual(like.fields)
      expect(row.fields === null).toBe(like.fields === undefined)
    },
  )

  it.each(taken.map((row) => [row.row, row] as const))(
    'row %i: what was put right and what is warned about',
    (number, like) => {
      const row = rowOf(number)
      expect(row.corrections.toSorted(byField)).toEqual(like.corrections?.toSorted(byField))
      expect(row.warnings).toHaveLength(like.warnings?.length ?? 0)
      expect(row.warnings).toEqual(expect.arrayContaining(like.warnings ?? []))
    },
  )

  it('normalising what was normalised changes nothing', () => {
    const keys = [
      'name',
      'sex',
      'birthDate',
      'idNumber',
      'ethnic',
      'className',
      'address',
      'phone',
      'note',
    ] as const
    const memberKeys = ['name', 'phone', 'place', 'awayFrom', 'returnedOn'] as const
    const pupils = roster.rows.flatMap((row) => row.fields ?? [])
    const rows = pupils.map((pupil, index) => {
      const own = keys.map((key) => (key === 'sex' ? { male: '男', female: '女' }[pupil.sex] : pupil[key]))
      const members = pupil.members.flatMap((member) => [
        member.state === 'dead' ? '已故' : member.name,
        ...memberKeys.slice(1).map((key) => member[key]),
      ])
      return {
        row: index + 2,
        cells: [...own, ...members, pupil.carer?.relation ?? null, pupil.carer?.name ?? null],
      }
    })
    const fields = [
      ...keys,
      ...(['father', 'mother'] as const).flatMap((slot) =>
        memberKeys.map((key) => `${slot}.${key}` as const),
      ),
      'carer.relation',
      'carer.name',
    ] as const
    const map = Object.fromEntries(fields.map((field, index) => [field, index]))
    const sheet = { name: '', hidden: false, hiddenColumns: [], merges: [], rows }
    const again = normaliseRoster({
      sheet,
      map,
      headerRows: [1],
      knownClasses: expected.knownClasses,
      asOf: expected.asOf,
    })
    expect(again.rows.filter((row) => row.corrections.length > 0 || row.status === 'refused')).toEqual([])
    expect(again.rows.map((row) => row.fields?.members.map((member) => member.state))).toEqual(
      pupils.map((pupil) => pupil.members.map((member) => member.state)),
    )
  })

  it('every row, summary and skipped row has the shape that is sent to the screen', () => {
    expect(RosterRow.array().parse(roster.rows)).toEqual(roster.rows)
    expect(RosterSummary.parse(roster.summary)).toEqual(roster.summary)
    expect(SkippedRow.array().parse(roster.skipped)).toEqual(roster.skipped)
    expect(ColumnMapSchema.parse(outcome.map)).toEqual(outcome.map)
  })

  it('K-72: namesakes are taken and told of', () => {
    expect(rowOf(70).notices).toEqual([{ field: '姓名', reason: 'namesake', otherRow: 40 }])
  })
})
