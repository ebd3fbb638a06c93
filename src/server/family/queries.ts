import { sql } from 'kysely'
import type { AbsenceInput, CarerInput, MemberInput } from '#shared/family/schema.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

type Table = 'family_member' | 'absence' | 'carer'
type Columns = Readonly<Record<string, unknown>>

/** Columns by the names of the fields; sealed ones are added by the caller. */
const memberColumns: Readonly<Record<string, string>> = {
  relation: 'relation',
  name: 'name',
  state: 'state',
  incapable: 'incapable',
  isGuardian: 'is_guardian',
  bornOn: 'born_on',
  phoneVerifiedOn: 'phone_verified_on',
  bestTime: 'best_time',
  workUnit: 'work_unit',
}
const absenceColumns: Readonly<Record<string, string>> = {
  from: 'from_on',
  to: 'to_on',
  kind: 'kind',
  place: 'place',
  workUnit: 'work_unit',
  note: 'note',
}
const carerColumns: Readonly<Record<string, string>> = {
  memberId: 'member_id',
  from: 'from_on',
  kind: 'kind',
  relation: 'relation',
  name: 'name',
  bornOn: 'born_on',
  phoneVerifiedOn: 'phone_verified_on',
  occupation: 'occupation',
  health: 'health',
  legalBasis: 'legal_basis',
  reason: 'reason',
}

function columnsOf(names: Readonly<Record<string, string>>, values: object): Columns {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      const column = names[field]
      return column === undefined || value === undefined ? [] : [[column, value]]
    }),
  )
}

export const memberValues = (member: Partial<MemberInput>): Columns => columnsOf(memberColumns, member)
export const absenceValues = (absence: Partial<AbsenceInput>): Columns => columnsOf(absenceColumns, absence)
export const carerValues = (carer: Partial<CarerInput>): Columns => columnsOf(carerColumns, carer)

/** No row = the id is taken: sent twice, filed once. */
export const insertQuery = (scope: Scope, table: Table, pupilId: string, id: string, columns: Columns) =>
  qb
    .insertInto(table)
    .values({ school_id: scope.schoolId, id, pupil_id: pupilId, ...columns } as never)
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .compile()

/** No row = the version was another one. */
export const updateQuery = (scope: Scope, table: Table, id: string, version: number, columns: Columns) =>
  qb
    .updateTable(table)
    .set({ ...columns, version: version + 1 } as never)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .compile()

export const recordQuery = (scope: Scope, table: Table, pupilId: string, id: string) =>
  qb
    .selectFrom(table)
    .select(['id', 'version'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('id', '=', id)
    .compile()

/** The relation a member or carer has now. */
export const relationQuery = (scope: Scope, table: 'family_member' | 'carer', id: string) =>
  qb
    .selectFrom(table)
    .select('relation')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** Held for the rest of the transaction, so that two changes of one family cannot overlap. */
export const lockFamilyQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('pupil')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .forNoKeyUpdate()
    .compile()

/** The other absences of the member an absence belongs to. */
export const absencesOfQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('absence')
    .select(['id', 'member_id as memberId', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .compile()

export const carersOfQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('carer')
    .select(['id', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .compile()

/** The carers until now end the day before the next one begins. */
export const endCarersQuery = (scope: Scope, pupilId: string, from: string) =>
  qb
    .updateTable('carer')
    .set({ to_on: sql<string>`${from}::date - 1`, version: sql<number>`version + 1` })
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', from)]))
    .compile()
