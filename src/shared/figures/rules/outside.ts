import { z } from 'zod'
import { type Hiding, type Sum, suppress } from '#shared/figures/rules/suppress.ts'
import { percent } from '#shared/percent/rules.ts'

/** Name and version of the rule by which counts are hidden; a changed rule is a new version (K-54). */
export const OUTSIDE_RULE = 'K-54/2'

/** A count or a share as it is shown; hidden ones are not sent along. Value and hidden null: nothing to divide by (K-50). */
export const OutsideCell = z.object({
  share: z.boolean(),
  value: z.number().nullable(),
  hidden: z.enum(['small', 'second']).nullable(),
})
export type OutsideCell = z.infer<typeof OutsideCell>

export const OUTSIDE_COLUMNS = [
  'count',
  'share',
  'pupils',
  'listed',
  'others',
  'male',
  'female',
  'unknown',
] as const
export type OutsideColumn = (typeof OUTSIDE_COLUMNS)[number]

export const OUTSIDE_TABLES = [
  'grades',
  'parents',
  'carers',
  'files',
  'enrolment',
  'retention',
  'duties',
] as const
export type OutsideTableKey = (typeof OUTSIDE_TABLES)[number]

export const OUTSIDE_ROWS = [
  'all', 'noClass', 'oneAway', 'bothAway', 'parent', 'grandparent', 'relativeOrFriend', 'nobodyOrUncertain', 'notRecorded',
  'complete', 'incomplete', 'schoolAge', 'enrolled', 'out', 'start', 'moved', 'base', 'kept', 'lost', 'due', 'onTime', 'late',
  'missed', 'excused',
] as const // prettier-ignore
export type OutsideRow = (typeof OUTSIDE_ROWS)[number]

export const OutsideTable = z.object({
  key: z.enum(OUTSIDE_TABLES),
  columns: z.array(z.enum(OUTSIDE_COLUMNS)),
  rows: z.array(
    z.object({
      /** A grade's row says so by its number. */
      key: z.union([z.enum(OUTSIDE_ROWS), z.int()]),
      cells: z.array(OutsideCell),
    }),
  ),
})
export type OutsideTable = z.infer<typeof OutsideTable>

export interface OutsideGrade {
  /** null = in no class. */
  readonly grade: number | null
  /** Everybody on the roster. */
  readonly pupils: number
  /** On the list, by sex. */
  readonly male: number
  readonly female: number
  readonly unknown: number
}

/** The exact counts of the school; of a term null where none has begun. */
export interface OutsideCounts {
  readonly grades: readonly OutsideGrade[]
  readonly parents: { readonly oneAway: number; readonly bothAway: number }
  readonly carers: Readonly<
    Record<'parent' | 'grandparent' | 'relativeOrFriend' | 'nobodyOrUncertain' | 'notRecorded', number>
  >
  readonly files: { readonly complete: number; readonly incomplete: number }
  readonly enrolment: { readonly enrolled: number; readonly out: number }
  /** Enrolled of those on the list today: a part of both. */
  readonly retention: { readonly moved: number; readonly kept: number; readonly lost: number } | null
  readonly duties: {
    readonly onTime: number
    readonly late: number
    readonly missed: number
    readonly excused: number
  } | null
}

/** A cell of a count by its name, or a share of two of them. */
type Wanted = string | readonly [of: string, all: string]

interface Wish {
  readonly key: OutsideTableKey
  readonly columns: readonly OutsideColumn[]
  readonly rows: readonly { readonly key: OutsideRow | number; readonly cells: readonly Wanted[] }[]
}

/** Counts by name, and which of them are sums of others. */
interface Cells {
  readonly counts: Map<string, number>
  readonly sums: Sum[]
}

/** Each part of a total under `prefix`, and the total, which may be the total of other parts too. */
function addParts({ counts, sums }: Cells, total: string, parts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(parts)) counts.set(name, count)
  addSum({ counts, sums }, total, Object.keys(parts))
}

function addSum({ counts, sums }: Cells, total: string, parts: readonly string[]): void {
  counts.set(
    total,
    parts.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0),
  )
  sums.push({ total, parts })
}

const BY_GRADE = ['pupils', 'listed', 'others', 'male', 'female', 'unknown'] as const

const rowOf = ({ grade }: OutsideGrade): OutsideRow | number => grade ?? 'noClass'

function gradesTable(cells: Cells, grades: readonly OutsideGrade[]): Wish {
  for (const one of grades) {
    const at = rowOf(one)
    const { male, female, unknown } = one
    addParts(cells, `listed.${at}`, {
      [`male.${at}`]: male,
      [`female.${at}`]: female,
      [`unknown.${at}`]: unknown,
    })
    cells.counts.set(`others.${at}`, one.pupils - male - female - unknown)
    addSum(cells, `pupils.${at}`, [`listed.${at}`, `others.${at}`])
  }
  for (const column of BY_GRADE)
    addSum(
      cells,
      `${column}.all`,
      grades.map((one) => `${column}.${rowOf(one)}`),
    )
  cells.sums.push(
    { total: 'listed.all', parts: ['male.all', 'female.all', 'unknown.all'] },
    { total: 'pupils.all', parts: ['listed.all', 'others.all'] },
  )
  const sexes = [
    'male',
    'female',
    ...(grades.some(({ unknown }) => unknown > 0) ? ['unknown' as const] : []),
  ] as const
  return {
    key: 'grades',
    columns: ['pupils', 'listed', 'share', ...sexes, 'others'],
    rows: [...grades.map(rowOf), 'all' as const].map((key) => ({
      key,
      cells: [
        `pupils.${key}`,
        `listed.${key}`,
        [`listed.${key}`, `pupils.${key}`] as const,
        ...sexes.map((sex) => `${sex}.${key}`),
        `others.${key}`,
      ],
    })),
  }
}

/** Counts with the share of each of a total, which has a row of its own where it is named. */
function sharesTable(
  key: OutsideTableKey,
  rows: readonly OutsideRow[],
  total: string,
  first?: OutsideRow,
): Wish {
  return {
    key,
    columns: ['count', 'share'],
    rows: [
      ...(first === undefined ? [] : [{ key: first, cells: [total, [total, total] as const] }]),
      ...rows.map((row) => ({ key: row, cells: [`${key}.${row}`, [`${key}.${row}`, total] as const] })),
    ],
  }
}

const named = (key: OutsideTableKey, parts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(parts).map(([name, count]) => [`${key}.${name}`, count]))

/**
 * The report for outside the school (F01, F04 to F06, F24, F25, F28): exact counts become tables in which no count from 1 to 4
 * and nothing that would give one away is shown, shares neither (K-54, H-22). No name, no id, no class.
 */
export function outsideTables(exact: OutsideCounts): OutsideTable[] {
  const cells: Cells = { counts: new Map(), sums: [] }
  const wishes: Wish[] = [gradesTable(cells, exact.grades)]
  const ofListed = (key: 'parents' | 'carers' | 'files', rows: readonly OutsideRow[]): void => {
    addParts(cells, 'listed.all', named(key, exact[key]))
    wishes.push(sharesTable(key, rows, 'listed.all', 'all'))
  }
  ofListed('parents', ['oneAway', 'bothAway'])
  ofListed('carers', ['parent', 'grandparent', 'relativeOrFriend', 'nobodyOrUncertain', 'notRecorded'])
  ofListed('files', ['complete', 'incomplete'])
  addParts(cells, 'enrolment.schoolAge', named('enrolment', exact.enrolment))
  wishes.push(sharesTable('enrolment', ['enrolled', 'out'], 'enrolment.schoolAge', 'schoolAge'))
  const unshown = linkEnrolled(cells, exact)
  const { retention, duties } = exact
  if (retention) wishes.push(retentionTable(cells, retention))
  if (duties) {
    const { onTime, late, missed, excused } = duties
    addParts(cells, 'duties.due', named('duties', { onTime, late, missed }))
    cells.counts.set('duties.excused', excused)
    const table = sharesTable('duties', ['onTime', 'late', 'missed'], 'duties.due', 'due')
    wishes.push({ ...table, rows: [...table.rows, { key: 'excused', cells: ['duties.excused'] }] })
  }
  const hidden = suppress(cells.counts, cells.sums, {
    unshown,
    everybody: new Set([...cells.counts.keys()].filter((name) => name.startsWith('pupils.'))),
  })
  return wishes.map((wish) => tableOf(wish, cells.counts, hidden))
}

/**
 * Whoever is enrolled is on the list and in a class of grades 1 to 9. Those who are on it and are not stand nowhere as a number,
 * and could be computed; they are the ones in no class, in other grades, and in a class before or after the age.
 */
function linkEnrolled(cells: Cells, { grades, enrolment }: OutsideCounts): ReadonlySet<string> {
  const { counts, sums } = cells
  const elsewhere = grades
    .filter(({ grade }) => grade === null || grade < 1 || grade > 9)
    .map((one) => `listed.${rowOf(one)}`)
  const beside = (counts.get('listed.all') ?? 0) - enrolment.enrolled
  counts.set('beside', beside)
  counts.set(
    'notOfAge',
    elsewhere.reduce((left, name) => left - (counts.get(name) ?? 0), beside),
  )
  sums.push(
    { total: 'listed.all', parts: ['enrolment.enrolled', 'beside'] },
    { total: 'beside', parts: [...elsewhere, 'notOfAge'] },
  )
  return new Set(['beside', 'notOfAge'])
}

function retentionTable(cells: Cells, { moved, kept, lost }: NonNullable<OutsideCounts['retention']>): Wish {
  addParts(cells, 'retention.base', { 'retention.kept': kept, 'retention.lost': lost })
  cells.counts.set('retention.moved', moved)
  addSum(cells, 'retention.start', ['retention.base', 'retention.moved'])
  const rates = sharesTable('retention', ['kept', 'lost'], 'retention.base', 'base')
  const counts = (['start', 'moved'] as const).map((key) => ({ key, cells: [`retention.${key}`] }))
  return { ...rates, rows: [...counts, ...rates.rows] }
}

function tableOf(
  { key, columns, rows }: Wish,
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlyMap<string, Hiding>,
): OutsideTable {
  const count = (name: string): OutsideCell => {
    const hiding = hidden.get(name) ?? null
    return { share: false, value: hiding === null ? (counts.get(name) ?? 0) : null, hidden: hiding }
  }
  // A share of a hidden count would give it away, and one of a hidden total that total.
  const share = ([of, all]: readonly [string, string]): OutsideCell =>
    hidden.has(of) || hidden.has(all)
      ? { share: true, value: null, hidden: 'second' }
      : { share: true, value: percent(counts.get(of) ?? 0, counts.get(all) ?? 0), hidden: null }
  return {
    key,
    columns: [...columns],
    rows: rows.map((row) => ({
      key: row.key,
      cells: row.cells.map((wanted) => (typeof wanted === 'string' ? count(wanted) : share(wanted))),
    })),
  }
}

/** As it stands on paper, on screen and in the file: 12, 16.4%, <5, * for a hidden one, – for nothing to divide by. */
export function outsideText({ share, value, hidden }: OutsideCell): string {
  if (hidden !== null) return hidden === 'small' ? '<5' : '*'
  if (value === null) return '–'
  return share ? `${value}%` : String(value)
}
