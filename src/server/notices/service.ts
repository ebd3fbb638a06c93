import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeNotices, maySeeUrgent } from '#shared/notices/policy.ts'
import type { NoticeList, ReadInput } from '#shared/notices/schema.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { noticeOf } from '#server/notices/parts/notice-of.ts'
import { readNoticesQuery } from '#server/notices/queries.ts'
import { classNamesQuery, noticesQuery, unreadQuery } from '#server/notices/reads.ts'

export { tellDaily } from '#server/notices/parts/daily.ts'
export { tellUrgent } from '#server/notices/parts/urgent.ts'

export async function listNotices({ db }: Deps, context: Context): Promise<Result<NoticeList>> {
  const scope = context.scope(maySeeNotices(context.actor))
  if (!scope) return fail('forbidden')
  const urgent = maySeeUrgent(context.actor)
  const [rows, [count], classes] = await db.read(scope, [
    noticesQuery(scope, urgent),
    unreadQuery(scope, urgent),
    classNamesQuery(scope),
  ])
  const names = new Map(classes.map(({ id, name }) => [id, name]))
  return ok({ unread: count?.unread ?? 0, items: rows.flatMap((row) => noticeOf(row, names) ?? []) })
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
    const [read, [count]] = await tx.run(
      readNoticesQuery(scope, ids, at),
      unreadQuery(scope, maySeeUrgent(context.actor)),
    )
    if (read.length > 0)
      tx.audit({ action: 'read', entity: 'notice', detail: { ids: read.map(({ id }) => id) } })
    return ok({ unread: count?.unread ?? 0 })
  })
}
