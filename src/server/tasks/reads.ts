import { OF_OWN_DEPARTMENT } from '#server/db/own-department.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface TaskRow {
  readonly id: string
  readonly yearId: string
  readonly entry: string | null
  readonly title: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly ownerRole: string | null
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly departmentIds: readonly string[]
  readonly departments: { readonly id: string; readonly name: string }[]
  /** The reader belongs to one of them. */
  readonly ofOwnDepartment: boolean
  readonly evidence: string | null
  readonly evidenceLink: string | null
  readonly note: string | null
  readonly doneOn: string | null
  readonly doneBy: string | null
  readonly doneByName: string | null
  readonly state: string
  readonly daysLeft: number
  readonly version: number
}

const NAMES = `coalesce((select json_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name, p.id)
  from department p where p.school_id = t.school_id and p.id = any (t.department_ids)), '[]')`

/** Tasks with the names of their people, in the order of a calendar. */
const tasksOf = (scope: Scope, condition: string, parameters: readonly unknown[]) =>
  raw<TaskRow>(
    `select t.id, t.school_year_id as "yearId", t.entry, t.title, t.starts_on as "startsOn", t.ends_on as "endsOn",
       t.owner_role as "ownerRole", t.owner_id as "ownerId", o.name as "ownerName",
       t.department_ids as "departmentIds", ${NAMES} as departments, ${OF_OWN_DEPARTMENT} as "ofOwnDepartment", t.evidence,
       t.evidence_link as "evidenceLink", t.note, t.done_on as "doneOn", t.done_by as "doneBy", d.name as "doneByName",
       t.state, t.days_left as "daysLeft", t.version
     from task_state t left join auth_user o on o.id = t.owner_id left join auth_user d on d.id = t.done_by
     where t.school_id = $1::uuid and ${condition} order by t.starts_on, t.ends_on, t.entry, t.id`,
    [scope.schoolId, ...parameters],
  )

/** Tasks that touch some days. */
export const tasksBetweenQuery = (scope: Scope, from: string, to: string) =>
  tasksOf(scope, 't.starts_on <= $3::date and t.ends_on >= $2::date', [from, to])

export const taskQuery = (scope: Scope, id: string) => tasksOf(scope, 't.id = $2::uuid', [id])

export const tasksOfYearQuery = (scope: Scope, yearId: string) =>
  tasksOf(scope, 't.school_year_id = $2::uuid', [yearId])

/** What a school year holds already of entries and copies. */
export const takenQuery = (scope: Scope, yearId: string) =>
  qb
    .selectFrom('task')
    .select(['entry', 'copied_from as copiedFrom'])
    .where('school_id', '=', scope.schoolId)
    .where('school_year_id', '=', yearId)
    .compile()

export const yearsQuery = (scope: Scope) =>
  qb
    .selectFrom('school_year')
    .select(['id', 'name', 'starts_on as from', 'ends_on as to'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('starts_on', 'desc')
    .compile()

/** What was last filled in together and is still untouched, at least in part. */
export const filledQuery = (scope: Scope) =>
  raw<{ id: string; count: number }>(
    `select filled_by as id, count(*)::int as count from task
     where school_id = $1::uuid and filled_by is not null and version = 1
     group by filled_by order by max(created_at) desc limit 1`,
    [scope.schoolId],
  )
