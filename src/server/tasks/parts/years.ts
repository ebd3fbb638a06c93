import { fail, ok, type Result } from '#shared/errors.ts'
import { mayManageTasks } from '#shared/tasks/policy.ts'
import { beginsIn, monthIn, rolledTo } from '#shared/tasks/rules/days.ts'
import { calendarEntries } from '#shared/tasks/rules/entries.ts'
import type { FillInput, FillResult, RollPreview } from '#shared/tasks/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { openDepartments } from '#server/departments/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { insertTasksQuery, type NewTask, undoFillQuery } from '#server/tasks/queries.ts'
import { takenQuery, tasksOfYearQuery, yearsQuery } from '#server/tasks/reads.ts'

/**
 * The plan's 42 entries as tasks of a school year, each over its month; idempotent per year and entry (D50). What was over
 * before today is from before we began, unless the school wants it done: a calendar filled in spring makes nobody late.
 */
export async function fillYear(
  { db }: Deps,
  context: Context,
  { id: filledBy, yearId, past }: FillInput,
): Promise<Result<FillResult>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<FillResult>>(scope, async (tx) => {
    const [years, taken] = await tx.run(yearsQuery(scope), takenQuery(scope, yearId))
    const year = years.find(({ id }) => id === yearId)
    if (!year) return fail('not-found')
    const known = new Set(taken.map(({ entry }) => entry))
    const wanted = calendarEntries.filter(({ key }) => !known.has(key))
    const placed = wanted.flatMap(({ key, month, ownerRole }): NewTask[] => {
      const days = monthIn(year, month)
      if (!days) return []
      const own = {
        ownerRole,
        ownerId: null,
        departmentIds: [],
        evidence: null,
        title: null,
        copiedFrom: null,
      }
      const beforeStart = past === 'before' && days.endsOn < scope.today
      return [{ id: newId(), yearId, entry: key, ...days, ...own, beforeStart, filledBy }]
    })
    const added = placed.length === 0 ? [] : await tx.rows(insertTasksQuery(scope, placed))
    if (added.length > 0)
      tx.audit({
        action: 'create',
        entity: 'task',
        entityId: filledBy,
        detail: { yearId, entries: added.length, past },
      })
    const made = new Set(added.map(({ id }) => id))
    return ok({
      added: added.length,
      before: placed.filter(({ id, beforeStart }) => beforeStart === true && made.has(id)).length,
      known: calendarEntries.length - wanted.length + placed.length - added.length,
      outside: wanted.length - placed.length,
    })
  })
}

/** Takes back what one request filled in; what somebody has changed or ticked off since stays. */
export async function undoFill(
  { db }: Deps,
  context: Context,
  id: string,
): Promise<Result<{ removed: number; kept: number }>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ removed: number; kept: number }>>(scope, async (tx) => {
    const [undone = { removed: 0, kept: 0 }] = await tx.rows(undoFillQuery(scope, id))
    if (undone.removed > 0)
      tx.audit({ action: 'remove', entity: 'task', entityId: id, detail: { entries: undone.removed } })
    return ok(undone)
  })
}

type Year = { readonly id: string; readonly name: string; readonly from: string; readonly to: string }

interface Roll {
  readonly to: Year | undefined
  readonly tasks: readonly (RollPreview['tasks'][number] & { readonly copy: NewTask | undefined })[]
}

/** What of a school year's tasks goes into the next one, and where. */
async function planRoll(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  yearId: string,
): Promise<Roll | undefined> {
  const [years, tasks] = await tx.run(yearsQuery(scope), tasksOfYearQuery(scope, yearId))
  const from = years.find(({ id }) => id === yearId)
  if (!from) return undefined
  const to = years.findLast((year) => year.from > from.to)
  const [taken] = to ? await tx.run(takenQuery(scope, to.id)) : [[]]
  const calendar = await getCalendar(tx, scope)
  const departments = await openDepartments(tx, scope)
  const copies = new Set(taken.map(({ copiedFrom }) => copiedFrom))
  const entries = new Set(taken.flatMap(({ entry }) => entry ?? []))
  return {
    to,
    tasks: tasks.map((task) => {
      const days = rolledTo(task, calendar)
      const shown = { id: task.id, entry: task.entry, title: task.title, ...days }
      if (copies.has(task.id) || (task.entry !== null && entries.has(task.entry)))
        return { ...shown, state: 'known', copy: undefined }
      if (!to || !beginsIn(to, days)) return { ...shown, state: to ? 'outside' : 'new', copy: undefined }
      const { title, evidence, ownerId } = task
      // A department closed since does not come along.
      const departmentIds = task.departmentIds.filter((id) => departments.has(id))
      const ownerRole = task.ownerRole as NewTask['ownerRole']
      return {
        ...shown,
        state: 'new',
        copy: {
          ...shown,
          id: newId(),
          yearId: to.id,
          title,
          evidence,
          ownerRole,
          ownerId,
          departmentIds,
          copiedFrom: task.id,
        },
      }
    }),
  }
}

export async function previewRoll(
  { db }: Deps,
  context: Context,
  yearId: string,
): Promise<Result<RollPreview>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<RollPreview>>(scope, async (tx) => {
    const roll = await planRoll(tx, scope, yearId)
    return roll ? ok({ to: roll.to ?? null, tasks: [...roll.tasks] }) : fail('not-found')
  })
}

/** Copies without done days, notes and links: a new year begins open. A second time adds nothing. */
export async function rollYear(
  { db }: Deps,
  context: Context,
  yearId: string,
): Promise<Result<{ added: number }>> {
  const scope = context.scope(mayManageTasks(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ added: number }>>(scope, async (tx) => {
    const roll = await planRoll(tx, scope, yearId)
    if (!roll) return fail('not-found')
    if (!roll.to) return fail('not-allowed-now')
    const copies = roll.tasks.flatMap(({ copy }) => copy ?? [])
    const added = copies.length === 0 ? [] : await tx.rows(insertTasksQuery(scope, copies))
    if (added.length > 0)
      tx.audit({
        action: 'create',
        entity: 'task',
        detail: { from: yearId, to: roll.to.id, copied: added.length },
      })
    return ok({ added: added.length })
  })
}
