import { pupilReach } from '#shared/access/policy.ts'
import type { Actor } from '#shared/access/schema.ts'
import { schoolYearOf, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { kindsHidden, maySeeNotices } from '#shared/notices/policy.ts'
import type { Notice, NoticeList, ReadInput } from '#shared/notices/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { noticeOf } from '#server/notices/parts/notice-of.ts'
import { readNoticesQuery } from '#server/notices/queries.ts'
import {
  classNamesQuery,
  leftOfEscalationsQuery,
  noticesQuery,
  owedByReaderQuery,
  type Reader,
  unreadQuery,
} from '#server/notices/reads.ts'

export { remind, tellDaily } from '#server/notices/parts/daily.ts'
export { tellExcuse } from '#server/notices/parts/excuses.ts'
export { tellIncident } from '#server/notices/parts/incidents.ts'
export { tellTransfer } from '#server/notices/parts/transfers.ts'
export { tellUrgent } from '#server/notices/parts/urgent.ts'

/** The own notices with the numbers of now; a settled one is not counted as unread. */
const noticeQueries = (scope: Scope, reader: Reader) =>
  [
    noticesQuery(scope, reader),
    unreadQuery(scope, reader),
    classNamesQuery(scope),
    owedByReaderQuery(scope, schoolYearOf(scope.today).from),
    leftOfEscalationsQuery(scope),
  ] as const

type Rows = [
  RowOf<ReturnType<typeof noticesQuery>>[],
  RowOf<ReturnType<typeof unreadQuery>>[],
  RowOf<ReturnType<typeof classNamesQuery>>[],
  RowOf<ReturnType<typeof owedByReaderQuery>>[],
  RowOf<ReturnType<typeof leftOfEscalationsQuery>>[],
]

function readerOf(actor: Actor, at: string): Reader {
  const decision = pupilReach(actor)
  const nobody: Reader['reach'] = { kind: 'some', classIds: [], pupilIds: [] }
  return { hidden: kindsHidden(actor), reach: decision.allowed ? decision.reach : nobody, at }
}

function noticeList(
  { vault }: Pick<Deps, 'vault'>,
  [rows, [count], classes, [owed], left]: Rows,
  today: LocalDate,
): NoticeList {
  const now = {
    vault,
    today,
    classNames: new Map(classes.map(({ id, name }) => [id, name])),
    owed,
    left: new Map(left.map(({ id, ...rest }) => [id, rest])),
  }
  const items = rows.flatMap((row) => noticeOf(row, now) ?? [])
  const isNew = ({ read, settled }: Notice): boolean => !read && !settled
  const settled = items.filter((item) => !item.read && item.settled).length
  return {
    unread: Math.max(0, (count?.unread ?? 0) - settled),
    items: [...items.filter(isNew), ...items.filter((item) => !isNew(item))],
  }
}

export async function listNotices(deps: Deps, context: Context): Promise<Result<NoticeList>> {
  const scope = context.scope(maySeeNotices(context.actor))
  if (!scope) return fail('forbidden')
  const rows = await deps.db.read(
    scope,
    noticeQueries(scope, readerOf(context.actor, new Date(deps.now()).toISOString())),
  )
  return ok(noticeList(deps, rows, scope.today))
}

/** Somebody else's notices are not there: nothing happens to them. */
export async function readNotices(
  deps: Deps,
  context: Context,
  { ids }: ReadInput,
): Promise<Result<{ unread: number }>> {
  const scope = context.scope(maySeeNotices(context.actor))
  if (!scope) return fail('forbidden')
  const at = new Date(deps.now()).toISOString()
  return deps.db.write(scope, async (tx) => {
    const read = await tx.rows(readNoticesQuery(scope, ids, at))
    const rows = await tx.run(...noticeQueries(scope, readerOf(context.actor, at)))
    if (read.length > 0)
      tx.audit({ action: 'read', entity: 'notice', detail: { ids: read.map(({ id }) => id) } })
    return ok({ unread: noticeList(deps, rows, scope.today).unread })
  })
}
