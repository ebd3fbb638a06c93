import { fail, ok, type Result } from '#shared/errors.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { open } from '#server/incidents/parts/sealed.ts'
import { heldAt } from '#server/incidents/parts/times.ts'
import { stepQuery } from '#server/incidents/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

interface Sent {
  readonly id: string
  readonly incidentId: string
  readonly kind: string
  readonly noticeId: string | null
  readonly ofStepId?: string | null
  readonly channel?: string | null
  /** Undefined: now. */
  readonly at?: string | undefined
  /** As it was written: other words under the same id are not there yet, and nobody is told that they are. */
  readonly text: string
}

/** Sent twice, added once: the same step again is done already, an id of something else is not answered as done. */
export async function addedBefore(
  tx: Transaction,
  scope: Scope,
  vault: Vault,
  step: Sent,
): Promise<Result<null> | undefined> {
  const [known] = await tx.rows(stepQuery(scope, step.id))
  if (!known) return undefined
  const said =
    known.kind === 'withheld'
      ? open(vault, 'reason', step.id, known.reasonSealed)
      : open(vault, 'step', step.id, known.sealed)
  const same =
    known.incidentId === step.incidentId &&
    known.kind === step.kind &&
    known.recordedBy === scope.userId &&
    (step.noticeId === null || known.noticeId === step.noticeId) &&
    (step.ofStepId == null || known.ofStepId === step.ofStepId) &&
    (step.channel == null || known.channel === step.channel) &&
    known.at === (step.at === undefined ? known.recordedAt : heldAt(step.at, Date.parse(known.recordedAt))) &&
    (said ?? '') === step.text
  return same ? ok(null) : fail('already-exists')
}
