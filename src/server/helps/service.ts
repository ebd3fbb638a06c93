import { addDays } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayRecordHelp, maySeeHelps, mayWithdrawHelp } from '#shared/helps/policy.ts'
import type { Help, HelpInput, HelpKind, HelpLog, OwnHelpInput } from '#shared/helps/schema.ts'
import { readsPairingNotes } from '#shared/pairing/policy.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { insertHelpQuery, lockPairingQuery, withdrawHelpQuery } from '#server/helps/queries.ts'
import { helpQuery, helpsQuery, helpTotalsQuery, ownHelpsQuery } from '#server/helps/reads.ts'
import type { Context } from '#server/http/context.ts'
import { readPairing, type PairingRow } from '#server/pairing/service.ts'
import type { Vault } from '#server/vault/vault.ts'

type Done = Result<{ done: true }>

const sealing = (id: string): string => `help.words:${id}`
const openWords = (vault: Vault, id: string, sealed: Buffer): string | null =>
  vault.open(sealed, sealing(id)) || null

/** One pairing within reach, as the children of a person go; any other does not exist. */
async function about<T>(
  deps: Deps,
  scope: Scope | undefined,
  pairingId: string,
  work: (tx: Transaction, scope: Scope, row: PairingRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<T>>(scope, async (tx) => {
    const row = await readPairing(tx, scope, pairingId)
    return row ? work(tx, scope, row) : fail('not-found')
  })
}

/** The log of a pairing; what was written is for whoever reads notes about its children. */
export function listHelps(deps: Deps, context: Context, pairingId: string): Promise<Result<HelpLog>> {
  const { actor } = context
  return about<HelpLog>(deps, context.scope(maySeeHelps(actor)), pairingId, async (tx, scope, row) => {
    const [rows, [total]] = await tx.run(helpsQuery(scope, pairingId), helpTotalsQuery(scope, pairingId))
    const names = new Map(row.members.map(({ personId, name }) => [personId, name]))
    const reads = readsPairingNotes(actor)
    const helps = rows.map(({ sealed, pupilIds, kind, recordedBy, ...rest }): Help => ({
      ...rest,
      kind: kind as HelpKind,
      words: reads ? openWords(deps.vault, rest.id, sealed) : null,
      names: pupilIds.flatMap((id) => names.get(id) || []),
      mayWithdraw: mayRecordHelp(actor).allowed && mayWithdrawHelp(actor, recordedBy),
    }))
    if (rows.length > 0)
      tx.audit({ action: 'read', entity: 'help', entityId: pairingId, pupilId: childOf(row) })
    return ok({
      helps,
      times: total?.times ?? 0,
      minutes: total?.minutes ?? 0,
      mayAdd: mayRecordHelp(actor).allowed && row.startedOn !== null && row.kind !== 'class',
    })
  })
}

const childOf = (row: PairingRow): string | null =>
  row.members.find(({ part }) => part === 'child')?.personId ?? null

/** Written down by a teacher; a day before the beginning or after the end of the pairing is none of its days. */
export function recordHelp(deps: Deps, context: Context, pairingId: string, input: HelpInput): Promise<Done> {
  const scope = context.scope(mayRecordHelp(context.actor))
  return about<{ done: true }>(deps, scope, pairingId, async (tx, own, row) => {
    if (row.startedOn === null || row.kind === 'class') return fail('not-allowed-now')
    const helpers = row.members.filter(({ part }) => part !== 'child').map(({ personId }) => personId)
    if (input.helperId !== null && !helpers.includes(input.helperId))
      return invalid({ path: 'helperId', code: 'unknown-reference' })
    const places = new Map(row.members.filter(({ part }) => part === 'child').map((m) => [m.id, m.personId]))
    const helperId = input.helperId ?? (helpers.length === 1 ? (helpers[0] ?? null) : null)
    const last = row.endedOn === null ? own.today : addDays(row.endedOn, -1)
    return keepHelp(deps, tx, own, { ...input, pairingId, helperId, from: row.startedOn, to: last, places })
  })
}

export interface HelpFacts extends OwnHelpInput {
  readonly pairingId: string
  /** Account, helper or pupil; null = nobody of several in particular. */
  readonly helperId: string | null
  /** First and last day on which it can have been. */
  readonly from: string
  readonly to: string
  /** Places of the children in the pairing. */
  readonly places: ReadonlyMap<string, string>
}

/** Keeps one help, once. */
export async function keepHelp(deps: Deps, tx: Transaction, scope: Scope, help: HelpFacts): Promise<Done> {
  if (help.heldOn > scope.today) return invalid({ path: 'heldOn', code: 'in-future' })
  if (help.heldOn < help.from) return invalid({ path: 'heldOn', code: 'before-start' })
  if (help.heldOn > help.to) return fail('not-allowed-now')
  const pupilIds = [...new Set(help.came)].map((place) => help.places.get(place))
  if (pupilIds.includes(undefined)) return invalid({ path: 'came', code: 'unknown-reference' })
  const sealed = deps.vault.seal(help.words, sealing(help.id))
  const known = pupilIds.filter((id) => id !== undefined)
  await tx.run(lockPairingQuery(scope, help.pairingId))
  const made = await tx.rows(insertHelpQuery(scope, { ...help, pupilIds: known, sealed }))
  if (made.length > 0)
    tx.audit({
      action: 'create',
      entity: 'help',
      entityId: help.id,
      pupilId: known[0] ?? null,
      detail: { pairingId: help.pairingId, kind: help.kind, minutes: help.minutes, children: known.length },
    })
  return ok({ done: true as const })
}

export function withdrawHelp(
  deps: Deps,
  context: Context,
  { id, helpId }: { readonly id: string; readonly helpId: string },
): Promise<Done> {
  const { actor } = context
  return about<{ done: true }>(deps, context.scope(mayRecordHelp(actor)), id, async (tx, scope) => {
    const [known] = await tx.rows(helpQuery(scope, id, helpId))
    if (!known) return fail('not-found')
    if (!mayWithdrawHelp(actor, known.recordedBy)) return fail('forbidden')
    const gone = await tx.rows(withdrawHelpQuery(scope, helpId))
    if (gone.length > 0)
      tx.audit({ action: 'withdraw', entity: 'help', entityId: helpId, pupilId: known.pupilId })
    return ok({ done: true as const })
  })
}

/** What a volunteer wrote down of the pairings on the own card: own words only (H-09). */
export async function ownHelps(
  { vault }: Deps,
  tx: Pick<Transaction, 'rows'>,
  scope: Scope,
  pairingIds: readonly string[],
) {
  const rows = await tx.rows(ownHelpsQuery(scope, pairingIds))
  return rows.map(({ id, pairingId, heldOn, kind, minutes, sealed }) => ({
    id,
    pairingId,
    heldOn,
    kind: kind as HelpKind,
    minutes,
    words: openWords(vault, id, sealed),
  }))
}
