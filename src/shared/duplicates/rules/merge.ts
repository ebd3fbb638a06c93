/** A row as it is stored. */
export type Row = { readonly [column: string]: unknown; readonly id: string }

/** Tables that are merged row by row, in the order in which they can be written. */
export const DECIDED = [
  'class_membership',
  'family_member',
  'absence',
  'carer',
  'child_status',
  'child_file',
  'duty',
  'escalation',
] as const
export type Decided = (typeof DECIDED)[number]
export type RowsOf<Table extends string> = Readonly<Record<Table, readonly Row[]>>

export interface MergePlan {
  readonly puts: RowsOf<Decided>
  readonly drops: Readonly<Record<Decided, readonly string[]>>
  /** The same person in both entries: what the kept one lacks comes from the other. */
  readonly members: readonly { readonly kept: string; readonly gone: string }[]
  /** Records of work of a duty that is dropped belong to the one that stays for the same window. */
  readonly duties: readonly { readonly from: string; readonly to: string }[]
}

/** A column that holds a text, an id or a number, as text; '' when it holds nothing. */
export function textOf(row: Row | Readonly<Record<string, unknown>>, column: string): string {
  const value = row[column]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Some columns together, as one name. */
export const namedBy = (row: Readonly<Record<string, unknown>>, ...columns: readonly string[]): string =>
  columns.map((column) => textOf(row, column)).join(' ')

const same = (a: Row, b: Row, ...columns: readonly string[]): boolean =>
  columns.every((column) => a[column] === b[column])

const FURTHER_PARENT = /^(adoptive|step)(Father|Mother)$/

/**
 * A child has one father and one mother, whatever the two entries call them: which name and number stay is chosen. Other
 * parents are one person when no other name is told, everybody else by the name.
 */
function isSamePerson(a: Row, b: Row): boolean {
  if (!same(a, b, 'relation')) return false
  const relation = textOf(a, 'relation')
  if (relation === 'father' || relation === 'mother' || same(a, b, 'name')) return true
  return FURTHER_PARENT.test(relation) && (a['name'] === null || b['name'] === null)
}

/** How good the state of a duty is: done in time, late, excused, tried, nothing yet. */
function worth(duty: Row): number {
  if (duty['done_on'] !== null) return textOf(duty, 'done_on') <= textOf(duty, 'due_on') ? 4 : 3
  if (duty['excuse_kind'] !== null) return 2
  return Number(duty['attempts']) > 0 ? 1 : 0
}

const endOf = (row: Row): string => textOf(row, 'to_on') || '9999'
const overlaps = (a: Row, b: Row): boolean =>
  textOf(a, 'from_on') <= endOf(b) && textOf(b, 'from_on') <= endOf(a)

/**
 * What becomes of the rows of an entry that goes (`gone`), beside those of the one that stays (`kept`): each stays under
 * the kept child, or is dropped because the kept child has it already. Of two duties of one window the better state stays.
 * A carer who has signed something is not dropped: he ends.
 */
export function planMerge(
  keptId: string,
  kept: RowsOf<Decided>,
  gone: RowsOf<Decided>,
  signed: { readonly carers: ReadonlySet<string>; readonly lastDay: string },
): MergePlan {
  const members = gone.family_member.flatMap((row) => {
    const twin = kept.family_member.find((one) => isSamePerson(one, row))
    return twin ? [{ kept: twin.id, gone: row.id }] : []
  })
  const memberOf = new Map(members.map((pair) => [pair.gone, pair.kept]))
  const mine = (row: Row): Row => ({ ...row, pupil_id: keptId })
  const ofMember = (row: Row): Row => ({
    ...mine(row),
    member_id: memberOf.get(textOf(row, 'member_id')) ?? row['member_id'] ?? null,
  })
  const sort = (rows: readonly Row[], isThere: (row: Row) => boolean) => ({
    puts: rows.filter((row) => !isThere(row)),
    drops: rows.filter(isThere).map(({ id }) => id),
  })
  const absences = sort(gone.absence.map(ofMember), (row) =>
    kept.absence.some((one) => same(one, row, 'member_id') && overlaps(one, row)),
  )
  const open = (rows: readonly Row[]): boolean => rows.some((row) => row['to_on'] === null)
  const latest = (a: string, b: string): string => (a > b ? a : b)
  const isSigned = (row: Row): boolean => signed.carers.has(row.id)
  const ends = (row: Row): Row =>
    row['to_on'] === null && isSigned(row) && open(kept.carer)
      ? { ...row, to_on: latest(textOf(row, 'from_on'), signed.lastDay) }
      : row
  const isAlready = (row: Row): boolean =>
    row['to_on'] === null
      ? open(kept.carer)
      : kept.carer.some((one) => same(one, row, 'relation', 'member_id', 'from_on', 'to_on'))
  const carers = sort(
    gone.carer.map((row) => ends(ofMember(row))),
    (row) => !isSigned(row) && isAlready(row),
  )
  const firstDay = kept.class_membership.map((row) => textOf(row, 'from_on')).toSorted()[0] ?? ''
  const memberships = sort(gone.class_membership.map(mine), (row) => endOf(row) >= firstDay)
  const statuses = sort(
    gone.child_status.map(mine),
    (row) =>
      row['to_on'] === null ||
      kept.child_status.some((one) => same(one, row, 'definition_id') && overlaps(one, row)),
  )
  const files = sort(
    gone.child_file.map(mine),
    (row) => row['closed_on'] === null && kept.child_file.some((one) => one['closed_on'] === null),
  )
  const { duties, puts, drops } = planDuties(kept.duty, gone.duty.map(mine))
  const dropped = new Set(drops)
  return {
    members,
    duties,
    puts: {
      class_membership: memberships.puts,
      family_member: gone.family_member.filter(({ id }) => !memberOf.has(id)).map(mine),
      absence: absences.puts,
      carer: carers.puts,
      child_status: statuses.puts,
      child_file: files.puts,
      duty: puts,
      escalation: [],
    },
    drops: {
      class_membership: memberships.drops,
      family_member: [...memberOf.keys()],
      absence: absences.drops,
      carer: carers.drops,
      child_status: statuses.drops,
      child_file: files.drops,
      duty: drops,
      escalation: [...kept.escalation, ...gone.escalation]
        .filter((row) => dropped.has(textOf(row, 'duty_id')))
        .map(({ id }) => id),
    },
  }
}

function planDuties(
  kept: readonly Row[],
  gone: readonly Row[],
): { puts: Row[]; drops: string[]; duties: MergePlan['duties'] } {
  const windowOf = (row: Row): string => namedBy(row, 'rule_id', 'window_from', 'slot')
  const there = new Map(kept.map((row) => [windowOf(row), row]))
  const puts: Row[] = []
  const drops: string[] = []
  const duties: { from: string; to: string }[] = []
  for (const row of gone) {
    const rival = there.get(windowOf(row))
    if (rival === undefined) puts.push(row)
    else if (worth(row) > worth(rival)) {
      puts.push(row)
      drops.push(rival.id)
      duties.push({ from: rival.id, to: row.id })
    } else {
      drops.push(row.id)
      duties.push({ from: row.id, to: rival.id })
    }
  }
  return { puts, drops, duties }
}
