import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { TO_DO } from '#server/db/open-duty.ts'
import { MINE, PERFORMERS, UNASSIGNED } from '#server/db/performers.ts'
import { OF_MY_DAY, WORK_UNASSIGNED } from '#server/duties/parts/my-day-reads.ts'

interface Days {
  readonly from: string
  readonly to: string
}

/** How far the reader looks: leaders also see what is overdue or has nobody, of children and of the rest. */
export interface View {
  readonly wide: boolean
  readonly leads: boolean
}

/**
 * The lines of My day and My week by the day they fall due: what the reader owes for children, classes, oneself and the
 * school, one line for each subject, kind and window. Reads $1 school, $2 and $3 days, $4 wide, $5 leads.
 */
const LINES = `lines as (
  select distinct on (d.subject_id, d.key, d.window_from) d.id, d.key, d.subject_kind, d.pupil_id, d.class_id, d.person_id,
    d.window_from, d.due_on
  from duty d where d.school_id = $1::uuid and ${TO_DO} and d.due_on between $2::date and $3::date
    and case when ${OF_MY_DAY} then ${MINE} or ($4::boolean and (d.due_on < app_today() or ${UNASSIGNED}))
      else d.person_id = app_user() or (d.subject_kind <> 'person' and ${MINE})
        or ($5::boolean and ((d.pupil_id is null and d.due_on < app_today()) or ${WORK_UNASSIGNED})) end
  order by d.subject_id, d.key, d.window_from, d.id)`

const values = (scope: Scope, { wide, leads }: View, { from, to }: Days) => [
  scope.schoolId,
  from,
  to,
  wide,
  leads,
]

/** How many fall due on each day, by kind; no names. */
export const dueCountsQuery = (scope: Scope, view: View, days: Days) =>
  raw<{ day: string; key: string; count: number }>(
    `with ${PERFORMERS}, ${LINES}
     select due_on as day, key, count(*)::int as count from lines group by 1, 2 order by 1, 2`,
    values(scope, view, days),
  )

export interface DueRow {
  readonly dutyId: string
  readonly key: string
  readonly pupilId: string | null
  readonly subjectName: string | null
  readonly className: string | null
  readonly from: string
  readonly dueOn: string
}

/** The lines themselves. */
export const dueListQuery = (scope: Scope, view: View, days: Days) =>
  raw<DueRow>(
    `with ${PERFORMERS}, ${LINES}
     select l.id as "dutyId", l.key, l.pupil_id as "pupilId",
       coalesce(p.name, u.name, case when l.subject_kind = 'class' then c.name end) as "subjectName", c.name as "className",
       l.window_from as "from", l.due_on as "dueOn"
     from lines l left join pupil p on p.school_id = $1::uuid and p.id = l.pupil_id
     left join class c on c.school_id = $1::uuid and c.id = l.class_id left join auth_user u on u.id = l.person_id
     order by l.due_on, l.pupil_id is null, l.key, p.name, c.grade, c.number, l.id`,
    values(scope, view, days),
  )
