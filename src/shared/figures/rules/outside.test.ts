import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTSIDE_COLUMNS, type OutsideCounts, outsideTables, outsideText } from './outside.ts'
import { COLUMN_WORDS, rowWords, TABLE_WORDS } from './outside-words.ts'

const counts: OutsideCounts = {
  grades: [{ grade: 3, pupils: 743, male: 60, female: 62, unknown: 0 }],
  parents: { oneAway: 70, bothAway: 52 },
  carers: { parent: 50, grandparent: 60, relativeOrFriend: 12, nobodyOrUncertain: 0, notRecorded: 0 },
  files: { complete: 122, incomplete: 0 },
  enrolment: { enrolled: 122, out: 0 },
  retention: { moved: 0, kept: 122, lost: 0 },
  duties: { onTime: 40, late: 0, missed: 0, excused: 0 },
}

const textOf = (exact: OutsideCounts, table: string): Record<string, string[]> =>
  Object.fromEntries(
    outsideTables(exact)
      .filter(({ key }) => key === table)
      .flatMap(({ rows }) => rows.map(({ key, cells }) => [String(key), cells.map(outsideText)])),
  )

describe('K-54, H-22: what leaves the school', () => {
  it('F01, F04, F05, F06, F24, F25, F28: what is large enough leaves exact, with its shares', () => {
    expect(textOf(counts, 'grades')['all']).toEqual(['743', '122', '16.4%', '60', '62', '621'])
    expect(textOf(counts, 'parents')).toMatchObject({ oneAway: ['70', '57.4%'], bothAway: ['52', '42.6%'] })
    expect(textOf(counts, 'carers')).toMatchObject({
      grandparent: ['60', '49.2%'],
      notRecorded: ['0', '0%'],
    })
    expect(textOf(counts, 'files')['complete']).toEqual(['122', '100%'])
    expect(textOf(counts, 'enrolment')['enrolled']).toEqual(['122', '100%'])
    expect(textOf(counts, 'retention')).toMatchObject({
      start: ['122'],
      kept: ['122', '100%'],
      lost: ['0', '0%'],
    })
    expect(textOf(counts, 'duties')['onTime']).toEqual(['40', '100%'])
  })

  it('K-54: one lost child hides itself, what would give it away, and the rate', () => {
    const one = { ...counts, retention: { moved: 0, kept: 121, lost: 1 } }
    expect(textOf(one, 'retention')).toEqual({
      start: ['122'],
      moved: ['0'],
      base: ['122', '100%'],
      kept: ['*', '*'],
      lost: ['<5', '*'],
    })
    // Of the list today one is not enrolled: it stands nowhere, and cannot be computed from the list either.
    const beside = { ...counts, enrolment: { enrolled: 121, out: 0 } }
    expect(textOf(beside, 'enrolment')['enrolled']).toEqual(['*', '*'])
  })

  it('K-54: four children in four grades could only be one each: all but the pupils is withheld, the tasks stay', () => {
    const grades = [1, 2, 3, 4].map((grade) => ({ grade, pupils: 9, male: 1, female: 0, unknown: 0 }))
    const four: OutsideCounts = {
      ...counts,
      grades,
      parents: { oneAway: 4, bothAway: 0 },
      carers: { parent: 0, grandparent: 4, relativeOrFriend: 0, nobodyOrUncertain: 0, notRecorded: 0 },
      files: { complete: 4, incomplete: 0 },
      enrolment: { enrolled: 4, out: 0 },
    }
    expect(textOf(four, 'grades')['all']).toEqual(['36', '*', '*', '*', '*', '*'])
    expect(textOf(four, 'grades')['2']?.[0]).toBe('9')
    expect(textOf(four, 'carers')).toMatchObject({ grandparent: ['*', '*'], parent: ['*', '*'] })
    expect(textOf(four, 'duties')['onTime']).toEqual(['40', '100%'])
    // A small school with few: the pupils are small themselves.
    const tiny = textOf({ ...four, grades: grades.map((one) => ({ ...one, pupils: 2 })) }, 'grades')
    expect(tiny['1']).toEqual(['*', '*', '*', '*', '*', '*'])
  })

  it('K-54: who is in no class comes out by no subtraction: neither of the list and its classes, nor of who is enrolled', () => {
    const grades = [
      { grade: 0, pupils: 90, male: 20, female: 20, unknown: 0 },
      { grade: 3, pupils: 40, male: 6, female: 6, unknown: 0 },
      { grade: null, pupils: 9, male: 2, female: 0, unknown: 0 },
    ]
    const apart: OutsideCounts = {
      ...counts,
      grades,
      parents: { oneAway: 54, bothAway: 0 },
      carers: { parent: 0, grandparent: 54, relativeOrFriend: 0, nobodyOrUncertain: 0, notRecorded: 0 },
      files: { complete: 54, incomplete: 0 },
      enrolment: { enrolled: 12, out: 30 },
      retention: null,
    }
    const listed = Object.entries(textOf(apart, 'grades')).map(([row, cells]) => [row, cells[1]])
    expect(Object.fromEntries(listed)).toMatchObject({ noClass: '<5', all: '54' })
    // All those of grade 3 are enrolled: either number tells the other, and with it who is in no class.
    const { 0: kindergarten, 3: third } = Object.fromEntries(listed) as Record<string, string>
    const enrolled = textOf(apart, 'enrolment')['enrolled']?.[0]
    const known = [kindergarten, [third, enrolled].find((shown) => shown !== '*') ?? '*']
    expect(known).toContain('*')
  })

  it('K-50: nothing to divide by has no share', () => {
    const none = { ...counts, retention: { moved: 6, kept: 0, lost: 0 } }
    expect(textOf(none, 'retention')).toMatchObject({ base: ['0', '–'], kept: ['0', '–'], lost: ['0', '–'] })
  })

  it('K-54: whatever the counts, none from 1 to 4 and no share of a hidden one is sent, and large ones stay exact', () => {
    const few = fc.integer({ min: 0, max: 12 })
    const grade = fc.record({ others: few, male: few, female: few, unknown: fc.constantFrom(0, 0, 2) })
    fc.assert(
      fc.property(
        fc.array(grade, { maxLength: 4 }),
        few,
        few,
        fc.tuple(few, few, few),
        (own, a, b, [moved, kept, lost]) => {
          const grades = own.map(({ others, ...sexes }, grade) => ({
            ...sexes,
            grade,
            pupils: others + sexes.male + sexes.female + sexes.unknown,
          }))
          const listed = grades.reduce((sum, { male, female, unknown }) => sum + male + female + unknown, 0)
          const schooled = listed - (own[0] ? own[0].male + own[0].female + own[0].unknown : 0)
          const split = (part: number) => Math.min(part, listed)
          const exact: OutsideCounts = {
            grades,
            parents: { oneAway: split(a), bothAway: listed - split(a) },
            carers: {
              parent: split(b),
              grandparent: listed - split(b),
              relativeOrFriend: 0,
              nobodyOrUncertain: 0,
              notRecorded: 0,
            },
            files: { complete: listed - split(b), incomplete: split(b) },
            enrolment: { enrolled: Math.min(listed - split(a), schooled), out: a },
            retention: { moved, kept, lost },
            duties: { onTime: a, late: b, missed: 0, excused: 3 },
          }
          for (const { rows, columns } of outsideTables(exact))
            for (const { cells } of rows) {
              const small = cells.filter(({ share, value }) => !share && [1, 2, 3, 4].includes(value ?? 0))
              // A share stands behind its count.
              const telling = cells.filter(
                ({ share, value }, at) => share && value !== null && cells[at - 1]?.hidden !== null,
              )
              const sent = cells.filter(({ value, hidden }) => hidden !== null && value !== null)
              expect([small, telling, sent]).toEqual([[], [], []])
              expect(cells.length).toBeLessThanOrEqual(columns.length)
            }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('has a word in both languages for whatever it shows', () => {
    for (const { key, columns, rows } of outsideTables(counts)) {
      expect([TABLE_WORDS[key].zh, TABLE_WORDS[key].en].every((text) => text.length > 1)).toBe(true)
      for (const column of columns) expect(COLUMN_WORDS[column].zh.length).toBeGreaterThan(0)
      for (const row of rows) expect(rowWords(row.key).en.length).toBeGreaterThan(1)
    }
    expect(OUTSIDE_COLUMNS.every((column) => column in COLUMN_WORDS)).toBe(true)
    expect([rowWords(0).zh, rowWords(9).zh, rowWords(12).zh]).toEqual(['幼儿园', '九年级', '高三'])
  })
})
