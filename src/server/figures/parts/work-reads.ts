import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { PERFORMERS, TARGET } from '#server/db/performers.ts'
import { BOARD_PAGE, type Classes, type Days } from '#server/figures/reads.ts'

/**
 * Which duties of classes, staff and school the reader sees: all, or those of some classes, of the persons who teach them and
 * the reader's own. Reads $1 school, $2 classes, $3 whether the whole staff of the classes is in reach.
 */
const REACHED = `d.school_id = $1::uuid and d.pupil_id is null and ($2::uuid[] is null
  or (d.subject_kind = 'class' and d.class_id = any ($2::uuid[]))
  or (d.subject_kind = 'person' and case when $3::boolean
    then exists (select from role_assignment r where r.school_id = d.school_id and r.user_id = d.person_id
      and r.role = 'classTeacher' and r.class_id = any ($2::uuid[]) and r.from_on <= d.due_on
      and (r.to_on is null or r.to_on >= d.window_from))
    else d.person_id = app_user() end))`

const reachValues = (scope: Scope, classes: Classes): readonly unknown[] => [
  scope.schoolId,
  classes,
  scope.reach.kind === 'school',
]

export const workCountsQuery = (scope: Scope, days: Days, classes: Classes) =>
  raw<{ group: string; key: string; state: string; count: number; inOpen: number }>(
    `select d.subject_kind as "group", d.key, d.state, count(*)::int as count,
       count(*) filter (where d.days_left >= 0)::int as "inOpen"
     from duty_state d where ${REACHED} and d.due_on between $4::date and $5::date group by 1, 2, 3`,
    [...reachValues(scope, classes), days.from, days.to],
  )

export interface WorkFilter {
  readonly days: Days
  readonly classes: Classes
  readonly group: string | null
  readonly key: string | null
  readonly states: readonly string[] | null
  /** In windows still open, or in closed ones. */
  readonly inOpen: boolean | null
}

const FILTER = `${REACHED} and d.due_on between $4::date and $5::date and ($6::text is null or d.subject_kind = $6::text)
  and ($7::text is null or d.key = $7::text) and ($8::text[] is null or d.state = any ($8::text[]))
  and ($9::boolean is null or (d.days_left >= 0) = $9::boolean)`

const filterValues = (scope: Scope, filter: WorkFilter): readonly unknown[] => [
  ...reachValues(scope, filter.classes),
  filter.days.from,
  filter.days.to,
  filter.group,
  filter.key,
  filter.states,
  filter.inOpen,
]

export const workCountQuery = (scope: Scope, filter: WorkFilter) =>
  raw<{ count: number }>(
    `select count(*)::int as count from duty_state d where ${FILTER}`,
    filterValues(scope, filter),
  )

export interface WorkBoardRow {
  readonly dutyId: string
  readonly group: string
  readonly key: string
  readonly subjectName: string | null
  readonly className: string | null
  readonly state: string
  readonly from: string
  readonly dueOn: string
  readonly daysLeft: number
  readonly attempts: number
  readonly performers: { readonly userId: string; readonly name: string }[]
}

/** The duties `page` as the board lists them, with who owes each today. Reads PERFORMERS and $1 school. */
export const BOARD_LINES = `select d.id as "dutyId", d.subject_kind as "group", d.key, coalesce(u.name, c.name) as "subjectName",
       c.name as "className", d.state, d.window_from as "from", d.due_on as "dueOn", d.days_left as "daysLeft", d.attempts,
       case when d.subject_kind = 'person' then coalesce((select json_agg(jsonb_build_object('userId', w.id, 'name', w.name))
           from auth_user w where w.id = d.person_id and not w.disabled), '[]')
         else coalesce((select json_agg(distinct jsonb_build_object('userId', r.user_id, 'name', r.name)) from performer r
           where r.role = d.performer_role and r.target = ${TARGET}), '[]') end as performers
     from page d left join class c on c.school_id = d.school_id and c.id = d.class_id
     left join auth_user u on u.id = d.person_id
     order by d.due_on, d.id`

/** One page by due day, one line more to know whether there is another. */
export const workListQuery = (
  scope: Scope,
  filter: WorkFilter,
  after: { readonly on: string; readonly id: string } | null,
) =>
  raw<WorkBoardRow>(
    `with ${PERFORMERS}, page as (
       select d.* from duty_state d where ${FILTER}
         and ($10::date is null or (d.due_on, d.id) > ($10::date, $11::uuid))
       order by d.due_on, d.id limit ${BOARD_PAGE + 1})
     ${BOARD_LINES}`,
    [...filterValues(scope, filter), after?.on ?? null, after?.id ?? null],
  )
