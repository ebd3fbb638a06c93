import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { close } from '#server/pairing/parts/running.ts'
import { lockPairingsQuery } from '#server/pairing/queries.ts'
import { membershipsQuery, pairingsQuery } from '#server/pairing/reads.ts'

export interface EndedPairings {
  readonly ended: number
  /** The child's places in pairings that go on without it, because others of the same part are in them. */
  readonly places: readonly string[]
}

/** A child goes from the school: what it is in alone ends at once, and with it the roles that were given. */
export async function endPairingsOfChild(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  pupilId: string,
): Promise<EndedPairings> {
  await tx.rows(lockPairingsQuery(scope))
  const own = await tx.rows(membershipsQuery(scope, pupilId))
  for (const { pairingId } of own.filter(({ shared }) => !shared)) {
    const [row] = await tx.rows(pairingsQuery(scope, { id: pairingId }))
    if (row) await close(deps, tx, scope, row, { kind: 'moved', note: '' })
  }
  const places = own.filter(({ shared }) => shared)
  return { ended: own.length - places.length, places: places.map(({ id }) => id) }
}
