import { sql } from 'kysely'
import { qb, raw, reachOf, reached, reachedSql, stillHereSql, type Reached } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

interface Days {
  readonly from: string
  readonly to: string
}

const classesOf = ({ reach }: Scope): readonly string[] | null =>
  reach.kind === 'school' ? null : reach.classIds

/** Terms of the school year that holds today, else of the next, else of the last. */
export const termsQuery = (scope: Scope, yearId: string | null) =>
  raw<{ id: string; name: string; from: string; to: string; yearId: string; yearName: string }>(
    `with year as (
       select id, name from school_year where school_id = $1::uuid and ($3::uuid is null or id = $3::uuid)
       order by ends_on >= $2::date desc, case when ends_on >= $2::date then starts_on end, starts_on desc limit 1)
     select t.id, t.name, t.starts_on as "from", t.ends_on as "to", y.id as "yearId", y.name as "yearName"
     from term t join year y on y.id = t.school_year_id where t.school_id = $1::uuid order by t.starts_on`,
    [scope.schoolId, scope.today, yearId],
  )

/** Weekly plans and records of some classes that are overdue: the plan asked for them and they are not there (D02, D03). */
export const missedPagesQuery = (scope: Scope, classIds: readonly string[], days: Days) =>
  raw<{ classId: string; from: string; to: string }>(
    `select d.class_id as "classId", d.window_from as "from", d.window_to as "to" from duty_state d
     where d.school_id = $1::uuid and d.subject_kind = 'class' and d.class_id = any ($2::uuid[])
       and d.key in ('weeklyPlan', 'weeklyRecord') and d.state = 'missed'
       and d.window_from <= $4::date and d.window_to >= $3::date`,
    [scope.schoolId, classIds, days.from, days.to],
  )

/** Classes of a school year that the scope reaches, with the class teachers of today. */
export const classesQuery = (scope: Scope, yearId: string) =>
  raw<{ classId: string; className: string; teachers: string[] }>(
    `select c.id as "classId", c.name as "className", array(
       select distinct u.name from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
       where r.school_id = c.school_id and r.class_id = c.id and r.role = 'classTeacher' and r.from_on <= $3::date
         and (r.to_on is null or r.to_on >= $3::date) order by u.name) as teachers
     from class c where c.school_id = $1::uuid and c.school_year_id = $2::uuid
       and ($4::uuid[] is null or c.id = any ($4::uuid[]))
     order by c.grade, c.number`,
    [scope.schoolId, yearId, scope.today, classesOf(scope)],
  )

export const classQuery = (scope: Scope, classId: string) =>
  raw<{ name: string; yearId: string }>(
    `select name, school_year_id as "yearId" from class
     where school_id = $1::uuid and id = $2::uuid and ($3::uuid[] is null or id = any ($3::uuid[]))`,
    [scope.schoolId, classId, classesOf(scope)],
  )

export const pagesQuery = (scope: Scope, classIds: readonly string[], days: Days) =>
  qb
    .selectFrom('handbook_week as w')
    .leftJoin('auth_user as u', 'u.id', 'w.completed_by')
    .select([
      'w.id',
      'w.class_id as classId',
      'w.week_on as on',
      'w.version',
      'w.planned_sealed as planned',
      'w.completed_on as completedOn',
      'u.name as completedByName',
    ])
    .where('w.school_id', '=', scope.schoolId)
    .where(sql<boolean>`w.class_id = any (${[...classIds]}::uuid[])`)
    .where('w.week_on', '>=', days.from)
    .where('w.week_on', '<=', days.to)
    .orderBy('w.week_on')
    .compile()

export interface DutyRow {
  readonly id: string
  readonly doneOn: string | null
  readonly key: string
  readonly state: string
  readonly dueOn: string
  readonly pupilId: string | null
  readonly pupilName: string | null
  readonly mayOpen: boolean | null
}

const MAY_OPEN = `${reachedSql('p', 5)} and ${stillHereSql('p')} as "mayOpen"`

/** Duties of a class that fall due in some days, from the one view that defines their state. */
export const dutiesQuery = (scope: Scope, classId: string, days: Days, openTo: Reached) =>
  raw<DutyRow>(
    `select d.id, d.key, d.state, d.due_on as "dueOn", d.done_on as "doneOn", d.pupil_id as "pupilId", p.name as "pupilName",
       ${MAY_OPEN}
     from duty_state d left join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     where d.school_id = $1::uuid and d.class_id = $2::uuid and d.due_on between $3::date and $4::date
     order by d.key, p.pinyin, p.name, p.id, d.due_on, d.id`,
    [scope.schoolId, classId, days.from, days.to, ...openTo],
  )

/** Valid cards of a class held in some days: kind, whether somebody was reached, the child; never what was said. */
export const cardsQuery = (scope: Scope, classId: string, days: Days, openTo: Reached) =>
  raw<{
    kind: string
    reached: boolean
    pupilId: string | null
    pupilName: string | null
    mayOpen: boolean | null
  }>(
    `select a.kind, a.reached, a.pupil_id as "pupilId", p.name as "pupilName", ${MAY_OPEN}
     from card a left join pupil p on p.school_id = a.school_id and p.id = a.pupil_id
     where a.school_id = $1::uuid and a.class_id = $2::uuid and a.superseded_at is null
       and a.held_on between $3::date and $4::date
     order by a.kind, p.pinyin, p.name, p.id`,
    [scope.schoolId, classId, days.from, days.to, ...openTo],
  )

export interface EntryRow {
  readonly id: string
  readonly kind: string
  readonly classId: string | null
  readonly on: string
  readonly pupilId: string | null
  readonly pupilName: string | null
  readonly authorId: string
  readonly authorName: string | null
  readonly version: number
  /** Null where row-level security keeps the words back. */
  readonly sealed: Buffer | null
}

const ENTRIES = `select e.id, e.kind, e.class_id as "classId", e.entry_on as "on", e.pupil_id as "pupilId", p.name as "pupilName",
    e.author_id as "authorId", u.name as "authorName", e.version, x.sealed
  from handbook_entry e left join handbook_text x on x.school_id = e.school_id and x.id = e.id
  left join pupil p on p.school_id = e.school_id and p.id = e.pupil_id left join auth_user u on u.id = e.author_id`

/** Entries of a class's handbook in some days. */
export const entriesQuery = (scope: Scope, classId: string, days: Days) =>
  raw<EntryRow>(
    `${ENTRIES} where e.school_id = $1::uuid and e.kind = 'class' and e.class_id = $2::uuid
       and e.entry_on between $3::date and $4::date order by e.entry_on, e.id`,
    [scope.schoolId, classId, days.from, days.to],
  )

/** The own diary about a child, newest first. */
export const diaryQuery = (scope: Scope, pupilId: string) =>
  raw<EntryRow>(
    `${ENTRIES} where e.school_id = $1::uuid and e.kind = 'diary' and e.pupil_id = $2::uuid and e.author_id = $3::uuid
     order by e.entry_on desc, e.id desc`,
    [scope.schoolId, pupilId, scope.userId],
  )

/** One entry, if the scope reaches its class or child. */
export const entryQuery = (scope: Scope, id: string) =>
  raw<EntryRow>(
    `${ENTRIES} where e.school_id = $1::uuid and e.id = $2::uuid
       and ($3::boolean or e.class_id = any ($4::uuid[]) or e.pupil_id = any ($5::uuid[]))`,
    [scope.schoolId, id, ...reachOf(scope)],
  )

/** That helpers wrote about children of a class. */
export const diaryCountQuery = (scope: Scope, classId: string, days: Days) =>
  raw<{ authors: number; entries: number }>(
    `select count(distinct e.author_id)::int as authors, count(*)::int as entries
     from handbook_entry e join pupil p on p.school_id = e.school_id and p.id = e.pupil_id
     where e.school_id = $1::uuid and e.kind = 'diary' and p.class_id = $2::uuid and e.entry_on between $3::date and $4::date`,
    [scope.schoolId, classId, days.from, days.to],
  )

export const pupilsOfClassQuery = (scope: Scope, classId: string) =>
  qb
    .selectFrom('pupil')
    .select(['id', 'name'])
    .where('school_id', '=', scope.schoolId)
    .where('class_id', '=', classId)
    .where('left_on', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .compile()

/** A child the scope reaches. */
export const childQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('pupil as p')
    .select(['p.id', 'p.name'])
    .where('p.school_id', '=', scope.schoolId)
    .where('p.id', '=', id)
    .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))
    .compile()

/** Helpers of today with their children, and what each has written about the child: counts and the last day. */
export const diariesQuery = (scope: Scope) =>
  raw<{
    pupilId: string
    pupilName: string
    className: string | null
    authorId: string
    authorName: string
    entries: number
    lastOn: string | null
  }>(
    `select p.id as "pupilId", p.name as "pupilName", c.name as "className", u.id as "authorId", u.name as "authorName",
       count(e.id)::int as entries, max(e.entry_on) as "lastOn"
     from (select distinct r.user_id, r.pupil_id from role_assignment r where r.school_id = $1::uuid
         and r.role = 'helpingTeacher' and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date)) h
     join pupil p on p.school_id = $1::uuid and p.id = h.pupil_id and p.left_on is null
     join auth_user u on u.id = h.user_id and not u.disabled
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join handbook_entry e on e.school_id = p.school_id and e.kind = 'diary' and e.pupil_id = p.id and e.author_id = h.user_id
     where $3::boolean or p.class_id = any ($4::uuid[]) or (p.id = any ($5::uuid[]) and u.id = $6::uuid)
     group by p.id, p.name, c.name, c.grade, c.number, u.id, u.name
     order by c.grade nulls last, c.number, p.name, u.name, p.id, u.id`,
    [scope.schoolId, scope.today, ...reachOf(scope), scope.userId],
  )
