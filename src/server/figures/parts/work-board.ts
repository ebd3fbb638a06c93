import type { DutyState } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeBoard } from '#shared/figures/policy.ts'
import {
  type BoardQuery,
  type WorkBoard,
  type WorkBoardItem,
  WorkGroup,
  type WorkList,
  type WorkListQuery,
} from '#shared/figures/schema.ts'
import type { Deps } from '#server/deps.ts'
import { countsOf } from '#server/figures/parts/counts.ts'
import {
  type WorkBoardRow,
  workCountQuery,
  workCountsQuery,
  type WorkFilter,
  workListQuery,
} from '#server/figures/parts/work-reads.ts'
import { BOARD_PAGE } from '#server/figures/reads.ts'
import { classesOfGrade, daysOf, inOpenOf, placeOf, statesOf } from '#server/figures/service.ts'
import type { Context } from '#server/http/context.ts'

/** What classes, staff and school had to do in a month: a line for each kind, by the one view of states. */
export async function getWorkBoard(
  { db }: Deps,
  context: Context,
  query: BoardQuery,
): Promise<Result<WorkBoard>> {
  const scope = context.scope(maySeeBoard(context.actor))
  if (!scope) return fail('forbidden')
  const month = query.month ?? scope.today.slice(0, 7)
  const classes = await classesOfGrade(db, scope, query.grade)
  const [rows] = await db.read(scope, [workCountsQuery(scope, daysOf(month), classes)])
  const lines = WorkGroup.options.flatMap((group) =>
    [
      ...Map.groupBy(
        rows.filter((row) => row.group === group),
        ({ key }) => key,
      ),
    ]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, own]) => ({ group, key, ...countsOf(own) })),
  )
  return ok({ today: scope.today, month, grade: query.grade ?? null, lines })
}

const itemOf = (row: WorkBoardRow): WorkBoardItem => ({
  ...row,
  group: WorkGroup.parse(row.group),
  state: row.state as DutyState,
})

/** The duties behind a number of it. */
export async function listWorkBoard(
  { db }: Deps,
  context: Context,
  query: WorkListQuery,
): Promise<Result<WorkList>> {
  const scope = context.scope(maySeeBoard(context.actor))
  if (!scope) return fail('forbidden')
  const after = placeOf(query.after)
  if (after === undefined) return invalid({ path: 'after', code: 'invalid' })
  const filter: WorkFilter = {
    days: daysOf(query.month ?? scope.today.slice(0, 7)),
    classes: await classesOfGrade(db, scope, query.grade),
    group: query.group ?? null,
    key: query.key ?? null,
    states: statesOf(query.state),
    inOpen: inOpenOf(query.state),
  }
  const [[count], rows] = await db.read(scope, [
    workCountQuery(scope, filter),
    workListQuery(scope, filter, after),
  ])
  const items = rows.slice(0, BOARD_PAGE).map(itemOf)
  const last = items.at(-1)
  return ok({
    count: count?.count ?? 0,
    items,
    nextAfter: rows.length > BOARD_PAGE && last ? `${last.dueOn}~${last.dutyId}` : null,
  })
}
