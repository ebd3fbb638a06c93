import { sql } from 'kysely'
import type { DefinitionParams, Reason, StatusEnd } from '#shared/children/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { newId } from '#server/db/id.ts'
import { builtOnce } from '#server/db/built-once.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`
/** Limits to some pupils; undefined = the whole school. */
const among = (column: string, ids: readonly string[] | undefined) =>
  ids === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`

export const currentDefinitionsQuery = builtOnce((scope: Scope) =>
  qb
    .selectFrom('definition')
    .select(['id', 'key', 'version', 'params', 'is_primary as isPrimary', 'effective_from as effectiveFrom'])
    .where('school_id', '=', scope.schoolId)
    .where('effective_to', 'is', null)
    .orderBy('is_primary', 'desc')
    .orderBy('key')
    .compile(),
)

/** Whole-school decisions wait for each other; those about single pupils only for a whole-school one. */
export const lockDefinitionsQuery = (scope: Scope, wholeSchool: boolean) => {
  const rows = qb
    .selectFrom('definition')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where('effective_to', 'is', null)
    .orderBy('id')
  return (wholeSchool ? rows.forNoKeyUpdate() : rows.forShare()).compile()
}

export const lockPupilsQuery = (scope: Scope, ids: readonly string[]) =>
  qb
    .selectFrom('pupil')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where(among('id', ids))
    .orderBy('id')
    .forNoKeyUpdate()
    .compile()

/** Why a membership began: the child had left, and is back since. */
export const RETURNED = 'returned'

export const pupilFactsQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('pupil as p')
    .leftJoin('class as c', (join) =>
      join.onRef('c.school_id', '=', 'p.school_id').onRef('c.id', '=', 'p.class_id'),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('class_membership')
          .select((m) => ['pupil_id as pupilId', m.fn.max('from_on').as('on')])
          .where('school_id', '=', scope.schoolId)
          .where('reason', '=', RETURNED)
          .groupBy('pupil_id')
          .as('back'),
      (join) => join.onRef('back.pupilId', '=', 'p.id'),
    )
    .select([
      'p.id',
      'back.on as backOn',
      'p.birth_on as birthDate',
      'p.residence',
      'c.grade',
      'p.joined_on as joinedOn',
      'p.left_on as leftOn',
    ])
    .where('p.school_id', '=', scope.schoolId)
    .where(among('p.id', ids))
    .compile()

const PARENTS = ['father', 'mother', 'adoptiveFather', 'adoptiveMother', 'stepFather', 'stepMother']

export const parentFactsQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('family_member')
    .select(['id', 'pupil_id as pupilId', 'relation', 'state', 'incapable'])
    .where('school_id', '=', scope.schoolId)
    .where('relation', '=', sql<string>`any(${PARENTS}::text[])`)
    .where(among('pupil_id', ids))
    .orderBy('id')
    .compile()

export const absenceFactsQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('absence')
    .select(['member_id as memberId', 'from_on as from', 'to_on as to', 'kind'])
    .where('school_id', '=', scope.schoolId)
    .where(among('pupil_id', ids))
    .compile()

export const openStatusesQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('child_status')
    .select([
      'id',
      'pupil_id as pupilId',
      'definition_id as definitionId',
      'result',
      'kind',
      'from_on as from',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('to_on', 'is', null)
    .where(among('pupil_id', ids))
    .compile()

export const lastEndsQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('child_status')
    .select((eb) => ['pupil_id as pupilId', 'definition_id as definitionId', eb.fn.max('to_on').as('to')])
    .where('school_id', '=', scope.schoolId)
    .where('to_on', 'is not', null)
    .where(among('pupil_id', ids))
    .groupBy(['pupil_id', 'definition_id'])
    .compile()

export const lastAsOfQuery = (scope: Scope) =>
  qb
    .selectFrom('child_status')
    .select((eb) => eb.fn.max('as_of').as('asOf'))
    .where('school_id', '=', scope.schoolId)
    .compile()

export const openFilesQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('child_file')
    .select('pupil_id as pupilId')
    .where('school_id', '=', scope.schoolId)
    .where('closed_on', 'is', null)
    .where(among('pupil_id', ids))
    .compile()

/** Pupils here today for whom the plan in force keeps a file beside those on the list. */
export const markedForFileQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  qb
    .selectFrom('target_child as t')
    .innerJoin('pupil as p', (join) =>
      join.onRef('p.school_id', '=', 't.school_id').onRef('p.id', '=', 't.pupil_id'),
    )
    .select('p.id')
    .distinct()
    .where('t.school_id', '=', scope.schoolId)
    .where('t.archive', '=', true)
    .where('p.left_on', 'is', null)
    .where(among('t.pupil_id', ids))
    .compile()

export interface NewStatus {
  readonly pupilId: string
  readonly definitionId: string
  readonly result: 'counted' | 'toVerify'
  readonly kind: string
  readonly from: LocalDate
  readonly reasons: readonly Reason[]
}

/** Any number of rows in one statement. */
export const insertStatusesQuery = (scope: Scope, asOf: LocalDate, rows: readonly NewStatus[]) =>
  qb
    .insertInto('child_status')
    .columns([
      'school_id',
      'id',
      'pupil_id',
      'definition_id',
      'result',
      'kind',
      'from_on',
      'as_of',
      'reasons',
    ])
    .expression(
      sql`select ${scope.schoolId}::uuid, r.id, r.pupil, r.definition, r.result, r.kind, r.from_on, ${asOf}::date, r.reasons
        from jsonb_to_recordset(${json(
          rows.map((row) => ({
            id: newId(),
            pupil: row.pupilId,
            definition: row.definitionId,
            result: row.result,
            kind: row.kind,
            from_on: row.from,
            reasons: row.reasons,
          })),
        )}) as r(id uuid, pupil uuid, definition uuid, result text, kind text, from_on date, reasons jsonb)` as never,
    )
    .compile()

export interface EndedStatus {
  readonly id: string
  readonly to: LocalDate
  readonly ended: StatusEnd
}

export const endStatusesQuery = (scope: Scope, rows: readonly EndedStatus[]) =>
  raw(
    `update child_status s set to_on = r."to", ended_reason = r.ended
     from jsonb_to_recordset($2::text::jsonb) as r(id uuid, "to" date, ended jsonb)
     where s.school_id = $1::uuid and s.id = r.id`,
    [scope.schoolId, JSON.stringify(rows)],
  )

/** Who keeps the files, as the plan in force says. */
const keeperRole = (scope: Scope) =>
  sql`select c.params ->> 'keeperRole' as role from care_plan c where c.school_id = ${scope.schoolId}::uuid
    and c.effective_from <= ${scope.today}::date and (c.effective_to is null or c.effective_to >= ${scope.today}::date)
    order by c.effective_from desc limit 1`

/** Opens files, once more or for the first time; versions go on, and the keeper is the last one or whom the plan names. */
export const openFileQuery = (
  scope: Scope,
  openedOn: LocalDate,
  pupilIds: readonly string[],
  kind: 'counted' | 'decided' | 'marked' = 'counted',
) =>
  qb
    .insertInto('child_file')
    .columns(['school_id', 'id', 'pupil_id', 'opened_on', 'open_kind', 'opened_by', 'version', 'keeper_id'])
    .expression(
      sql`select ${scope.schoolId}::uuid, r.id, r.pupil, ${openedOn}::date,
          case when ${kind}::text = 'decided' and last.version is not null then 'again' else ${kind}::text end,
          ${scope.userId}::uuid, coalesce(last.version, 0) + 1, coalesce(last.keeper_id, (
            select h.user_id from performer h where h.school_id = ${scope.schoolId}::uuid and h.role = plan.role
              and h.target = post_target(plan.role, p.school_id, p.class_id, p.id) order by h.user_id limit 1))
        from jsonb_to_recordset(${json(pupilIds.map((pupil) => ({ id: newId(), pupil })))}) as r(id uuid, pupil uuid)
        join pupil p on p.school_id = ${scope.schoolId}::uuid and p.id = r.pupil
        left join (${keeperRole(scope)}) plan on true
        left join lateral (select f.version, f.keeper_id from child_file f where f.school_id = p.school_id and f.pupil_id = p.id
          order by f.opened_on desc, f.version desc limit 1) last on true` as never,
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'pupil_id as pupilId'])
    .compile()

/** Open files that nobody keeps get the keeper the plan names, as a change of the field. */
export const fillKeepersQuery = (scope: Scope, ids: readonly string[] | undefined) =>
  sql`with plan as (${keeperRole(scope)}),
    named as (
      select f.id, (select h.user_id from performer h where h.school_id = ${scope.schoolId}::uuid and h.role = plan.role
        and h.target = post_target(plan.role, p.school_id, p.class_id, p.id) order by h.user_id limit 1) as keeper
      from plan join child_file f on f.school_id = ${scope.schoolId}::uuid and f.closed_on is null and f.keeper_id is null
      join pupil p on p.school_id = f.school_id and p.id = f.pupil_id
      where plan.role is not null and ${among('f.pupil_id', ids)})
    update child_file f set keeper_id = n.keeper, version = f.version + 1,
      field_versions = f.field_versions || jsonb_build_object('keeperId', f.version + 1)
    from named n where f.school_id = ${scope.schoolId}::uuid and f.id = n.id and n.keeper is not null`.compile(
    qb,
  )

/** A keeper who is not the last one named yet is named as of today; asked again it adds nothing. */
export const noteKeepersQuery = (scope: Scope, ids: readonly string[] | undefined, by: string | null) =>
  sql`update child_file set keepers = keepers || jsonb_build_object('id', keeper_id, 'from', ${scope.today}::date,
      'by', ${by}::uuid)
    where school_id = ${scope.schoolId}::uuid and closed_on is null
      and keeper_id is distinct from (keepers -> -1 ->> 'id')::uuid and ${among('pupil_id', ids)}`.compile(qb)

/** The sealed parts of a file that the scope's tiers open. */
export const partsQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_file_part')
    .select(['tier', 'sealed'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .compile(),
)

export interface DefinitionRow {
  readonly key: string
  readonly version: number
  readonly params: DefinitionParams
  readonly primary: boolean
  readonly effectiveFrom: LocalDate
}

export const insertDefinitionsQuery = (scope: Scope, rows: readonly DefinitionRow[]) =>
  qb
    .insertInto('definition')
    .values(
      rows.map((row) => ({
        school_id: scope.schoolId,
        id: newId(),
        key: row.key,
        version: row.version,
        params: json(row.params),
        is_primary: row.primary,
        effective_from: row.effectiveFrom,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'key'])
    .compile()

/** The last day of a version is the day before the next one begins. */
export const endDefinitionQuery = (scope: Scope, id: string, to: LocalDate) =>
  qb
    .updateTable('definition')
    .set({ effective_to: to })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** The plan goes on with the next version of its definition. */
export const movePlanQuery = (scope: Scope, from: string, to: string) =>
  qb
    .updateTable('care_plan')
    .set({ definition_id: to })
    .where('school_id', '=', scope.schoolId)
    .where('definition_id', '=', from)
    .where('effective_to', 'is', null)
    .compile()

export const clearPrimaryQuery = (scope: Scope) =>
  qb
    .updateTable('definition')
    .set({ is_primary: false })
    .where('school_id', '=', scope.schoolId)
    .where('effective_to', 'is', null)
    .where('is_primary', '=', true)
    .compile()

export const setPrimaryQuery = (scope: Scope, id: string, effectiveFrom: LocalDate) =>
  qb
    .updateTable('definition')
    .set({ is_primary: true, effective_from: sql`least(effective_from, ${effectiveFrom}::date)` })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export const lockBasicsQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('pupil')
    .select([
      'id',
      'version',
      'field_versions as fieldVersions',
      'phone_sealed as phoneSealed',
      'address_sealed as addressSealed',
      'village',
      'boarding',
      'residence',
      'ethnic',
      'student_no as studentNo',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .forNoKeyUpdate()
    .compile()

/** Sets columns and remembers at which version each of the fields changed. */
export const updateFieldsQuery = (
  scope: Scope,
  id: string,
  {
    version,
    columns,
    fields,
  }: { version: number; columns: Readonly<Record<string, unknown>>; fields: readonly string[] },
) =>
  qb
    .updateTable('pupil')
    .set({
      ...columns,
      version,
      updated_at: sql`now()`,
      field_versions: sql`field_versions || ${json(Object.fromEntries(fields.map((field) => [field, version])))}`,
    } as never)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()
