import { isDeepStrictEqual } from 'node:util'
import { fail, ok, type Result } from '#shared/errors.ts'
import { mayPair } from '#shared/pairing/policy.ts'
import type { NeedInput, PairingNeed } from '#shared/pairing/schema.ts'
import { newId } from '#server/db/id.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { keepNeedQuery } from '#server/pairing/queries.ts'
import { needQuery, reachedQuery } from '#server/pairing/reads.ts'

/** What a child asks of a helper, and who must not be one. */
export async function setNeed(
  deps: Deps,
  context: Context,
  pupilId: string,
  input: NeedInput,
): Promise<Result<{ need: PairingNeed }>> {
  const scope = context.scope(mayPair(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ need: PairingNeed }>>(scope, async (tx) => {
    const [[reached], [before]] = await tx.run(reachedQuery(scope, pupilId), needQuery(scope, pupilId))
    if (!reached) return fail('not-found')
    const language = input.language === '' ? null : input.language
    const wanted = { ...input, language }
    if (before && isDeepStrictEqual({ ...before }, { ...wanted, version: before.version }))
      return ok({ need: { ...wanted, version: before.version } })
    const [kept] =
      input.version === (before?.version ?? 0)
        ? await tx.rows(keepNeedQuery(scope, newId(), pupilId, wanted))
        : []
    if (!kept) return fail('version-conflict')
    tx.audit({ action: 'change', entity: 'pairingNeed', entityId: pupilId, pupilId })
    return ok({ need: { ...wanted, version: kept.version } })
  })
}
