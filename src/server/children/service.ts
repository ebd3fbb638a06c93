import type { Actor, Decision } from '#shared/access/schema.ts'
import { maySeeChildren } from '#shared/children/policy.ts'
import { fail, type Result } from '#shared/errors.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { reachedPupilQuery, reachOf, type Reached } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

// What other features need of the children: deciding, search keys, how sensitive columns and the file's parts are written.
export { evaluateSchool } from '#server/children/parts/evaluation.ts'
export { adoptDefinition, chooseDefinition, evaluateNow } from '#server/children/parts/definitions.ts'
export {
  EMPTY_PART,
  openPart,
  partOf,
  partTierOf,
  registerFields,
  sealPart,
  type PartContent,
  type PartTier,
} from '#server/children/parts/file-parts.ts'
export { archiveOf, listedPages } from '#server/children/parts/listing.ts'
export { mergeEdits, type Edit } from '#server/children/parts/merge.ts'
export {
  markedForFileQuery,
  noteKeepersQuery,
  openFileQuery,
  partsQuery,
  RETURNED,
} from '#server/children/queries.ts'
export { factsQuery, fileChildQuery } from '#server/children/reads.ts'
export { byPinyin, searchKeys } from '#server/children/parts/search-keys.ts'
export {
  idNumberIndex,
  maskAddress,
  maskIdNumber,
  maskedAddress,
  maskPhone,
  sealAbsenceNote,
  sealCarerAddress,
  sealCarerBars,
  sealCarerHealth,
  sealCarerPhone,
  sealCarerReason,
  sealingContext,
  sealMarkNote,
  sealMemberAddress,
  sealMemberHealth,
  sealMemberId,
  sealMemberNoContact,
  sealMemberPhone,
  sealMemberWorkAddress,
  sealMemberWorkPhone,
  sealNamedPhone,
  sealPupilAddress,
  sealPupilId,
  sealPupilPhone,
} from '#server/children/parts/sealed.ts'

export { absencesQuery, carersQuery, membersQuery, namedQuery } from '#server/db/kin.ts'
export { pupilQuery } from '#server/children/reads.ts'
export { carerOf, memberOf } from '#server/children/parts/kin.ts'

/** Whose page somebody may open, for `reachedSql`: a list may name children that are others' by now. */
export function childrenOpenTo(actor: Actor): Reached {
  const decision = maySeeChildren(actor)
  return decision.allowed ? reachOf(decision) : [false, [], []]
}

/** One transaction about a child the person reaches; any other child does not exist. */
export async function aboutChild<T>(
  { db }: Deps,
  context: Context,
  { decision, id }: { decision: Decision; id: string },
  work: (tx: Transaction, scope: Scope) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(decision)
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    const [reached] = await tx.rows(reachedPupilQuery(scope, id))
    return reached ? work(tx, scope) : fail('not-found')
  })
}
