import { sql, type ExpressionBuilder } from 'kysely'
import type { DB } from '#server/db/schema.gen.ts'
import { aboutPupil } from '#server/db/merged.ts'
import { builtOnce } from '#server/db/built-once.ts'
import { isMarked, markedForFile } from '#server/db/marks.ts'
import { inSchool, qb, raw, reached, stillHere } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const PAGE_SIZE = 50

export interface ListFilter {
  readonly view: 'list' | 'all'
  readonly only?: 'toVerify' | 'urgent' | 'noLongerCounted' | undefined
  /** Key of the deciding definition; undefined = the primary one. */
  readonly definition?: string | undefined
  readonly classId?: string | undefined
  /** A mark they carry today: of all pupils, not of the list. */
  readonly mark?: string | undefined
  /** Search grams, all of which must be found. */
  readonly tokens?: readonly string[] | undefined
  readonly ids?: readonly string[] | undefined
}

const COUNTED = ['counted'] as const
const TO_VERIFY = ['toVerify'] as const
const COUNTED_OR_TO_VERIFY = ['counted', 'toVerify'] as const

const uuids = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

/** Id of the definition that decides, as it holds now. */
const deciding = (scope: Scope, key: string | undefined) =>
  qb
    .selectFrom('definition')
    .select('id')
    .where(inSchool('school_id', scope))
    .where('effective_to', 'is', null)
    .$if(key === undefined, (q) => q.where('is_primary', '=', true))
    .$if(key !== undefined, (q) => q.where('key', '=', key ?? ''))

const statusNow = (scope: Scope, pupilId: string, results: readonly string[], key?: string) =>
  sql<boolean>`exists (select 1 from child_status s where ${inSchool('s.school_id', scope)} and s.pupil_id = ${sql.ref(pupilId)}
    and s.to_on is null and s.result = any(${results}::text[]) and s.definition_id = (${deciding(scope, key)}))`

const openFile = (scope: Scope, pupilId: string) =>
  sql<boolean>`exists (select 1 from child_file f where ${inSchool('f.school_id', scope)} and f.pupil_id = ${sql.ref(pupilId)} and f.closed_on is null)`

const carerNow = (scope: Scope, pupilId: string) =>
  sql`select k.kind, k.relation, coalesce(k.name, m.name) as name,
      case when m.no_contact is null then coalesce(k.phone_masked, m.phone_masked) end as phone
    from carer k left join family_member m on m.school_id = k.school_id and m.id = k.member_id
    where ${inSchool('k.school_id', scope)} and k.pupil_id = ${sql.ref(pupilId)}
      and (k.from_on is null or k.from_on <= ${scope.today}::date) and (k.to_on is null or k.to_on >= ${scope.today}::date)
    order by k.from_on desc nulls last, k.created_at desc limit 1`

/** Some sound number, not found dead, reaches somebody who belongs to the child and may be called (K-52). */
const hasContact = (scope: Scope, pupil: string) =>
  sql<boolean>`(${sql.ref(`${pupil}.phone_masked`)} is not null
    or exists (select 1 from family_member m where ${inSchool('m.school_id', scope)} and m.pupil_id = ${sql.ref(`${pupil}.id`)}
      and m.state = 'present' and m.phone_masked is not null and m.phone_dead_on is null and m.no_contact is null)
    or exists (select 1 from carer k where ${inSchool('k.school_id', scope)} and k.pupil_id = ${sql.ref(`${pupil}.id`)}
      and k.phone_masked is not null and k.phone_dead_on is null and (k.to_on is null or k.to_on >= ${scope.today}::date)))`

type PupilBuilder = ExpressionBuilder<DB & { p: DB['pupil'] }, 'p'>

/**
 * Pupils that the person reaches: lists, counts and by-id reads begin here. What is left of one that another school took over
 * stands in figures only (docs/adr/0022).
 */
const pupilsOf = (scope: Scope) =>
  qb
    .selectFrom('pupil as p')
    .leftJoin('class as c', (join) =>
      join.onRef('c.school_id', '=', 'p.school_id').onRef('c.id', '=', 'p.class_id'),
    )
    .where(inSchool('p.school_id', scope))
    .where(stillHere('p'))
    .where((eb) => reached(eb as never, scope, { classId: 'p.class_id', pupilId: 'p.id' }))

const matching = (scope: Scope, filter: ListFilter) =>
  pupilsOf(scope)
    .where('p.left_on', 'is', null)
    .where((builder: unknown) => {
      const eb = builder as PupilBuilder
      const conditions = []
      const { only, definition } = filter
      if (only === 'toVerify') conditions.push(statusNow(scope, 'p.id', TO_VERIFY, definition))
      else if (only === 'noLongerCounted')
        conditions.push(
          openFile(scope, 'p.id'),
          sql<boolean>`not ${statusNow(scope, 'p.id', COUNTED_OR_TO_VERIFY)}`,
          sql<boolean>`not ${markedForFile(scope, 'p.id')}`,
        )
      else if (filter.view === 'list' && filter.mark === undefined)
        conditions.push(statusNow(scope, 'p.id', COUNTED, definition))
      if (only === 'urgent')
        conditions.push(
          sql<boolean>`(select n.kind from (${carerNow(scope, 'p.id')}) n) in ('nobody', 'uncertain')`,
        )
      if (filter.mark) conditions.push(isMarked(scope, 'p.id', filter.mark))
      if (filter.classId) conditions.push(sql<boolean>`p.class_id = ${filter.classId}::uuid`)
      if (filter.tokens) conditions.push(sql<boolean>`p.name_grams @> ${filter.tokens}::text[]`)
      if (filter.ids) conditions.push(sql<boolean>`p.id = ${uuids(filter.ids)}`)
      return conditions.length > 0 ? eb.and(conditions) : eb.lit(true)
    })

export const countQuery = (scope: Scope, filter: ListFilter) =>
  matching(scope, filter)
    .select(sql<number>`count(*)::int`.as('total'))
    .compile()

export const idsQuery = (scope: Scope, filter: ListFilter) =>
  matching(scope, filter).select('p.id').orderBy('p.id').compile()

/** What the completeness rule looks at (K-52), for a list of pupils in `page`. */
const factColumns = (scope: Scope, from: 'page') =>
  [
    sql<boolean>`${sql.ref(`${from}.address_sealed`)} is not null`.as('hasAddress'),
    hasContact(scope, from).as('hasContact'),
    sql<{
      kind: string
      relation: string
      name: string | null
      phone: string | null
    } | null>`(select to_jsonb(n) from (${carerNow(scope, `${from}.id`)}) n)`.as('carer'),
    sql<{
      openedOn: string
      closedOn: string | null
      keeperId: string | null
    } | null>`(select jsonb_build_object('openedOn', f.opened_on,
      'closedOn', f.closed_on, 'keeperId', f.keeper_id) from child_file f where ${inSchool('f.school_id', scope)}
      and f.pupil_id = ${sql.ref(`${from}.id`)} order by f.closed_on desc nulls first, f.opened_on desc limit 1)`.as(
      'file',
    ),
  ] as const

const tags = (scope: Scope, result: string) =>
  sql<
    string[]
  >`array(select d.key from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
    where ${inSchool('s.school_id', scope)} and s.pupil_id = page.id and s.to_on is null and s.result = ${result}
    order by d.is_primary desc, d.key)`

const rowColumns = [
  'p.id',
  'p.name',
  'p.pinyin',
  'p.sex',
  'p.birth_on',
  'p.boarding',
  'p.class_id',
  'p.phone_masked',
  'p.address_sealed',
  'c.name as class_name',
  'c.grade',
  'c.number',
] as const

const buildPage = (scope: Scope, filter: ListFilter, offset: number) =>
  qb
    .with('page', () =>
      matching(scope, filter)
        .select([...rowColumns, sql<number>`(count(*) over ())::int`.as('total')])
        .orderBy('c.grade')
        .orderBy('c.number')
        .orderBy('p.pinyin')
        .orderBy('p.id')
        .limit(PAGE_SIZE)
        .offset(offset),
    )
    .selectFrom('page')
    .select([
      'page.id',
      'page.name',
      'page.sex',
      'page.birth_on as birthDate',
      'page.boarding',
      'page.class_id as classId',
      'page.class_name as className',
      'page.phone_masked as phoneMasked',
      'page.total',
      tags(scope, 'counted').as('statusTags'),
      tags(scope, 'toVerify').as('toVerify'),
      ...factColumns(scope, 'page'),
    ])
    .orderBy('page.grade')
    .orderBy('page.number')
    .orderBy('page.pinyin')
    .orderBy('page.id')
    .compile()

const pageOf = (view: ListFilter['view'], only: ListFilter['only'], mark: ListFilter['mark']) =>
  builtOnce(
    (
      scope: Scope,
      definition: string | undefined,
      classId: string | undefined,
      tokens: readonly string[] | undefined,
      ids: readonly string[] | undefined,
      offset: number,
    ) => buildPage(scope, { view, only, mark, definition, classId, tokens, ids }, offset),
  )
const pages = new Map<string, ReturnType<typeof pageOf>>()

/**
 * One page in the order of classes and names, each row with the number of all that match; tags and carers are looked up
 * for these rows only.
 */
export function pageQuery(scope: Scope, filter: ListFilter, page: number) {
  const { view, only, mark, definition, classId, tokens, ids } = filter
  const kind = `${view} ${only ?? ''} ${mark ?? ''}`
  const query = pages.get(kind) ?? pageOf(view, only, mark)
  pages.set(kind, query)
  return query(scope, definition, classId, tokens, ids, (page - 1) * PAGE_SIZE)
}

/** The completeness facts of everybody who matches, unpaged: for counts. */
export const factsQuery = (scope: Scope, filter: ListFilter) =>
  qb
    .with('page', () => matching(scope, filter).select(rowColumns))
    .selectFrom('page')
    .select([
      'page.id',
      'page.name',
      'page.sex',
      'page.birth_on as birthDate',
      'page.class_id as classId',
      ...factColumns(scope, 'page'),
    ])
    .compile()

/** A pupil the person reaches, whoever asks and for whatever: the by-id form of the list's line. */

/** The same with what decides how deep the child's file opens. */
export const fileChildQuery = builtOnce((scope: Scope, id: string) =>
  pupilsOf(scope)
    .select([
      'p.id',
      'p.class_id as classId',
      sql<string | null>`(select f.keeper_id from child_file f where ${inSchool('f.school_id', scope)}
        and f.pupil_id = p.id and f.closed_on is null)`.as('keeperId'),
    ])
    .where('p.id', '=', id)
    .compile(),
)

/** In which part of the files an own field lies; no row = there is no such field. */
export const ownTierQuery = (scope: Scope, fieldId: string) =>
  qb
    .selectFrom('own_field')
    .select('tier')
    .where(inSchool('school_id', scope))
    .where('field_id', '=', fieldId)
    .orderBy('version', 'desc')
    .limit(1)
    .compile()

/** The parts of one tier of some children: what an own field is searched in. */
export const partsOfQuery = (scope: Scope, tier: string, pupilIds: readonly string[]) =>
  raw<{ id: string; sealed: Buffer }>(
    `select t.pupil_id as id, t.sealed from child_file_part t
     where t.school_id = $1::uuid and t.pupil_id = any ($2::uuid[]) and t.tier = $3`,
    [scope.schoolId, pupilIds, tier],
  )

/** All parts of everybody who matches; for a page of the list, never for a school. */
export const matchingPartsQuery = (scope: Scope, filter: ListFilter) =>
  qb
    .with('page', () => matching(scope, filter).select('p.id'))
    .selectFrom('page')
    .innerJoin('child_file_part as t', (join) => join.onRef('t.pupil_id', '=', 'page.id'))
    .select(['page.id', 't.tier', 't.sealed'])
    .where(inSchool('t.school_id', scope))
    .compile()

export const pupilQuery = builtOnce((scope: Scope, id: string) =>
  pupilsOf(scope)
    .select([
      'p.id',
      'p.version',
      'p.name',
      'p.sex',
      'p.birth_on as birthDate',
      'p.ethnic',
      'p.residence',
      'p.boarding',
      'p.class_id as classId',
      'c.name as className',
      'c.grade',
      'p.student_no as studentNo',
      'p.id_kind as idKind',
      'p.id_sealed as idSealed',
      'p.id_masked as idMasked',
      'p.phone_sealed as phoneSealed',
      'p.phone_masked as phoneMasked',
      'p.address_sealed as addressSealed',
      'p.extra_sealed as extraSealed',
      'p.village',
      'p.joined_on as joinedOn',
      'p.left_on as leftOn',
    ])
    .where('p.id', '=', id)
    .compile(),
)

/** The file that is open, else the last one. */
export const fileQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_file as f')
    .leftJoin('auth_user as u', 'u.id', 'f.keeper_id')
    .select([
      'f.id',
      'f.version',
      'f.opened_on as openedOn',
      'f.closed_on as closedOn',
      'f.keeper_id as keeperId',
      'u.name as keeperName',
    ])
    .where(inSchool('f.school_id', scope))
    .where('f.pupil_id', '=', pupilId)
    .orderBy(sql`f.closed_on desc nulls first`)
    .orderBy('f.opened_on', 'desc')
    .limit(1)
    .compile(),
)

export const historyQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_status as s')
    .innerJoin('definition as d', (join) =>
      join.onRef('d.school_id', '=', 's.school_id').onRef('d.id', '=', 's.definition_id'),
    )
    .select([
      's.id',
      'd.key',
      'd.version',
      's.result',
      's.kind',
      's.from_on as from',
      's.to_on as to',
      's.as_of as asOf',
      's.reasons',
      's.ended_reason as ended',
    ])
    .where(inSchool('s.school_id', scope))
    .where('s.pupil_id', '=', pupilId)
    .orderBy('s.from_on', 'desc')
    .orderBy('d.key')
    .compile(),
)

/** Different people whose look at this child is on record. */
export const seenByQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('audit_entry')
    .select(sql<number>`count(distinct actor_id)::int`.as('people'))
    .where(inSchool('school_id', scope))
    .where(aboutPupil(scope, 'pupil_id', pupilId))
    .where('action', '=', 'read')
    .compile(),
)

/** How many of the reached pupils count now, per definition. */
export const statusCountsQuery = (scope: Scope) =>
  qb
    .with('reachable', () => pupilsOf(scope).select('p.id').where('p.left_on', 'is', null))
    .selectFrom('child_status as s')
    .innerJoin('reachable as r', 'r.id', 's.pupil_id')
    .select(['s.definition_id as definitionId', 's.result', sql<number>`count(*)::int`.as('count')])
    .where(inSchool('s.school_id', scope))
    .where('s.to_on', 'is', null)
    .groupBy(['s.definition_id', 's.result'])
    .compile()
