import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import type { DutyState } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeBoard } from '#shared/figures/policy.ts'
import { allDone } from '#shared/figures/rules/completion.ts'
import type { ClassBoard, ClassBoardDuty } from '#shared/figures/schema.ts'
import type { Deps } from '#server/deps.ts'
import { countsOf } from '#server/figures/parts/counts.ts'
import {
  classDutiesQuery,
  type ClassDutyRow,
  classNamesQuery,
  stateCountsQuery,
} from '#server/figures/reads.ts'
import { daysOf } from '#server/figures/service.ts'
import type { Context } from '#server/http/context.ts'

/** A class as a table of dots. A class the reader does not reach is not there. */
export async function getClassBoard(
  { db }: Deps,
  context: Context,
  classId: string,
  wanted: string | undefined,
): Promise<Result<ClassBoard>> {
  const scope = context.scope(maySeeBoard(context.actor))
  if (!scope) return fail('forbidden')
  const month = wanted ?? scope.today.slice(0, 7)
  const days = daysOf(month)
  const [classes, counts, rows] = await db.read(scope, [
    classNamesQuery(scope),
    stateCountsQuery(scope, schoolYearOf(days.from), [classId]),
    classDutiesQuery(scope, days, [classId]),
  ])
  const known = classes.find(({ id }) => id === classId)
  if (!known) return fail('not-found')
  const own = counts.filter((row) => row.month === month)
  const complete = allDone(
    rows.map(({ pupilId, state }) => ({ childId: pupilId, state: state as DutyState })),
  )
  return ok({
    today: scope.today,
    month,
    months: [...new Set(counts.map((row) => row.month))].toSorted(),
    classId,
    className: known.name,
    counts: [...Map.groupBy(own, ({ key }) => key)]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, some]) => ({ key, ...countsOf(some) })),
    allDone: { children: complete.numerator, of: complete.denominator, percent: complete.percent },
    children: [...Map.groupBy(rows, ({ pupilId }) => pupilId)].map(([pupilId, duties]) => ({
      pupilId,
      pupilName: duties[0]?.pupilName ?? '',
      duties: duties.map(dotOf),
    })),
  })
}

const dotOf = ({ dutyId, key, state, from, dueOn, daysLeft, attempts }: ClassDutyRow): ClassBoardDuty => ({
  dutyId,
  key,
  state: state as DutyState,
  from,
  dueOn,
  daysLeft,
  attempts,
})
