import { mayExcuse, mayExcuseWork } from '#shared/duties/policy.ts'
import type { Duty, ExcuseInput } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Deps } from '#server/deps.ts'
import { dutyOf, subjectOf } from '#server/duties/parts/duty-of.ts'
import { excuseQuery } from '#server/duties/queries.ts'
import { dutyQuery } from '#server/duties/reads.ts'
import type { Context } from '#server/http/context.ts'

/**
 * Excuses a duty, or with null takes the excuse back. One that is done needs none: it counts as done whatever is said
 * of it (K-28).
 */
export async function setExcuse(
  deps: Deps,
  context: Context,
  id: string,
  excuse: ExcuseInput | null,
): Promise<Result<{ duty: Duty }>> {
  const scope = context.scope(mayExcuse(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ duty: Duty }>>(scope, async (tx) => {
    const [known] = await tx.rows(dutyQuery(scope, id))
    if (!known) return fail('not-found')
    if (known.subjectKind !== 'child' && !mayExcuseWork(context.actor, subjectOf(known)))
      return fail('forbidden')
    if (known.doneOn !== null && excuse !== null) return fail('not-allowed-now')
    if (known.excuseKind === null && excuse === null) return ok({ duty: dutyOf(known) })
    const at = new Date(deps.now()).toISOString()
    const [, [after]] = await tx.run(excuseQuery(scope, id, excuse, at), dutyQuery(scope, id))
    if (!after) return fail('not-found')
    tx.audit({
      action: excuse ? 'excuse' : 'withdrawExcuse',
      entity: 'duty',
      entityId: id,
      pupilId: known.pupilId,
      detail: { key: known.key, kind: excuse?.kind ?? known.excuseKind },
    })
    return ok({ duty: dutyOf(after) })
  })
}
