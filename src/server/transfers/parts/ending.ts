import { endAgreementsOfChild } from '#server/agreements/service.ts'
import { voidChecksQueries } from '#server/contacts/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { endPairingsOfChild } from '#server/pairing/service.ts'
import { endHouseholdQuery } from '#server/transfers/queries.ts'

/** What ends the moment a child goes from a school, wherever to; returns its places in pairings that go on. */
export async function endTies(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  of: { readonly pupilId: string; readonly which: 'all' | 'staff' },
): Promise<Awaited<ReturnType<typeof endPairingsOfChild>>> {
  const pairings = await endPairingsOfChild(deps, tx, scope, of.pupilId)
  await endAgreementsOfChild(deps.vault, tx, scope, of)
  await tx.run(endHouseholdQuery(scope, of.pupilId), ...voidChecksQueries(scope, of.pupilId))
  return pairings
}
