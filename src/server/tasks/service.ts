import { addMonths, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { dutyView, maySeeMyDay } from '#shared/duties/policy.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import { fail, type FieldError, invalid, ok, type Result } from '#shared/errors.ts'
import { mayFinishTask, mayManageTasks, maySeeTasks } from '#shared/tasks/policy.ts'
import type { DueList, Task, TaskChange, TaskDone, TaskInput, TaskList } from '#shared/tasks/schema.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { staffQuery } from '#server/db/works-here.ts'
import { openDepartments } from '#server/departments/service.ts'
import type { Deps } from '#server/deps.ts'
import { dueCounts, dueList } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { taskOf } from '#server/tasks/parts/task-of.ts'
import { deleteTaskQuery, insertTasksQuery, type TaskSet, updateTaskQuery } from '#server/tasks/queries.ts'
import { filledQuery, taskQuery, type TaskRow, tasksBetweenQuery, yearsQuery } from '#server/tasks/reads.ts'

type Answer = Result<{ task: Task }>

const MOST_DAYS = 400
/** What goes on longer after its school year is a slip of the pen, and has no year to be carried into. */
const LONGEST_AFTER_MONTHS = 12

/** Tasks that touch some days, and how much of what one has to do falls due on each (as My week has it). */
export async function listTasks(
  { db }: Deps,
  context: Context,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<Result<TaskList>> {
  const scope = context.scope(maySeeTasks(context.actor))
  if (!scope) return fail('forbidden')
  if (to < from) return invalid({ path: 'to', code: 'before-start' })
  if (diffDays(from, to) > MOST_DAYS)
    return invalid({ path: 'to', code: 'too-large', params: { max: MOST_DAYS } })
  const [tasks, years, duties, [filled]] = await db.read(scope, [
    tasksBetweenQuery(scope, from, to),
    yearsQuery(scope),
    dueCounts(scope, dutyView(context.actor), { from, to }),
    filledQuery(scope),
  ])
  return ok({
    today: scope.today,
    tasks: tasks.map((row) => taskOf(context.actor, row)),
    duties: [...Map.groupBy(duties, ({ day }) => day)].map(([day, own]) => ({
      day,
      count: own.reduce((sum, { count }) => sum + count, 0),
    })),
    years,
    filled: mayManageTasks(context.actor).allowed ? (filled ?? null) : null,
  })
}

/** The lines behind the number of a day. */
export async function listDueOn({ db }: Deps, context: Context, on: LocalDate): Promise<Result<DueList>> {
  const scope = context.scope(maySeeMyDay(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [dueList(scope, dutyView(context.actor), { from: on, to: on })])
  const items = rows.map((row) => ({ ...row, evidence: evidenceOf(row.key)[0] ?? ('work' as const) }))
  return ok({ today: scope.today, items })
}

export async function listOwners(
  { db }: Deps,
  context: Context,
): Promise<Result<{ owners: { id: string; name: string }[] }>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  const [owners] = await db.read(scope, [staffQuery(scope)])
  return ok({ owners: byPinyin(owners) })
}

/** The same id again gives the same answer and adds nothing. */
export async function createTask({ db }: Deps, context: Context, input: TaskInput): Promise<Answer> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Answer>(scope, async (tx) => {
    const placed = await placeOf(tx, scope, input)
    if (!placed.ok) return placed
    const { yearId } = placed.value
    const task = { ...input, yearId, entry: null, copiedFrom: null }
    const [added] = await tx.rows(insertTasksQuery(scope, [task]))
    const [row] = await tx.rows(taskQuery(scope, input.id))
    if (!row) return fail('already-exists')
    if (added) tx.audit({ action: 'create', entity: 'task', entityId: input.id })
    return ok({ task: taskOf(context.actor, row) })
  })
}

export function changeTask(deps: Deps, context: Context, id: string, change: TaskChange): Promise<Answer> {
  const { version, ...fields } = change
  return update(deps, context, id, version, async (tx, scope, old) => {
    if (!mayManageTasks(context.actor).allowed) return fail('forbidden')
    const next: TaskSet = { ...old, ...fields }
    const placed = await placeOf(tx, scope, next, old.departmentIds)
    if (!placed.ok) return placed
    return ok({
      set: { ...next, yearId: placed.value.yearId },
      action: 'change',
      fields: Object.keys(fields),
    })
  })
}

export function finishTask(deps: Deps, context: Context, id: string, done: TaskDone): Promise<Answer> {
  return update(deps, context, id, done.version, async (_tx, scope, old) => {
    if (!mayFinishTask(context.actor, old)) return fail('forbidden')
    const { doneOn, evidenceLink = old.evidenceLink, note = old.note } = done
    if (doneOn !== null && doneOn > scope.today) return invalid({ path: 'doneOn', code: 'in-future' })
    const doneBy = doneOn === null ? null : context.user.userId
    const set = { ...old, evidenceLink, note, doneOn, doneBy }
    return ok({ set, action: doneOn === null ? 'reopen' : 'finish', fields: [] })
  })
}

export async function removeTask(
  { db }: Deps,
  context: Context,
  id: string,
  version: number,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    const [known] = await tx.rows(taskQuery(scope, id))
    if (!known) return fail('not-found')
    const [removed] = await tx.rows(deleteTaskQuery(scope, id, version))
    if (!removed) return fail('version-conflict')
    tx.audit({ action: 'remove', entity: 'task', entityId: id, detail: { entry: known.entry } })
    return ok({ done: true })
  })
}

interface Update {
  readonly set: TaskSet
  readonly action: string
  readonly fields: readonly string[]
}

/** Reads, lets `work` decide what the task becomes, and writes it where nobody was faster. */
async function update(
  { db }: Deps,
  context: Context,
  id: string,
  version: number,
  work: (tx: Transaction, scope: Scope, old: TaskRow) => Promise<Result<Update>>,
): Promise<Answer> {
  const scope = context.scope(maySeeTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Answer>(scope, async (tx) => {
    const [old] = await tx.rows(taskQuery(scope, id))
    if (!old) return fail('not-found')
    const next = await work(tx, scope, old)
    if (!next.ok) return next
    const { set, action, fields } = next.value
    const [updated] = await tx.rows(updateTaskQuery(scope, id, version, set))
    if (!updated) return fail('version-conflict')
    const [row] = await tx.rows(taskQuery(scope, id))
    if (!row) throw new Error('the task just changed is not there')
    tx.audit({ action, entity: 'task', entityId: id, detail: { fields } })
    return ok({ task: taskOf(context.actor, row) })
  })
}

/** The school year a task belongs to: the one its first day lies in. Also checks that its owner and departments are there. */
async function placeOf(
  tx: Transaction,
  scope: Scope,
  task: Pick<TaskSet, 'startsOn' | 'endsOn' | 'ownerId' | 'ownerRole' | 'departmentIds'>,
  /** Departments it has already: one closed since may stay. */
  had: readonly string[] = [],
): Promise<Result<{ yearId: string }>> {
  const { startsOn, endsOn, ownerId, ownerRole, departmentIds } = task
  const [years, owners] = await tx.run(yearsQuery(scope), staffQuery(scope))
  const departments = await openDepartments(tx, scope)
  const faults: FieldError[] = []
  const year = years.find(({ from, to }) => from <= startsOn && startsOn <= to)
  if (endsOn < startsOn) faults.push({ path: 'endsOn', code: 'before-start' })
  if (year && endsOn > addMonths(year.to, LONGEST_AFTER_MONTHS))
    faults.push({ path: 'endsOn', code: 'too-far' })
  if (!year) faults.push({ path: 'startsOn', code: 'outside-school-year' })
  if (ownerId !== null && ownerRole !== null) faults.push({ path: 'ownerRole', code: 'invalid' })
  if (ownerId !== null && !owners.some(({ id }) => id === ownerId))
    faults.push({ path: 'ownerId', code: 'unknown-reference' })
  if (departmentIds.some((id) => !departments.has(id) && !had.includes(id)))
    faults.push({ path: 'departmentIds', code: 'unknown-reference' })
  return year && faults.length === 0 ? ok({ yearId: year.id }) : invalid(...faults)
}
