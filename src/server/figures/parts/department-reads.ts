import { raw } from '#server/db/query.ts'
import { PERFORMERS, TARGET } from '#server/db/performers.ts'
import type { Scope } from '#server/db/scope.ts'
import { BOARD_LINES, type WorkBoardRow } from '#server/figures/parts/work-reads.ts'
import { BOARD_PAGE, type Days } from '#server/figures/reads.ts'

/** Whose numbers are asked for: all departments for a leader, else those the reader heads; of them one. */
export interface Departments {
  readonly all: boolean
  readonly departmentId: string | null
}

/** Reads $1 school, $2 whether all are seen, $3 one department. */
const SEEN = `seen as (
  select d.id, d.name, d.created_at from department d where d.school_id = $1::uuid and d.to_on is null
    and ($3::uuid is null or d.id = $3::uuid)
    and ($2::boolean or exists (select from department_staff s where s.school_id = d.school_id and s.department_id = d.id
      and s.user_id = app_user() and s.is_head)))`

/**
 * The people of the departments and the posts they hold or cover today. Further reads $4 and $5, the days in which a duty
 * falls due.
 */
const FALLEN = `staff as (
    select s.department_id, s.user_id from department_staff s where s.school_id = $1::uuid
      and s.department_id in (select id from seen)),
  ${PERFORMERS},
  post as materialized (
    select distinct s.department_id, p.role, p.target from staff s join performer p on p.user_id = s.user_id),
  fallen as (
    select d.*, ${TARGET} as target from duty_state d
    where d.school_id = $1::uuid and d.due_on between $4::date and $5::date)`

/** What the members of one department owe, each duty once: by their posts, and what is owed by them as persons. Posts are looked up by hash. */
const OWED = `${FALLEN},
  owed as (
    select d.* from fallen d where d.subject_kind <> 'person'
      and coalesce((d.performer_role, d.target) in (select p.role, p.target from post p), false)
    union all
    select d.* from fallen d where d.subject_kind = 'person'
      and coalesce(d.person_id in (select s.user_id from staff s), false))`

const seenValues = (scope: Scope, { all, departmentId }: Departments): readonly unknown[] => [
  scope.schoolId,
  all,
  departmentId,
]

export const departmentLinesQuery = (scope: Scope, of: Departments) =>
  raw<{ id: string; name: string; headName: string | null; members: number }>(
    `with ${SEEN} select d.id, d.name, (array_agg(s.name) filter (where s.is_head))[1] as "headName",
       count(s.user_id)::int as members
     from seen d left join department_staff s on s.school_id = $1::uuid and s.department_id = d.id
     group by d.id, d.name, d.created_at order by d.created_at, d.id`,
    seenValues(scope, of),
  )

/** Tasks with their last day in some days, from the one view of their states. */
const TASKS = `from seen d join task_state t on t.school_id = $1::uuid and d.id = any (t.department_ids)
  and t.ends_on between $4::date and $5::date and t.state <> 'before'`

export const departmentTaskCountsQuery = (scope: Scope, of: Departments, days: Days) =>
  raw<{ departmentId: string; state: string; count: number }>(
    `with ${SEEN} select d.id as "departmentId", t.state, count(*)::int as count ${TASKS} group by 1, 2`,
    [...seenValues(scope, of), days.from, days.to],
  )

export const departmentTasksQuery = (scope: Scope, of: Departments, days: Days, states: readonly string[]) =>
  raw<{
    id: string
    entry: string | null
    title: string | null
    startsOn: string
    endsOn: string
    state: string
    daysLeft: number
  }>(
    `with ${SEEN} select t.id, t.entry, t.title, t.starts_on as "startsOn", t.ends_on as "endsOn", t.state,
       t.days_left as "daysLeft" ${TASKS} where t.state = any ($6::text[]) order by t.ends_on, t.id`,
    [...seenValues(scope, of), days.from, days.to, states],
  )

/** Counted post by post before it is said whose post it is, as the load of a board is. */
export const departmentDutyCountsQuery = (scope: Scope, of: Departments, days: Days) =>
  raw<{ departmentId: string; state: string; count: number; inOpen: number }>(
    `with ${SEEN}, ${FALLEN},
     counted as materialized (
       select d.performer_role as role, case when d.subject_kind <> 'person' then d.target end as target,
         case when d.subject_kind = 'person' then d.person_id end as person_id, d.state, count(*)::int as count,
         count(*) filter (where d.days_left >= 0)::int as "inOpen"
       from fallen d group by 1, 2, 3, 4),
     owed as (
       select p.department_id, c.* from counted c join post p on p.role = c.role and p.target = c.target
       union all
       select s.department_id, c.* from counted c join staff s on s.user_id = c.person_id)
     select o.department_id as "departmentId", o.state, sum(o.count)::int as count, sum(o."inOpen")::int as "inOpen"
     from owed o group by 1, 2`,
    [...seenValues(scope, of), days.from, days.to],
  )

export interface DutyFilter {
  readonly states: readonly string[] | null
  /** In windows still open, or in closed ones. */
  readonly inOpen: boolean | null
}

const FILTER = `($6::text[] is null or o.state = any ($6::text[])) and ($7::boolean is null or (o.days_left >= 0) = $7::boolean)`

const filterValues = (scope: Scope, of: Departments, days: Days, filter: DutyFilter): readonly unknown[] => [
  ...seenValues(scope, of),
  days.from,
  days.to,
  filter.states,
  filter.inOpen,
]

export const departmentDutyCountQuery = (scope: Scope, of: Departments, days: Days, filter: DutyFilter) =>
  raw<{ count: number }>(
    `with ${SEEN}, ${OWED} select count(*)::int as count from owed o where ${FILTER}`,
    filterValues(scope, of, days, filter),
  )

/** One page by due day, one line more to know whether there is another. Of a duty for a child the class is said. */
export const departmentDutiesQuery = (
  scope: Scope,
  of: Departments,
  days: Days,
  filter: DutyFilter,
  after: { readonly on: string; readonly id: string } | null,
) =>
  raw<WorkBoardRow>(
    `with ${SEEN}, ${OWED}, page as (
       select o.* from owed o where ${FILTER} and ($8::date is null or (o.due_on, o.id) > ($8::date, $9::uuid))
       order by o.due_on, o.id limit ${BOARD_PAGE + 1})
     ${BOARD_LINES}`,
    [...filterValues(scope, of, days, filter), after?.on ?? null, after?.id ?? null],
  )
