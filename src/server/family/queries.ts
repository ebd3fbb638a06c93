import type { Kin } from '#shared/family/rules/legal.ts'
import { sql } from 'kysely'
import type { AbsenceInput, CarerInput, MemberInput, NamedInput } from '#shared/family/schema.ts'
import { newId } from '#server/db/id.ts'
import { qb, raw, reachedSql, reachOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export type Table = 'family_member' | 'absence' | 'carer' | 'contact_named'
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
  diedOn: 'died_on',
  occupation: 'occupation',
  phoneDeadOn: 'phone_dead_on',
}
const absenceColumns: Readonly<Record<string, string>> = {
  from: 'from_on',
  to: 'to_on',
  kind: 'kind',
  place: 'place',
  workUnit: 'work_unit',
  division: 'division',
  homeOften: 'home_often',
  callsOften: 'calls_often',
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
  legalBasis: 'legal_basis',
  ill: 'ill',
  phoneDeadOn: 'phone_dead_on',
}

const namedColumns: Readonly<Record<string, string>> = {
  kind: 'kind',
  name: 'name',
  relation: 'relation',
  phoneVerifiedOn: 'phone_verified_on',
  bestTime: 'best_time',
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

export const namedValues = (named: Partial<NamedInput>): Columns => columnsOf(namedColumns, named)

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

/** A record as it is stored, to see what a change changes. */
export const storedQuery = (scope: Scope, table: Table, pupilId: string, id: string) =>
  raw<{ version: number; row: Columns }>(
    `select t.version, to_jsonb(t) as row from ${table} t where t.school_id = $1::uuid and t.pupil_id = $2::uuid and t.id = $3::uuid`,
    [scope.schoolId, pupilId, id],
  )

/** Who of the family is guardian by what. */
export const kinQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('family_member')
    .select([
      'id',
      'relation',
      sql<Kin['state']>`state`.as('state'),
      'incapable',
      'is_guardian as isGuardian',
      'born_on as bornOn',
      'died_on as diedOn',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .compile()

export interface ContactChangeRow {
  readonly pupilId: string
  readonly record: 'member' | 'carer' | 'named'
  readonly recordId: string
  readonly relation: string
  readonly fields: readonly string[]
  readonly phoneWas: string | null
  readonly phoneIs: string | null
  readonly source: 'school' | 'guardian' | 'phone' | 'paper'
}

export const insertContactChangeQuery = (scope: Scope, change: ContactChangeRow, at: string) =>
  qb
    .insertInto('contact_change')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      pupil_id: change.pupilId,
      record: change.record,
      record_id: change.recordId,
      relation: change.relation,
      fields: [...change.fields],
      phone_was: change.phoneWas,
      phone_is: change.phoneIs,
      source: change.source,
      changed_by: scope.userId,
      changed_at: at,
    })
    .compile()

/** Children of the same village with an open file, as far as the person reaches them, who have no director yet. */
export const villagersQuery = (scope: Scope, pupilId: string) =>
  raw<{ id: string }>(
    `select p.id from pupil p
     join pupil own on own.school_id = p.school_id and own.id = $2::uuid and own.village = p.village
     where p.school_id = $1::uuid and p.id <> $2::uuid and p.left_on is null and ${reachedSql('p', 3)}
       and exists (select from child_file f where f.school_id = p.school_id and f.pupil_id = p.id and f.closed_on is null)
       and not exists (select from contact_named n where n.school_id = p.school_id and n.pupil_id = p.id
         and n.kind = 'villageDirector' and n.ended_on is null)
     order by p.id for no key update of p`,
    [scope.schoolId, pupilId, ...reachOf(scope)],
  )

/** Held for the rest of the transaction, so that two changes of one family cannot overlap. */
export const lockFamilyQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('pupil')
    .select(['id', 'birth_on as bornOn'])
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
    .select([
      'id',
      'from_on as from',
      'to_on as to',
      'relation',
      'born_on as bornOn',
      'legal_basis as legalBasis',
    ])
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

/** Two pupils held in one order, so that two answers about them cannot cross. */
export const lockPupilsQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string }>(
    `select id from pupil where school_id = $1::uuid and id = any ($2::uuid[]) and left_on is null order by id for no key update`,
    [scope.schoolId, ids],
  )

/** A pupil's confirmed household ends, and another begins. */
export const endPlaceQuery = (scope: Scope, pupilId: string) =>
  qb
    .updateTable('household_place')
    .set({ to_on: scope.today })
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('to_on', 'is', null)
    .compile()

export const insertPlaceQuery = (scope: Scope, pupilId: string, householdId: string) =>
  qb
    .insertInto('household_place')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      household_id: householdId,
      pupil_id: pupilId,
      from_on: scope.today,
      confirmed_by: scope.userId ?? '',
    })
    .compile()

/** All of one household go over to another: two households turn out to be one. */
export const joinHouseholdsQuery = (scope: Scope, from: string, to: string) =>
  raw(
    `update household_place set household_id = $3::uuid where school_id = $1::uuid and household_id = $2::uuid and to_on is null`,
    [scope.schoolId, from, to],
  )
