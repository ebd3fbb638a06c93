import { sql } from 'kysely'
import type { TaskInput } from '#shared/tasks/schema.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewTask extends Omit<TaskInput, 'title'> {
  readonly yearId: string
  readonly entry: string | null
  readonly title: string | null
  readonly copiedFrom: string | null
  /** Its days were over when the calendar was filled: nobody owes it. */
  readonly beforeStart?: boolean
  /** What filled it in, with others. */
  readonly filledBy?: string
}

/** Adds what is not there: a known id, entry or copy in the year is left as it is. */
export const insertTasksQuery = (scope: Scope, tasks: readonly NewTask[]) =>
  qb
    .insertInto('task')
    .values(
      tasks.map((task) => ({
        school_id: scope.schoolId,
        id: task.id,
        school_year_id: task.yearId,
        entry: task.entry,
        title: task.title,
        starts_on: task.startsOn,
        ends_on: task.endsOn,
        owner_role: task.ownerRole,
        owner_id: task.ownerId,
        department_ids: sql<string[]>`${task.departmentIds}::uuid[]`,
        evidence: task.evidence,
        copied_from: task.copiedFrom,
        created_by: scope.userId,
        before_start: task.beforeStart ?? false,
        filled_by: task.filledBy ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export interface TaskSet {
  readonly yearId: string
  readonly title: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly ownerRole: string | null
  readonly ownerId: string | null
  readonly departmentIds: readonly string[]
  readonly evidence: string | null
  readonly evidenceLink: string | null
  readonly note: string | null
  readonly doneOn: string | null
  readonly doneBy: string | null
}

/** No row = the version was another one. */
export const updateTaskQuery = (scope: Scope, id: string, version: number, set: TaskSet) =>
  qb
    .updateTable('task')
    .set({
      school_year_id: set.yearId,
      title: set.title,
      starts_on: set.startsOn,
      ends_on: set.endsOn,
      owner_role: set.ownerRole,
      owner_id: set.ownerId,
      department_ids: sql<string[]>`${set.departmentIds}::uuid[]`,
      evidence: set.evidence,
      evidence_link: set.evidenceLink,
      note: set.note,
      done_on: set.doneOn,
      done_by: set.doneBy,
      // Put on other days it is meant to be done.
      before_start: sql<boolean>`before_start and ends_on = ${set.endsOn}::date`,
      version: version + 1,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

/** No row = the version was another one. */
export const deleteTaskQuery = (scope: Scope, id: string, version: number) =>
  qb
    .deleteFrom('task')
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

/** Takes out what was filled in together, as far as nobody has touched it; says what of it stays. */
export const undoFillQuery = (scope: Scope, id: string) =>
  raw<{ removed: number; kept: number }>(
    `with gone as (
       delete from task where school_id = $1::uuid and filled_by = $2::uuid and version = 1 returning 1)
     select (select count(*) from gone)::int as removed,
       (select count(*) from task where school_id = $1::uuid and filled_by = $2::uuid and version > 1)::int as kept`,
    [scope.schoolId, id],
  )
