import { maskName, stateOn } from '#shared/transfers/rules.ts'
import { mayTransfer } from '#shared/transfers/policy.ts'
import type { TransferState } from '#shared/transfers/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { evaluateSchool } from '#server/children/service.ts'
import { keepSignedWords } from '#server/agreements/service.ts'
import { ruleOf, tablesToTransfer, type ChildTableName } from '#server/db/child-tables.ts'
import { carryRowsQuery, childRowsQuery, dropRowsQuery } from '#server/db/moving.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { followRoles, openDuties, oweAgainQuery } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { rowsOfSeveral } from '#server/helps/service.ts'
import { tellTransfer } from '#server/notices/service.ts'
import { endTies } from '#server/transfers/parts/ending.ts'
import { carryOwnFields } from '#server/transfers/parts/own-fields.ts'
import { carryPairings } from '#server/transfers/parts/pairings.ts'
import { acrossSchools, type End } from '#server/transfers/parts/spanning.ts'
import {
  carryDutiesQuery,
  clearReasonsQueries,
  decideTransferQuery,
  endHelpersQuery,
  endMembershipQueries,
  excuseMovedQuery,
  forgetMergesQuery,
  insertMembershipQuery,
  keepMembershipQuery,
  lockDutiesOfQuery,
  lockTransferQuery,
  remainderQuery,
} from '#server/transfers/queries.ts'
import { classQuery, idTakenQuery, pupilRowQuery } from '#server/transfers/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

type Accepted = Result<{ pupilId: string }>

/**
 * Takes a child over. In one transaction the file, the family, the cards and what was done appear here, are gone there,
 * and the rights of both sides change with them; there a masked remainder and the receipt stay.
 */
export async function accept(deps: Deps, context: Context, id: string, classId: string): Promise<Accepted> {
  const scope = context.scope(mayTransfer(context.actor))
  if (!scope) return fail('forbidden')
  const [[asked]] = await deps.db.read(scope, [lockTransferQuery(scope, id)])
  if (!asked) return fail('not-found')
  if (asked.otherSchoolId === null) return fail('not-allowed-now')
  return acrossSchools<{ pupilId: string }>(deps, scope, asked.otherSchoolId, async (own, other) => {
    const [request] = await own.tx.rows(lockTransferQuery(own.scope, id))
    const pupilId = asked.pupilId
    if (request?.side !== 'in') return fail('not-allowed-now')
    if (request.state === 'accepted') return ok({ pupilId })
    if (
      stateOn({ state: request.state as TransferState, expiresOn: request.expiresOn }, scope.today) !==
      'asked'
    )
      return fail('not-allowed-now')
    if ((await own.tx.rows(classQuery(own.scope, classId, scope.today))).length === 0)
      return invalid({ path: 'classId', code: 'unknown-reference' })
    const [child] = await other.tx.rows(pupilRowQuery(other.scope, pupilId))
    if (!child) return fail('not-allowed-now')
    await other.tx.rows(lockDutiesOfQuery(other.scope, pupilId))
    const taken =
      child.idIndex !== null &&
      (await own.tx.rows(idTakenQuery(own.scope, child.idIndex, pupilId))).length > 0
    const ties = await endTies(deps, other.tx, other.scope, { pupilId, which: 'staff' })
    await keepSignedWords(other.tx, other.scope, pupilId)
    await carry(own, other.scope, { id, pupilId, classId, taken, version: Number(child.pupil['version']) })
    await keepWordsOfSeveral(deps.vault, own, other.scope, pupilId)
    await carryOwnFields(deps.vault, own, other.scope, pupilId)
    await carryPairings(own, other, pupilId)
    await other.tx.run(dropRowsQuery(other.scope, 'pairing_member', 'id', ties.places))
    await leaveRemainder(other, pupilId, maskName(String(child.pupil['name'])))
    // It may have been here before.
    await own.tx.run(oweAgainQuery(own.scope, [pupilId], scope.today))
    for (const end of [other, own]) {
      await evaluateSchool(end.tx, end.scope, scope.today, [pupilId])
      await openDuties(deps, end.tx, end.scope, scope.today, [pupilId])
      await end.tx.run(decideTransferQuery(end.scope, id, 'accepted'))
    }
    if (ties.ended > 0) await followRoles(deps, other.tx, other.scope)
    await other.tx.run(excuseMovedQuery(other.scope, pupilId), ...clearReasonsQueries(other.scope, pupilId))
    const at = new Date(deps.now()).toISOString()
    await tellTransfer(other.tx, other.scope, { kind: 'transferAnswered', transferId: id }, at)
    own.tx.audit({ action: 'accept', entity: 'transfer', entityId: id, pupilId })
    other.tx.audit({ action: 'handOver', entity: 'transfer', entityId: id, pupilId })
    return ok({ pupilId })
  })
}

interface Carried {
  readonly id: string
  readonly pupilId: string
  readonly classId: string
  /** The ID number stands on the roster here already. */
  readonly taken: boolean
  readonly version: number
}

/** Columns that mean something else at the receiving school. */
function patchOf(
  table: ChildTableName,
  scope: Scope,
  { classId, taken, version }: Carried,
): Record<string, unknown> {
  if (table === 'pupil')
    return {
      class_id: classId,
      joined_on: scope.today,
      left_on: null,
      left_reason: null,
      version: version + 1,
      ...(taken ? { id_index: null } : {}),
    }
  if (table === 'child_file') return { keeper_id: null, keepers: [] }
  // The old school's choice, with its means.
  if (table === 'pairing_need') return { key_target: false }
  if (table === 'card') return { class_id: null, entered_for: null }
  return {}
}

async function carry({ tx, scope }: End, from: Scope, carried: Carried): Promise<void> {
  const { pupilId, classId, id } = carried
  for (const table of tablesToTransfer('carry')) {
    const { by: key = 'pupil_id', of } = ruleOf(table)
    const [parents] = of ? await tx.rows(childRowsQuery(from, of as ChildTableName, pupilId)) : []
    const ids = of ? (parents?.ids ?? []) : [pupilId]
    await tx.run(carryRowsQuery(scope, table, { key, ids, patch: patchOf(table, scope, carried) }))
  }
  await tx.run(
    // What stayed here when the child went went along then, and comes back as it is now: one open of a kind, in any order.
    dropRowsQuery(scope, 'care_mark', 'pupil_id', [pupilId]),
    carryRowsQuery(scope, 'care_mark', { key: 'pupil_id', ids: [pupilId], patch: {} }),
    carryDutiesQuery(scope, id, pupilId),
    insertMembershipQuery(scope, pupilId, classId, scope.today),
  )
}

/** That the child was helped goes along; what was noted of several children together does not (H-02). */
async function keepWordsOfSeveral(vault: Vault, own: End, from: Scope, pupilId: string): Promise<void> {
  const ids = await rowsOfSeveral(vault, own.tx, from.schoolId, pupilId)
  await own.tx.run(carryRowsQuery(own.scope, 'help', { key: 'id', ids, patch: { words_sealed: '\\x' } }))
}

/** What was carried is gone here, what is of no use any more is dropped, and a masked row stays for the figures of the past. */
async function leaveRemainder({ tx, scope }: End, pupilId: string, nameMasked: string): Promise<void> {
  const gone = [...tablesToTransfer('carry'), ...tablesToTransfer('drop')].filter(
    (table) => ruleOf(table).by === undefined,
  )
  await tx.run(
    ...gone.toReversed().map((table) => dropRowsQuery(scope, table, 'pupil_id', [pupilId])),
    forgetMergesQuery(scope, pupilId),
    keepMembershipQuery(scope, pupilId, scope.today),
    ...endMembershipQueries(scope, pupilId, scope.today),
    remainderQuery(scope, pupilId, nameMasked),
    endHelpersQuery(scope, pupilId, 'transfer'),
  )
}
