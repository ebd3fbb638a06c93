import { addMonths, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { type DutyState, SubjectKind } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeDepartmentBoard, seesEveryDepartment } from '#shared/figures/policy.ts'
import type {
  DepartmentBoard,
  DepartmentDuties,
  DepartmentDutiesQuery,
  DepartmentTaskFilter,
  DepartmentTasks,
  DepartmentTasksQuery,
  TaskCounts,
} from '#shared/figures/schema.ts'
import { TaskState } from '#shared/tasks/schema.ts'
import type { Deps } from '#server/deps.ts'
import { countsOf } from '#server/figures/parts/counts.ts'
import {
  departmentDutiesQuery,
  departmentDutyCountQuery,
  departmentDutyCountsQuery,
  departmentLinesQuery,
  departmentTaskCountsQuery,
  departmentTasksQuery,
  type Departments,
} from '#server/figures/parts/department-reads.ts'
import { BOARD_PAGE } from '#server/figures/reads.ts'
import { daysOf, inOpenOf, placeOf, statesOf } from '#server/figures/service.ts'
import type { Context } from '#server/http/context.ts'

/** The states that each number of a department's tasks counts. */
const TASK_STATES: Readonly<Record<DepartmentTaskFilter, readonly TaskState[]>> = {
  planned: TaskState.exclude(['before']).options,
  done: ['done'],
  late: ['late'],
  missed: ['missed'],
  open: ['upcoming', 'due'],
}

function taskCountsOf(rows: readonly { readonly state: string; readonly count: number }[]): TaskCounts {
  const of = (part: DepartmentTaskFilter): number =>
    rows
      .filter(({ state }) => TASK_STATES[part].some((one) => one === state))
      .reduce((sum, { count }) => sum + count, 0)
  return {
    planned: of('planned'),
    done: of('done'),
    late: of('late'),
    missed: of('missed'),
    open: of('open'),
  }
}

const departmentsFor = ({ actor }: Context, departmentId: string | null): Departments => ({
  all: seesEveryDepartment(actor),
  departmentId,
})

/** Months of the school year that a month belongs to. */
const monthsOf = (month: string): string[] => {
  const { from } = schoolYearOf(`${month}-01`)
  return Array.from({ length: 12 }, (_, at) => addMonths(from, at).slice(0, 7))
}

/** A line for each department the reader sees: what it had to do in a month, and what its people owe in it. */
export async function getDepartmentBoard(
  { db }: Deps,
  context: Context,
  wanted: string | undefined,
): Promise<Result<DepartmentBoard>> {
  const scope = context.scope(maySeeDepartmentBoard(context.actor))
  if (!scope) return fail('forbidden')
  const month = wanted ?? scope.today.slice(0, 7)
  const days = daysOf(month)
  const of = departmentsFor(context, null)
  const [lines, tasks, duties] = await db.read(scope, [
    departmentLinesQuery(scope, of),
    departmentTaskCountsQuery(scope, of, days),
    departmentDutyCountsQuery(scope, of, days),
  ])
  return ok({
    today: scope.today,
    month,
    months: monthsOf(month),
    lines: lines.map(({ id, ...line }) => ({
      ...line,
      departmentId: id,
      tasks: taskCountsOf(tasks.filter(({ departmentId }) => departmentId === id)),
      duties: countsOf(duties.filter(({ departmentId }) => departmentId === id)),
    })),
  })
}

/** The tasks behind a number; of a department the reader does not see there are none. */
export async function listDepartmentTasks(
  { db }: Deps,
  context: Context,
  { departmentId, month, state }: DepartmentTasksQuery,
): Promise<Result<DepartmentTasks>> {
  const scope = context.scope(maySeeDepartmentBoard(context.actor))
  if (!scope) return fail('forbidden')
  const days = daysOf(month ?? scope.today.slice(0, 7))
  const of = departmentsFor(context, departmentId)
  const [rows] = await db.read(scope, [departmentTasksQuery(scope, of, days, TASK_STATES[state])])
  return ok({ count: rows.length, items: rows.map((row) => ({ ...row, state: TaskState.parse(row.state) })) })
}

/** The duties behind a number; of a department the reader does not see there are none. */
export async function listDepartmentDuties(
  { db }: Deps,
  context: Context,
  query: DepartmentDutiesQuery,
): Promise<Result<DepartmentDuties>> {
  const scope = context.scope(maySeeDepartmentBoard(context.actor))
  if (!scope) return fail('forbidden')
  const after = placeOf(query.after)
  if (after === undefined) return invalid({ path: 'after', code: 'invalid' })
  const days = daysOf(query.month ?? scope.today.slice(0, 7))
  const of = departmentsFor(context, query.departmentId)
  const filter = { states: statesOf(query.state), inOpen: inOpenOf(query.state) }
  const [[count], rows] = await db.read(scope, [
    departmentDutyCountQuery(scope, of, days, filter),
    departmentDutiesQuery(scope, of, days, filter, after),
  ])
  const items = rows.slice(0, BOARD_PAGE).map((row) => ({
    ...row,
    group: SubjectKind.parse(row.group),
    state: row.state as DutyState,
  }))
  const last = items.at(-1)
  return ok({
    count: count?.count ?? 0,
    items,
    nextAfter: rows.length > BOARD_PAGE && last ? `${last.dueOn}~${last.dutyId}` : null,
  })
}
