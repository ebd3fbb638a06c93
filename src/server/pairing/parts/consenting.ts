import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayPair } from '#shared/pairing/policy.ts'
import type { ConsentInput, ConsentsInput, PairingDetail } from '#shared/pairing/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { followRoles } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { aboutPairing, detailNow } from '#server/pairing/parts/about.ts'
import { guardiansOf, isShown } from '#server/pairing/parts/facts.ts'
import { close } from '#server/pairing/parts/running.ts'
import { insertConsentQuery } from '#server/pairing/queries.ts'
import { guardiansQuery, type PairingRow } from '#server/pairing/reads.ts'

/**
 * An answer on record. For a child answers one who may decide by law, never whoever only helps (H-21). A no to a pairing that
 * runs ends it at once.
 */
export function recordConsent(
  deps: Deps,
  context: Context,
  id: string,
  input: ConsentInput,
): Promise<Result<{ pairing: PairingDetail }>> {
  return aboutPairing(deps, context, { decision: mayPair(context.actor), id }, async (tx, scope, row) => {
    const recorded = await recordOne(deps, tx, scope, row, input)
    return recorded.ok ? ok({ pairing: await detailNow(deps, context, tx, scope, id) }) : recorded
  })
}

/** Several who said yes, each an answer of its own; one that cannot be holds back all. */
export function recordConsents(
  deps: Deps,
  context: Context,
  id: string,
  { answers }: ConsentsInput,
): Promise<Result<{ pairing: PairingDetail }>> {
  return aboutPairing(deps, context, { decision: mayPair(context.actor), id }, async (tx, scope, row) => {
    for (const [at, input] of answers.entries()) {
      const recorded = await recordOne(deps, tx, scope, row, input)
      if (recorded.ok) continue
      const { fields = [] } = recorded.error
      return fields.length === 0
        ? recorded
        : invalid(...fields.map((one) => ({ ...one, path: `answers.${at}.${one.path}` })))
    }
    return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
  })
}

async function recordOne(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  row: PairingRow,
  input: ConsentInput,
): Promise<Result<null>> {
  if (row.state === 'ended') return fail('not-allowed-now')
  const member = row.members.find((one) => one.id === input.memberId && isShown(one))
  if (!member || member.part === 'class') return invalid({ path: 'memberId', code: 'unknown-reference' })
  if (input.givenOn > scope.today) return invalid({ path: 'givenOn', code: 'in-future' })
  const isPupil = member.part === 'child' || member.part === 'pupil'
  if (input.party === 'guardian') {
    if (!isPupil) return invalid({ path: 'party', code: 'invalid' })
    const lawful = guardiansOf(await tx.rows(guardiansQuery(scope, [member.personId])))
    if (!lawful.some((one) => one.id === input.guardianId) && (input.agreed || input.guardianId !== null))
      return invalid({ path: 'guardianId', code: 'not-guardian' })
  }
  const guardianId = input.party === 'guardian' ? input.guardianId : null
  await tx.run(insertConsentQuery(scope, row.id, { ...input, guardianId }))
  if (!input.agreed && row.state !== 'proposed') {
    const kind = input.party === 'guardian' ? 'guardian' : isPupil ? 'child' : 'helper'
    await close(deps, tx, scope, row, { kind, note: '' })
    await followRoles(deps, tx, scope)
  }
  tx.audit({
    action: 'consent',
    entity: 'pairing',
    entityId: row.id,
    pupilId: isPupil ? member.personId : null,
    detail: { party: input.party, agreed: input.agreed },
  })
  return ok(null)
}
