import type { ColumnMap } from '#shared/roster/rules/fields.ts'
import type { ProposedClass } from '#shared/roster/rules/normalise.ts'
import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts'
import type { PlanCounts } from '#shared/roster/schema.ts'
import { idNumberIndex } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { type Match, matchRows } from '#server/roster/parts/match.ts'
import { mergePupil } from '#server/roster/parts/merge-pupil.ts'
import type { MergeContext, Merged, StoredPupil } from '#server/roster/parts/merging.ts'
import type {
  AbsenceRecord,
  CarerRecord,
  MemberRecord,
  MembershipRecord,
  PupilRecord,
} from '#server/roster/parts/records.ts'
import type { RosterFile } from '#server/roster/parts/stored-rows.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What is on the school's roll, as the import compares it. */
export interface Roll {
  readonly yearId: string | null
  readonly classes: readonly {
    readonly id: string
    readonly name: string
    readonly grade: number
    readonly number: number
  }[]
  /** Names of classes of every year, for pupils who have not been promoted. */
  readonly classNames: ReadonlyMap<string, string>
  readonly pupils: readonly PupilRecord[]
  readonly memberships: readonly MembershipRecord[]
  readonly members: readonly MemberRecord[]
  readonly absences: readonly AbsenceRecord[]
  readonly carers: readonly CarerRecord[]
}

export interface NewClass extends ProposedClass {
  readonly id: string
  readonly grade: number
  readonly number: number
}

export interface PlannedRow {
  readonly line: NormalisedRow
  readonly action: 'add' | 'change' | 'none' | 'refuse'
  readonly stored: StoredPupil | null
  /** For known pupils; a new one's is made when it is needed. */
  readonly merged: Merged | null
}

export interface Plan {
  readonly rows: readonly PlannedRow[]
  readonly counts: PlanCounts
  readonly newClasses: readonly NewClass[]
  readonly leftOut: readonly PupilRecord[]
  readonly context: MergeContext
}

/**
 * The ids of the file's classes by name, with the classes the year does not have yet. A class that says neither grade
 * nor number cannot be created and stays without an id.
 */
function classesOf(
  lines: readonly NormalisedRow[],
  roll: Roll,
): { classIds: Map<string, string>; newClasses: NewClass[] } {
  const classIds = new Map(roll.classes.map(({ id, name }) => [name, id]))
  const byNumber = new Map(roll.classes.map(({ id, grade, number }) => [`${grade}/${number}`, id]))
  const fresh = new Map<string, NewClass & { pupils: number }>()
  for (const { fields } of lines) {
    if (!fields) continue
    const { className: name, grade, classNumber: number } = fields
    const seen = fresh.get(name)
    if (seen) seen.pupils += 1
    if (classIds.has(name) || grade === null || number === null) continue
    const id = byNumber.get(`${grade}/${number}`) ?? newId()
    if (!byNumber.has(`${grade}/${number}`)) fresh.set(name, { id, name, grade, number, pupils: 1 })
    byNumber.set(`${grade}/${number}`, id)
    classIds.set(name, id)
  }
  return {
    classIds,
    newClasses: [...fresh.values()].sort((a, b) => a.grade - b.grade || a.number - b.number),
  }
}

const refused = (line: NormalisedRow, field: string, reason: string): PlannedRow => ({
  line: { ...line, status: 'refused', refusedFor: [...line.refusedFor, { field, reason }] },
  action: 'refuse',
  stored: null,
  merged: null,
})

const tellsAbsences = (map: ColumnMap): boolean =>
  (['father.place', 'father.awayFrom', 'member1.place', 'member1.awayFrom'] as const).some(
    (field) => map[field] !== undefined,
  )

/** Of the roll what tells who is named by a file. */
export type RollNames = Pick<Roll, 'classes' | 'classNames' | 'pupils'>

function matchesOf(
  vault: Vault,
  lines: readonly NormalisedRow[],
  roll: RollNames,
): ReadonlyMap<number, Match> {
  const ofYear = new Set(roll.classes.map(({ id }) => id))
  return matchRows(lines, roll.pupils, {
    indexOf: (idNumber) => idNumberIndex(vault, idNumber).toString('hex'),
    classNames: roll.classNames,
    isOfYear: (id) => ofYear.has(id),
  })
}

/** Who is on the roll and not in the file; whom a row names that was not taken has not been left out. */
function leftOutOf(
  pupils: readonly PupilRecord[],
  matches: ReadonlyMap<number, Match>,
  notTaken: readonly NormalisedRow[],
): readonly PupilRecord[] {
  const found = [...matches.values()]
  const named = new Set(found.flatMap((match) => (match.kind === 'known' ? [match.pupil.id] : [])))
  const names = new Set(notTaken.map(({ shown }) => shown.name))
  return pupils.filter(({ id, name, left_on }) => left_on === null && !named.has(id) && !names.has(name))
}

/** After the import: who was at the school on its day, is still, and was not in its file. */
export function stillLeftOut(
  vault: Vault,
  { roster }: RosterFile,
  roll: RollNames,
  asOf: string,
): readonly PupilRecord[] {
  const lines = roster?.rows ?? []
  const matches = matchesOf(vault, lines, roll)
  const notTaken = lines.filter(({ row }) => matches.get(row)?.kind !== 'known')
  return leftOutOf(roll.pupils, matches, notTaken).filter(({ joined_on }) => joined_on <= asOf)
}

/** Compares the file with the roll: for every row what becomes of it, and whom the file leaves out. Writes nothing. */
export function makePlan(vault: Vault, file: RosterFile, roll: Roll, asOf: string): Plan {
  const lines = file.roster?.rows ?? []
  const { classIds, newClasses } = classesOf(lines, roll)
  const knownClassIds = new Set(roll.pupils.flatMap(({ class_id }) => class_id ?? []))
  const context: MergeContext = {
    vault,
    asOf,
    knownClassIds,
    classIds,
    classNames: roll.classNames,
    tellsAbsences: tellsAbsences(file.map),
  }
  const matches = matchesOf(vault, lines, roll)
  const family = {
    memberships: Map.groupBy(roll.memberships, (one) => one.pupil_id),
    members: Map.groupBy(roll.members, (one) => one.pupil_id),
    absences: Map.groupBy(roll.absences, (one) => one.pupil_id),
    carers: Map.groupBy(roll.carers, (one) => one.pupil_id),
  }
  const storedOf = (pupil: PupilRecord): StoredPupil => ({
    pupil,
    memberships: family.memberships.get(pupil.id) ?? [],
    members: family.members.get(pupil.id) ?? [],
    absences: family.absences.get(pupil.id) ?? [],
    carers: family.carers.get(pupil.id) ?? [],
  })
  const rows = lines.map((line): PlannedRow => {
    const { fields } = line
    if (!fields) return { line, action: 'refuse', stored: null, merged: null }
    if (!classIds.has(fields.className)) return refused(line, '班级名称', 'class-unknown')
    const match = matches.get(line.row)
    if (!match || match.kind === 'ambiguous') return refused(line, '姓名', 'namesake-ambiguous')
    if (match.kind === 'new') {
      const warnings = match.resembles
        ? [...line.warnings, { field: '姓名', reason: 'same-name-and-birth' }]
        : line.warnings
      return { line: { ...line, warnings }, action: 'add', stored: null, merged: null }
    }
    const stored = storedOf(match.pupil)
    const merged = mergePupil(context, fields, stored)
    const warnings = [
      ...line.warnings,
      ...merged.warnings,
      ...(match.renamed ? [{ field: '姓名', reason: 'name-differs' }] : []),
      ...(match.byName ? [{ field: '姓名', reason: 'known-by-name' }] : []),
    ]
    return {
      line: { ...line, warnings },
      action: merged.writes.length > 0 ? 'change' : 'none',
      stored,
      merged,
    }
  })
  const notTaken = rows.flatMap(({ action, line }) => (action === 'refuse' ? [line] : []))
  const leftOut = leftOutOf(roll.pupils, matches, notTaken)
  return { rows, counts: countsOf(rows, file, leftOut.length), newClasses, leftOut, context }
}

export const isCorrected = (row: PlannedRow): boolean =>
  row.action !== 'refuse' && row.line.corrections.length > 0
export const isWarned = (row: PlannedRow): boolean => row.action !== 'refuse' && row.line.warnings.length > 0

function countsOf(rows: readonly PlannedRow[], file: RosterFile, leftOut: number): PlanCounts {
  const counts = { add: 0, change: 0, none: 0, refuse: 0 }
  for (const { action } of rows) counts[action] += 1
  return {
    added: counts.add,
    changed: counts.change,
    unchanged: counts.none,
    refused: counts.refuse,
    skipped: file.roster?.skipped.length ?? 0,
    corrected: rows.filter(isCorrected).length,
    warned: rows.filter(isWarned).length,
    leftOut,
  }
}
