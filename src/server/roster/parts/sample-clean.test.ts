import { readFileSync } from 'node:fs'

import { beforeAll, describe, expect, it } from 'vitest'

import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts'
import type { NormalisedRoster } from '#shared/roster/rules/normalise.ts'

import { type ReadRoster, readRoster } from './read-roster.ts'

const samples = new URL('../../testing/samples/', import.meta.url)

type Expected = {
  asOf: string
  accepted: number
  firstDataRow: number
  byClass: Record<string, { pupils: number }>
  schoolBySex: Record<string, number>
  schoolByHukou: Record<string, number>
  schoolByBoarding: Record<string, number>
  registerFlag: Record<string, number>
  urgent_nobodyOrUncertain_rows: number[]
  orphans_rows: number[]
  disabled_rows: number[]
  leapDay_rows: number[]
  any3_rural_u16_rows: number[]
  both3_rural_u16_rows: number[]
  edgeRows: { row: number; name: string; idNumber: string }[]
  historySheet: { rows: number }
}
const expected = JSON.parse(readFileSync(new URL('roster-clean.expected.json', samples), 'utf8')) as Expected

describe('roster-clean.xlsx', () => {
  let outcome: ReadRoster
  let roster: NormalisedRoster
  const rowsWhere = (test: (row: NormalisedRow) => unknown): number[] =>
    roster.rows.filter(test).map((row) => row.row)
  const count = (test: (row: NormalisedRow) => unknown): number => rowsWhere(test).length

  beforeAll(async () => {
    const bytes = readFileSync(new URL('roster-clean.xlsx', samples))
    const read = await readRoster(bytes, { asOf: expected.asOf, knownClasses: [], absenceSheets: [1] })
    if (!read.ok || read.roster === null) throw new Error('the sample must be readable')
    outcome = read
    roster = read.roster
  })

  it('takes all 743 pupils as they stand and refuses none', () => {
    expect(roster.summary).toMatchObject({
      dataRows: expected.accepted,
      accepted: expected.accepted,
      refused: 0,
    })
    expect(roster.rows[0]?.row).toBe(expected.firstDataRow)
    expect(outcome.columns.every((column) => column.field !== null)).toBe(true)
  })

  it('proposes the 18 classes with grade, number and pupils', () => {
    const pupils = Object.fromEntries(roster.proposedClasses.map((one) => [one.name, one.pupils]))
    expect(pupils).toEqual(
      Object.fromEntries(Object.entries(expected.byClass).map(([name, { pupils: n }]) => [name, n])),
    )
    expect(roster.proposedClasses.at(-1)).toMatchObject({ name: '九年级(2)班', grade: 9, number: 2 })
  })

  it('counts sex, residence, boarding and the register mark', () => {
    expect(count((row) => row.fields?.sex === 'female')).toBe(expected.schoolBySex['女'])
    expect(count((row) => row.fields?.residence === 'rural')).toBe(expected.schoolByHukou['rural'])
    expect(count((row) => row.fields?.boarding)).toBe(expected.schoolByBoarding['住校'])
    expect(count((row) => row.fields?.registerLeftBehind)).toBe(expected.registerFlag['是'])
  })

  it('K-76: orphans, disability, and nobody or nobody known as carer', () => {
    expect(rowsWhere((row) => row.fields?.orphan)).toEqual(expected.orphans_rows)
    expect(rowsWhere((row) => row.fields?.disability)).toEqual(expected.disabled_rows)
    expect(rowsWhere((row) => row.fields?.carer?.urgent)).toEqual(expected.urgent_nobodyOrUncertain_rows)
    expect(rowsWhere((row) => row.fields?.birthDate.endsWith('-02-29'))).toEqual(expected.leapDay_rows)
  })

  it('gives the dated absences of every child who counts', () => {
    const away = (row: number): number =>
      roster.rows.find((one) => one.row === row)?.fields?.members.filter((member) => member.state === 'away')
        .length ?? 0
    expect(expected.any3_rural_u16_rows.filter((row) => away(row) < 1)).toEqual([])
    expect(expected.both3_rural_u16_rows.filter((row) => away(row) < 2)).toEqual([])
  })

  it.each(expected.edgeRows)('row $row holds the pupil the edge case is about', ({ row, name, idNumber }) => {
    expect(roster.rows.find((one) => one.row === row)?.fields).toMatchObject({ name, idNumber })
  })

  it('matches the second sheet of earlier absences by ID number', () => {
    expect(outcome.sheets[1]?.kind).toBe('absences')
    expect(roster.absences.map((one) => one.status)).toEqual(
      Array(expected.historySheet.rows).fill('matched'),
    )
    const mother = roster.rows
      .find((one) => one.row === 38)
      ?.fields?.members.find((one) => one.relation === '母亲')
    expect(mother?.earlierAbsences).toEqual([
      { from: '2025-08-20', to: '2026-02-17', note: '2026年春节回家5天' },
    ])
  })
})
