import { sql } from 'kysely'
import { ruleOf, tablesToUndo, type ChildTableName, type PartlyWork } from '#server/db/child-tables.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Entity, Records } from '#server/roster/parts/records.ts'
import { columnsOf } from '#server/roster/queries.ts'

const IMPORTS_LISTED = 50

const infos = (scope: Scope) =>
  qb
    .selectFrom('roster_import as i')
    .leftJoin('auth_user as u', 'u.id', 'i.created_by')
    .select([
      'i.id',
      'i.file_name as fileName',
      'i.state',
      'i.as_of as asOf',
      'i.created_at as createdAt',
      'u.name as createdByName',
      'i.committed_at as committedAt',
      'i.undone_at as undoneAt',
      'i.summary',
      'i.failure',
      'i.version',
    ])
    .where('i.school_id', '=', scope.schoolId)

export const importsQuery = (scope: Scope) =>
  infos(scope).orderBy('i.created_at', 'desc').orderBy('i.id', 'desc').limit(IMPORTS_LISTED).compile()

export const importQuery = (scope: Scope, id: string) =>
  infos(scope).select(['i.mapping', 'i.file_hash as fileHash']).where('i.id', '=', id).compile()

/** The import, held until the end of the transaction. */
export const lockImportQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('roster_import')
    .select(['id', 'state', 'as_of as asOf', 'mapping', 'summary', 'version'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .compile()

export const fileQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('roster_import')
    .select('file_sealed as sealed')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export const sealedRowsQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('roster_import')
    .select('rows_sealed as sealed')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** The school year a day lies in, else the newest: where a roster's classes belong. */
export const yearOfDayQuery = (scope: Scope, day: string) =>
  qb
    .selectFrom('school_year')
    .select(['id', sql<boolean>`starts_on <= ${day}::date and ends_on >= ${day}::date`.as('holds')])
    .where('school_id', '=', scope.schoolId)
    .orderBy('holds', 'desc')
    .orderBy('starts_on', 'desc')
    .limit(1)
    .compile()

export const classesOfYearQuery = (scope: Scope, yearId: string) =>
  qb
    .selectFrom('class')
    .select(['id', 'name', 'grade', 'number'])
    .where('school_id', '=', scope.schoolId)
    .where('school_year_id', '=', yearId)
    .orderBy('grade')
    .orderBy('number')
    .compile()

export const classNamesQuery = (scope: Scope) =>
  qb.selectFrom('class').select(['id', 'name']).where('school_id', '=', scope.schoolId).compile()

/** All rows of a table, or those with the given ids, as the import writes them. */
export const recordsQuery = <E extends Entity>(scope: Scope, entity: E, ids?: readonly string[]) =>
  raw<Records[E]>(
    `select ${columnsOf(entity).join(', ')} from ${entity} where school_id = $1::uuid` +
      (ids ? ' and id = any($2::uuid[])' : '') +
      ' order by id',
    ids ? [scope.schoolId, [...ids]] : [scope.schoolId],
  )

export const changesQuery = (scope: Scope, importId: string) =>
  qb
    .selectFrom('roster_change')
    .select([
      'id',
      'entity',
      'entity_id as entityId',
      'pupil_id as pupilId',
      'kind',
      'before_sealed as beforeSealed',
      'row_number as row',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('import_id', '=', importId)
    .orderBy('id')
    .compile()

const committedAt = '(select committed_at from roster_import where school_id = $1::uuid and id = $2::uuid)'

const SINCE = `(version > 1 or created_at > ${committedAt})`
/** Nobody changed the file but the system, which found a keeper for it (X-20, `fillKeepersQuery`). */
const KEEPER_FOUND = `(version = 2 and field_versions ->> 'keeperId' = '2' and keepers -> -1 ->> 'by' is null)`

/** What the import and the system write, too: which rows somebody has worked on since. */
const WORKED_ON: Readonly<Record<PartlyWork, string>> = {
  pupil: 'version > 1',
  family_member: SINCE,
  absence: SINCE,
  carer: SINCE,
  child_file: `(closed_on is not null or open_kind in ('decided', 'again') or (version > 1 and not ${KEEPER_FOUND}))`,
  duty: '(done_on is not null or attempts > 0 or excuse_kind is not null)',
  roster_change: `import_id = any(array(select id from roster_import
    where school_id = $1::uuid and id <> $2::uuid and state = 'committed' and committed_at > ${committedAt}))`,
}

/** What names a member of a family or a carer, by a key that removes the row with the person or by the id alone. */
const NAMING: readonly (readonly [table: ChildTableName, column: string])[] = [
  ['absence', 'member_id'],
  ['carer', 'member_id'],
  ['contact_check', 'member_id'],
  ['agreement_party', 'member_id'],
  ['agreement_party', 'carer_id'],
  ['contact_change', 'record_id'],
  ['contact_proposal', 'record_id'],
  ['pairing_consent', 'guardian_id'],
  ['incident_notice', 'person_id'],
]

interface Added {
  readonly pupils: readonly string[]
  /** Members and carers of children known before. */
  readonly people: readonly string[]
}

/**
 * Holds what an import added for the rest of the transaction: whoever is just writing about it is waited for, and whoever
 * comes later waits. Duties first, as filing a card has it.
 */
export const holdAddedQueries = (scope: Scope, { pupils, people }: Added) => [
  raw(`select from duty where school_id = $1::uuid and pupil_id = any($2::uuid[]) order by id for update`, [
    scope.schoolId,
    [...pupils],
  ]),
  ...[['pupil', pupils] as const, ['family_member', people] as const, ['carer', people] as const].map(
    ([table, ids]) =>
      raw(`select from ${table} where school_id = $1::uuid and id = any($2::uuid[]) order by id for update`, [
        scope.schoolId,
        [...ids],
      ]),
  ),
]

/**
 * Of what an import added that with which something has been done since. A pupil: any row somebody wrote about the child
 * (`undo` in db/child-tables.ts), an edit, a later import, a merge into another entry. A person of a family: whatever names the
 * person and is not of the import itself.
 */
export const touchedSinceQuery = (scope: Scope, importId: string, { pupils, people }: Added) => {
  const ofPupils = [...tablesToUndo('bars'), ...tablesToUndo('some')].map((table) => {
    const { by = 'pupil_id' } = ruleOf(table)
    const worked = table in WORKED_ON ? WORKED_ON[table as PartlyWork] : 'true'
    return `select ${by} as id from ${table} where school_id = $1::uuid and ${by} = any($3::uuid[]) and ${worked}`
  })
  const ofPeople = NAMING.map(
    ([table, column]) =>
      `select n.${column} from ${table} n where n.school_id = $1::uuid and n.${column} = any($4::uuid[])
         and not exists (select from roster_change c where c.school_id = $1::uuid and c.import_id = $2::uuid and c.entity_id = n.id)`,
  )
  const gone = `select a from unnest($3::uuid[]) a where not exists (select from pupil p where p.school_id = $1::uuid and p.id = a)`
  return raw<{ id: string }>([...ofPupils, ...ofPeople, gone].join(' union '), [
    scope.schoolId,
    importId,
    [...pupils],
    [...people],
  ])
}

/** Of the given classes those that something else refers to; what nobody has done yet for a class goes with it. */
export const usedClassesQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string }>(
    `select c as id from unnest($2::uuid[]) c where
       exists (select from pupil p where p.school_id = $1::uuid and p.class_id = c)
       or exists (select from class_membership m where m.school_id = $1::uuid and m.class_id = c)
       or exists (select from role_assignment r where r.school_id = $1::uuid and r.class_id = c)
       or exists (select from duty d where d.school_id = $1::uuid and d.class_id = c
         and (d.subject_kind <> 'class' or d.done_on is not null or d.excuse_kind is not null))
       or exists (select from card d where d.school_id = $1::uuid and d.class_id = c)
       or exists (select from handbook_week w where w.school_id = $1::uuid and w.class_id = c)
       or exists (select from handbook_entry e where e.school_id = $1::uuid and e.class_id = c)
       or exists (select from pairing_member q where q.school_id = $1::uuid and q.class_id = c)`,
    [scope.schoolId, [...ids]],
  )
