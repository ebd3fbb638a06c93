import {
  addDays,
  isLocalDate,
  monthEnd,
  monthStart,
  schoolYearOf,
  weekStart,
} from '#shared/calendar/rules/local-date.ts'
import type { DutyState } from '#shared/duties/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeBoard } from '#shared/figures/policy.ts'
import { wasAsked } from '#shared/figures/rules/asked.ts'
import type { Board, BoardItem, BoardList, BoardListQuery, BoardQuery } from '#shared/figures/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { countsOf } from '#server/figures/parts/counts.ts'
import { weekLoads } from '#server/figures/parts/week-load.ts'
import {
  beginsOnQuery,
  BOARD_PAGE,
  type BoardRow,
  childrenQuery,
  type Classes,
  classesOf,
  classNamesQuery,
  type Days,
  listCountQuery,
  type ListFilter,
  listQuery,
  loadQuery,
  planExistsQuery,
  stateCountsQuery,
} from '#server/figures/reads.ts'
import type { Context } from '#server/http/context.ts'
import { capacity, capacityOf } from '#server/plans/service.ts'

export const daysOf = (month: string): Days => ({ from: `${month}-01`, to: monthEnd(`${month}-01`) })
const endOfWeek = (day: string): string => addDays(weekStart(day), 6)

/**
 * Coverage of a month, of the school or of the own classes. All states come from one view and every number has its list
 * (`listBoard`). The heat-map shows the school year the month belongs to.
 */
export async function getBoard({ db }: Deps, context: Context, query: BoardQuery): Promise<Result<Board>> {
  const scope = context.scope(maySeeBoard(context.actor))
  if (!scope) return fail('forbidden')
  const { today } = scope
  const month = query.month ?? today.slice(0, 7)
  const days = daysOf(month)
  const part = await classesOfGrade(db, scope, query.grade)
  const notReached = filterOf(scope, { month, state: 'notReached' }, part)
  const [counts, classes, [children], items, load, [plan], [carry]] = await db.read(scope, [
    stateCountsQuery(scope, schoolYearOf(days.from), part),
    classNamesQuery(scope),
    childrenQuery(scope, days, part),
    listQuery(scope, notReached, null),
    loadQuery(scope, days, schoolYearOf(today).from, endOfWeek(today), part),
    planExistsQuery(scope),
    capacity(scope),
  ])
  const notYetAsked = !wasAsked(countsOf(counts))
  const [[begins] = []] = notYetAsked ? await db.read(scope, [beginsOnQuery(scope, part)]) : []
  const own = counts.filter((row) => row.month === month)
  const headline = countsOf(own)
  const open = headline.open + headline.missed
  return ok({
    today,
    month,
    grade: query.grade ?? null,
    grades: [...new Set(classes.map(({ grade }) => grade))],
    months: [...new Set(counts.map((row) => row.month))].toSorted(),
    planMissing: plan?.any !== true,
    notYetAsked,
    beginsOn: begins?.on ?? null,
    headline: {
      ...headline,
      children: children?.children ?? 0,
      reachedChildren: children?.reached ?? 0,
      notReached: open,
      unassigned: children?.unassigned ?? 0,
    },
    arrears: arrearsOf(counts.filter((row) => row.month < month)),
    coverage: coverageOf(own, classes),
    notReached: { count: open, items: items.slice(0, BOARD_PAGE).map(itemOf) },
    heatMap: heatMapOf(counts),
    load: weekLoads(load, capacityOf(carry?.params)),
  })
}

/** The classes of a grade the reader sees; without a grade all of them. */
export async function classesOfGrade(
  db: Deps['db'],
  scope: Scope,
  grade: number | undefined,
): Promise<Classes> {
  if (grade === undefined) return classesOf(scope)
  const [classes] = await db.read(scope, [classNamesQuery(scope)])
  return classes.filter((one) => one.grade === grade).map(({ id }) => id)
}

type CountRow = RowOf<ReturnType<typeof stateCountsQuery>>
type ClassRow = RowOf<ReturnType<typeof classNamesQuery>>

function arrearsOf(earlier: readonly CountRow[]): Board['arrears'] {
  const months = [...new Set(earlier.map(({ month }) => month))].toSorted()
  const missedIn = (month: string): number => countsOf(earlier.filter((row) => row.month === month)).missed
  return {
    count: countsOf(earlier).missed,
    oldestMonth: months.find((month) => missedIn(month) > 0) ?? null,
  }
}

/** A line per class and kind in the order of the classes; children without a class come last. */
function coverageOf(rows: readonly CountRow[], classes: readonly ClassRow[]): Board['coverage'] {
  const keys = [...new Set(rows.map(({ key }) => key))].toSorted()
  const places = [
    ...classes.map(({ id, name }) => ({ classId: id, className: name })),
    { classId: null, className: null },
  ]
  return places.flatMap((place) =>
    keys.flatMap((key) => {
      const own = rows.filter((row) => row.classId === place.classId && row.key === key)
      return own.length === 0 ? [] : [{ ...place, key, ...countsOf(own) }]
    }),
  )
}

function heatMapOf(rows: readonly CountRow[]): Board['heatMap'] {
  return [...Map.groupBy(rows, ({ key }) => key)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([key, own]) => ({
      key,
      cells: [...Map.groupBy(own, ({ month }) => month)]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([month, cell]) => ({ month, ...countsOf(cell) })),
    }))
}

const itemOf = (row: BoardRow): BoardItem => ({
  ...row,
  state: row.state as DutyState,
})

/** The duties behind a number of the board. */
export async function listBoard(
  { db }: Deps,
  context: Context,
  query: BoardListQuery,
): Promise<Result<BoardList>> {
  const scope = context.scope(maySeeBoard(context.actor))
  if (!scope) return fail('forbidden')
  const after = placeOf(query.after)
  if (after === undefined) return invalid({ path: 'after', code: 'invalid' })
  const filter = filterOf(scope, query, await classesOfGrade(db, scope, query.grade))
  const [[count], rows] = await db.read(scope, [
    listCountQuery(scope, filter),
    listQuery(scope, filter, after),
  ])
  const items = rows.slice(0, BOARD_PAGE).map(itemOf)
  const last = items.at(-1)
  return ok({
    count: count?.count ?? 0,
    items,
    nextAfter: rows.length > BOARD_PAGE && last ? `${last.dueOn}~${last.dutyId}` : null,
  })
}

/** The load of this week looks at the whole school year's open duties, every other list at one month. */
function filterOf(scope: Scope, query: BoardListQuery, classes: Classes): ListFilter {
  const { state } = query
  const { today } = scope
  const week = { from: schoolYearOf(today).from, to: endOfWeek(today) }
  const month = daysOf(query.month ?? monthStart(today).slice(0, 7))
  const earlier = { from: schoolYearOf(month.from).from, to: addDays(month.from, -1) }
  const days = state === 'openThisWeek' ? week : state === 'arrears' ? earlier : month
  return {
    from: days.from,
    to: days.to,
    states: statesOf(state),
    childPart:
      state === 'children' || state === 'reachedChildren' || state === 'unreachedChildren' ? state : null,
    inOpen: inOpenOf(state),
    classes,
    unassigned: state === 'unassigned',
    classId: query.classId === 'none' ? null : (query.classId ?? null),
    noClass: query.classId === 'none',
    key: query.key ?? null,
    userId: query.userId ?? null,
  }
}

/** In windows still open, in closed ones, or whichever. */
export const inOpenOf = (state: BoardListQuery['state']): boolean | null =>
  state === 'early' ? true : state === 'onTime' ? false : null

export function statesOf(state: BoardListQuery['state']): readonly DutyState[] | null {
  switch (state) {
    case undefined:
    case 'children':
    case 'reachedChildren':
    case 'unreachedChildren':
      return null
    case 'onTime':
    case 'early':
      return ['done']
    case 'notReached':
    case 'unassigned':
    case 'openThisWeek':
      return ['due', 'missed']
    case 'arrears':
      return ['missed']
    default:
      return [state]
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a page begins: null = at the first, undefined = not a place. */
export function placeOf(after: string | undefined): { on: string; id: string } | null | undefined {
  if (after === undefined) return null
  const [on = '', id = ''] = after.split('~')
  return isLocalDate(on) && uuid.test(id) ? { on, id } : undefined
}
