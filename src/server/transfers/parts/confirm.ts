import { mayTransfer } from '#shared/transfers/policy.ts'
import type { Confirmation } from '#shared/transfers/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { confirmLeavingQuery, lockTransferQuery } from '#server/transfers/queries.ts'

/**
 * A school outside has said that the child is with it: from that day it is not lost any more (K-53). A school of this
 * installation says so itself, by accepting. A day noted wrongly is put right or taken
 * back, by whoever has seen which it was.
 */
export async function confirmLeaving(
  { db }: Deps,
  context: Context,
  id: string,
  { on, instead }: Confirmation,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayTransfer(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    const [leaving] = await tx.rows(lockTransferQuery(scope, id))
    if (!leaving) return fail('not-found')
    if (leaving.state !== 'left') return fail('not-allowed-now')
    if (leaving.decidedOn === on) return ok({ done: true })
    if (leaving.decidedOn !== instead) return fail('version-conflict')
    if (on !== null && on > scope.today) return invalid({ path: 'on', code: 'in-future' })
    if (on !== null && on < leaving.askedOn) return invalid({ path: 'on', code: 'before-start' })
    await tx.run(confirmLeavingQuery(scope, id, on))
    tx.audit({
      action: 'confirm',
      entity: 'transfer',
      entityId: id,
      pupilId: leaving.pupilId,
      detail: { on, ...(instead !== null && { instead }) },
    })
    return ok({ done: true })
  })
}
