import { fieldTiersOf, mayChangeFile, mayReadFile } from '#shared/children/policy.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { renewalOf, roundOn } from '#shared/files/rules/renewal.ts'
import { unsaidOpening } from '#shared/files/rules/unsaid-opening.ts'
import type {
  FileRecord,
  GoalInput,
  GoalStatement,
  Keeper,
  Opening,
  RenewalSection,
} from '#shared/files/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { fileScope, onFile } from '#server/files/parts/file-access.ts'
import { factsOf, ruleOf } from '#server/files/parts/renewals.ts'
import { cardOfChildQuery, confirmQuery, insertGoalQuery, lockFileQuery } from '#server/files/queries.ts'
import {
  confirmationsQuery,
  goalsQuery,
  keepersQuery,
  keptByQuery,
  openingsQuery,
  renewalFactsQuery,
  renewalRuleQuery,
} from '#server/files/reads.ts'
import { openEvidence, openFileNote, sealEvidence } from '#server/files/service.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

type Done = Result<{ done: true }>

/** Goals, renewals and openings of one file; evidence only where the file's inner part opens (H-12). */
export async function getFileRecord(deps: Deps, context: Context, id: string): Promise<Result<FileRecord>> {
  const { db, vault } = deps
  const opened = await fileScope(deps, context, id, mayReadFile)
  if (!opened.ok) return opened
  const scope = opened.value
  const [goals, openings, [set], [facts], confirmed, keepers] = await db.read(
    scope,
    [
      goalsQuery(scope, id),
      openingsQuery(scope, id),
      renewalRuleQuery(scope),
      renewalFactsQuery(scope, id),
      confirmationsQuery(scope, id),
      keptByQuery(scope, id),
    ],
    { audit: [{ action: 'read', entity: 'fileRecord', entityId: id, pupilId: id }] },
  )
  const deep = fieldTiersOf(scope.tiers).includes('case')
  const { rule, terms } = ruleOf(set)
  const round = roundOn(rule, terms, scope.today)
  const renewal = facts
    ? renewalOf(rule, round, factsOf(facts), scope.today)
    : { state: 'renewed' as const, missing: [], afterChange: false }
  return ok({
    goals: goals.map((row) => goalOf(vault, row, deep)),
    openings: openings.map((row) => openingOf(vault, row, deep)),
    keepers,
    round,
    renewal: { ...renewal, missing: [...renewal.missing] },
    confirmed: confirmed.map((row) => ({ ...row, section: row.section as RenewalSection })),
  })
}

/** To whom the file can be handed; the same people the change is held to. */
export async function listKeepers(
  deps: Deps,
  context: Context,
  id: string,
): Promise<Result<{ keepers: Keeper[] }>> {
  const opened = await fileScope(deps, context, id, mayChangeFile)
  if (!opened.ok) return opened
  const [rows] = await deps.db.read(opened.value, [keepersQuery(opened.value, id)])
  const keepers = rows.map((row) => ({ ...row, roles: row.roles as Keeper['roles'] }))
  return ok({ keepers: byPinyin(keepers, ({ roles }) => (roles.includes('archiveKeeper') ? 0 : 1)) })
}

function goalOf(vault: Vault, row: RowOf<ReturnType<typeof goalsQuery>>, deep: boolean): GoalStatement {
  const { sealed, ...rest } = row
  return {
    ...(rest as Omit<GoalStatement, 'evidence'>),
    evidence: deep && sealed ? openEvidence(vault, row.id, sealed) : null,
  }
}

function openingOf(vault: Vault, row: RowOf<ReturnType<typeof openingsQuery>>, deep: boolean): Opening {
  const { openSealed, closeSealed, openKind, closeKind, ...rest } = row
  const kind = openKind as Opening['openKind']
  return {
    ...rest,
    openKind: deep ? kind : unsaidOpening(kind),
    closeKind: closeKind as Opening['closeKind'],
    openNote: deep ? openFileNote(vault, row.id, 'open', openSealed) : null,
    closeNote: deep ? openFileNote(vault, row.id, 'close', closeSealed) : null,
  }
}

/** A statement is never changed: the next one stands in its place. Known by its id, sent twice it is kept once. */
export function stateGoal(deps: Deps, context: Context, id: string, input: GoalInput): Promise<Done> {
  return onFile(deps, context, { id, decide: mayChangeFile }, async (tx, scope) => {
    const { goal, state, toldBy, on, evidence = '', cardId = null } = input
    if (on > scope.today) return invalid({ path: 'on', code: 'in-future' })
    if (cardId !== null && (await tx.rows(cardOfChildQuery(scope, id, cardId))).length === 0)
      return invalid({ path: 'cardId', code: 'unknown-reference' })
    const sealed = evidence === '' ? null : sealEvidence(deps.vault, input.id, evidence)
    const authorId = context.actor.userId
    const stated = await tx.rows(
      insertGoalQuery(scope, {
        id: input.id,
        pupilId: id,
        goal,
        state,
        toldBy,
        on,
        cardId,
        sealed,
        authorId,
      }),
    )
    if (stated.length > 0)
      tx.audit({ action: 'create', entity: 'goal', entityId: input.id, pupilId: id, detail: { goal, state } })
    return ok({ done: true as const })
  })
}

/** Today's confirmation of sections; confirmed twice on one day it counts once. */
export function confirmSections(
  deps: Deps,
  context: Context,
  id: string,
  sections: readonly RenewalSection[],
): Promise<Done> {
  return onFile(deps, context, { id, decide: mayChangeFile }, async (tx, scope) => {
    const [file] = await tx.rows(lockFileQuery(scope, id))
    if (!file) return fail('not-allowed-now')
    const confirmed = await tx.rows(confirmQuery(scope, id, context.actor.userId, [...new Set(sections)]))
    const detail = { sections: confirmed.map(({ section }) => section) }
    if (confirmed.length > 0)
      tx.audit({ action: 'confirm', entity: 'careFile', entityId: file.id, pupilId: id, detail })
    return ok({ done: true as const })
  })
}

/** Paper leaves the house: who printed, and how much of the file was open to him. */
export async function printFile(deps: Deps, context: Context, id: string): Promise<Done> {
  return onFile(deps, context, { id, decide: mayReadFile }, async (tx, scope) => {
    const tiers = fieldTiersOf(scope.tiers)
    tx.audit({ action: 'print', entity: 'careFile', entityId: id, pupilId: id, detail: { tiers } })
    return ok({ done: true as const })
  })
}
