import { invalid, ok, type Result } from '#shared/errors.ts'
import { mayChangeFamily, maySeeFamily } from '#shared/family/policy.ts'
import type { SiblingAnswer, Siblings } from '#shared/family/schema.ts'
import { aboutChild } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import {
  endPlaceQuery,
  insertPlaceQuery,
  joinHouseholdsQuery,
  lockPupilsQuery,
} from '#server/family/queries.ts'
import { answerableQuery, placesQuery, siblingsQuery } from '#server/family/reads.ts'
import type { Context } from '#server/http/context.ts'

async function siblingsOf(tx: Transaction, scope: Scope, pupilId: string): Promise<Siblings> {
  const [rows, places] = await tx.run(siblingsQuery(scope, pupilId), placesQuery(scope, [pupilId]))
  const shown = (confirmed: boolean) => rows.filter((row) => row.confirmed === confirmed)
  return { confirmed: places.length > 0, siblings: shown(true), guessed: shown(false) }
}

export const getSiblings = (deps: Deps, context: Context, pupilId: string): Promise<Result<Siblings>> =>
  aboutChild(deps, context, { decision: maySeeFamily(context.actor), id: pupilId }, async (tx, scope) =>
    ok(await siblingsOf(tx, scope, pupilId)),
  )

/** Both in one household, whichever of them has one already; with two, the second goes into the first. */
async function join(tx: Transaction, scope: Scope, pupilId: string, other: string): Promise<void> {
  const places = await tx.rows(placesQuery(scope, [pupilId, other]))
  const own = places.find((one) => one.pupilId === pupilId)?.householdId
  const theirs = places.find((one) => one.pupilId === other)?.householdId
  const household = own ?? theirs ?? newId()
  if (own !== undefined && theirs !== undefined && own !== theirs)
    await tx.run(joinHouseholdsQuery(scope, theirs, own))
  if (own === undefined) await tx.run(insertPlaceQuery(scope, pupilId, household))
  if (theirs === undefined) await tx.run(insertPlaceQuery(scope, other, household))
}

/** Each in a household of its own; the others of the child stay with the child. */
async function part(tx: Transaction, scope: Scope, pupilId: string, other: string): Promise<void> {
  const places = await tx.rows(placesQuery(scope, [pupilId, other]))
  const own = places.find((one) => one.pupilId === pupilId)?.householdId
  const theirs = places.find((one) => one.pupilId === other)?.householdId
  if (own === undefined) await tx.run(insertPlaceQuery(scope, pupilId, newId()))
  if (theirs === undefined || theirs === own)
    await tx.run(endPlaceQuery(scope, other), insertPlaceQuery(scope, other, newId()))
}

/** What a person says of two pupils: one household or not. It replaces the guess for both from then on. */
export function answerSibling(
  deps: Deps,
  context: Context,
  pupilId: string,
  { pupilId: other, together }: SiblingAnswer,
): Promise<Result<Siblings>> {
  return aboutChild<Siblings>(
    deps,
    context,
    { decision: mayChangeFamily(context.actor), id: pupilId },
    async (tx, scope) => {
      const unknown = invalid({ path: 'pupilId', code: 'unknown-reference' })
      if (other === pupilId) return unknown
      const [known] = await tx.rows(answerableQuery(scope, pupilId, other))
      if (!known) return unknown
      const held = await tx.rows(lockPupilsQuery(scope, [pupilId, other]))
      if (held.length !== 2) return unknown
      if (together) await join(tx, scope, pupilId, other)
      else await part(tx, scope, pupilId, other)
      tx.audit({
        action: together ? 'join' : 'part',
        entity: 'household',
        entityId: other,
        pupilId,
        detail: { pupilId: other },
      })
      return ok(await siblingsOf(tx, scope, pupilId))
    },
  )
}
