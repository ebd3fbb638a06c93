import type { PaidAs } from '#shared/appraisal/schema.ts'
import { PRIMARY_KEY } from '#server/db/primary-definition.ts'
import { raw, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface YearRow {
  readonly id: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly terms: {
    readonly id: string
    readonly name: string
    readonly startsOn: string
    readonly endsOn: string
  }[]
}

/** School years with their terms, by their first day. */
export const yearsQuery = (scope: Scope) =>
  raw<YearRow>(
    `select y.id, y.name, y.starts_on as "startsOn", y.ends_on as "endsOn",
       (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'startsOn', t.starts_on, 'endsOn', t.ends_on)
          order by t.starts_on), '[]') from term t where t.school_id = y.school_id and t.school_year_id = y.id) as terms
     from school_year y where y.school_id = $1::uuid order by y.starts_on`,
    [scope.schoolId],
  )

export interface SchemeRow {
  readonly id: string
  readonly yearId: string
  readonly settings: unknown
  readonly conductBy: string
  readonly conductName: string
  readonly turnedOnBy: string
  readonly turnedOnName: string
  readonly turnedOnAt: string
  readonly approvedBy: string | null
  readonly approvedName: string | null
  readonly approvedAt: string | null
  readonly ended: boolean
  readonly version: number
}

const SCHEME = `select s.id, s.school_year_id as "yearId", s.settings, s.conduct_by as "conductBy", c.name as "conductName",
    s.turned_on_by as "turnedOnBy", o.name as "turnedOnName", s.turned_on_at as "turnedOnAt", s.approved_by as "approvedBy",
    a.name as "approvedName", s.approved_at as "approvedAt", s.ended_at is not null as ended, s.version
  from appraisal_scheme s join auth_user c on c.id = s.conduct_by join auth_user o on o.id = s.turned_on_by
  left join auth_user a on a.id = s.approved_by where s.school_id = $1::uuid`

export const schemeQuery = (scope: Scope, id: string) =>
  raw<SchemeRow>(`${SCHEME} and s.id = $2::uuid`, [scope.schoolId, id])

/** School years in which it is on, or asked for. */
export const openYearsQuery = (scope: Scope) =>
  raw<{ yearId: string; on: boolean }>(
    `select school_year_id as "yearId", approved_at is not null as "on" from appraisal_scheme
     where school_id = $1::uuid and ended_at is null`,
    [scope.schoolId],
  )

/** The one that is on, or asked for, in a year. */
export const schemeOfYearQuery = (scope: Scope, yearId: string) =>
  raw<SchemeRow>(`${SCHEME} and s.school_year_id = $2::uuid and s.ended_at is null`, [scope.schoolId, yearId])

export interface ChildRow {
  readonly id: string
  readonly name: string
  readonly classId: string
  readonly className: string
  readonly grade: number
  /** The day on which it came to this class, from another one of the year or from elsewhere. */
  readonly cameOn: string
  readonly listed: boolean
}

interface AsOf {
  readonly yearId: string
  readonly asOf: string
  /** Key of the definition that makes the list; null = of today's. */
  readonly listKey: string | null
}

/**
 * Who was at school on a day of a year, in the class it had come to last by then, and whether it was on the list that day: by
 * the version of the definition that was in force on it. Whoever left later, or is on another list since, changes nothing.
 */
export const childrenQuery = (scope: Scope, { yearId, asOf, listKey }: AsOf) =>
  raw<ChildRow>(
    `with rule as (
       select d.id from definition d where d.school_id = $1::uuid and d.key = coalesce($4::text, ${PRIMARY_KEY})
       order by d.effective_from <= $3::date desc, case when d.effective_from <= $3::date then d.version else -d.version end desc
       limit 1)
     select p.id, p.name, c.id as "classId", c.name as "className", c.grade, c."cameOn", exists (
         select from child_status s where s.school_id = p.school_id and s.pupil_id = p.id and s.result = 'counted'
           and s.definition_id = (select id from rule) and s.from_on <= $3::date and (s.to_on is null or s.to_on >= $3::date)) as listed
     from pupil p join lateral (
       select c.id, c.name, c.grade, c.number, case when count(*) over () > 1 then m.since else p.joined_on end as "cameOn"
       from class c left join lateral (select max(m.from_on) as since from class_membership m
         where m.school_id = c.school_id and m.class_id = c.id and m.pupil_id = p.id and m.from_on <= $3::date) m on true
       where c.school_id = p.school_id and c.school_year_id = $2::uuid and (m.since is not null or (c.id = p.class_id and not exists (
         select from class_membership k where k.school_id = p.school_id and k.pupil_id = p.id)))
       order by m.since desc limit 1) c on true
     where p.school_id = $1::uuid and p.joined_on <= $3::date and (p.left_on is null or p.left_on > $3::date) and ${stillHereSql('p')}
     order by c.grade, c.number, p.pinyin, p.name, p.id`,
    [scope.schoolId, yearId, asOf, listKey],
  )

export interface PaidRow {
  readonly personId: string
  readonly name: string
  readonly as: PaidAs
  readonly classId: string | null
  readonly pupilId: string | null
}

/**
 * Who is paid in a year (P6-38), and for what: class teachers of its classes as of a day, and whoever helped a child at some
 * time of the year by then: a helping teacher, or a volunteer in a pairing that had begun.
 */
export const paidQuery = (
  scope: Scope,
  yearId: string,
  days: { readonly from: string; readonly asOf: string },
) =>
  raw<PaidRow>(
    `select r.user_id as "personId", u.name, 'classTeacher' as "as", r.class_id as "classId", null::uuid as "pupilId"
     from role_assignment r join class c on c.school_id = r.school_id and c.id = r.class_id and c.school_year_id = $2::uuid
     join auth_user u on u.id = r.user_id
     where r.school_id = $1::uuid and r.role = 'classTeacher' and r.from_on <= $4::date and (r.to_on is null or r.to_on >= $4::date)
     union all
     select r.user_id, u.name, 'helper', null, r.pupil_id
     from role_assignment r join auth_user u on u.id = r.user_id
     where r.school_id = $1::uuid and r.role = 'helpingTeacher' and r.from_on <= $4::date and (r.to_on is null or r.to_on >= $3::date)
     union all
     select coalesce(h.user_id, h.id), coalesce(h.name, u.name), 'helper', null, k.pupil_id
     from pairing p join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id and m.part = 'outside'
     join pairing_member k on k.school_id = p.school_id and k.pairing_id = p.id and k.part = 'child'
     join helper h on h.school_id = m.school_id and h.id = m.helper_id and h.kind = 'volunteer'
     left join auth_user u on u.id = h.user_id
     where p.school_id = $1::uuid and p.started_on <= $4::date and (p.ended_on is null or p.ended_on > $3::date)`,
    [scope.schoolId, yearId, days.from, days.asOf],
  )

export interface EntryRow {
  readonly id: string
  readonly pupilId: string
  readonly kind: 'rank' | 'conduct' | 'title'
  readonly spanId: string
  readonly sealed: Buffer
  readonly enteredBy: string
}

const ENTRY = 'id, pupil_id as "pupilId", kind, span_id as "spanId", sealed, entered_by as "enteredBy"'

/** The newest of each child, kind and span. */
export const entriesQuery = (scope: Scope, spanIds: readonly string[]) =>
  raw<EntryRow>(
    `select distinct on (span_id, kind, pupil_id) ${ENTRY} from appraisal_entry
     where school_id = $1::uuid and span_id = any ($2::uuid[])
     order by span_id, kind, pupil_id, entered_at desc, id desc`,
    [scope.schoolId, spanIds],
  )

/** Entries of these ids, whichever they are of. */
export const knownEntriesQuery = (scope: Scope, ids: readonly string[]) =>
  raw<EntryRow>(`select ${ENTRY} from appraisal_entry where school_id = $1::uuid and id = any ($2::uuid[])`, [
    scope.schoolId,
    ids,
  ])
