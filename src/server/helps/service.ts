import { addDays } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayReadHelpWords, mayRecordHelp, maySeeHelps, mayWithdrawHelp } from '#shared/helps/policy.ts'
import type { Help, HelpInput, HelpKind, HelpLog, OwnHelpInput } from '#shared/helps/schema.ts'
import type { AuditEvent } from '#server/db/audit-entry.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { settleByHelps } from '#server/duties/service.ts'
import { openWords, openWritten, sealWords, type Written } from '#server/helps/parts/sealed.ts'
import { insertHelpQuery, lockPairingQuery, withdrawHelpQuery } from '#server/helps/queries.ts'
import { helpQuery, helpsQuery, helpTotalsQuery, ownHelpsQuery } from '#server/helps/reads.ts'
import type { Context } from '#server/http/context.ts'
import { isShown, readPairing, type PairingRow } from '#server/pairing/service.ts'

export { rowsOfSeveral } from '#server/helps/parts/several.ts'

type Done = Result<{ done: true }>

/** One entry for each child it is about: whoever looks into one child's log finds it there. */
function auditEach(
  tx: Pick<Transaction, 'audit'>,
  pupilIds: readonly string[],
  event: Omit<AuditEvent, 'entity' | 'pupilId'>,
): void {
  for (const pupilId of pupilIds) tx.audit({ ...event, entity: 'help', pupilId })
}

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

interface Reader {
  readonly author: boolean
  /** Reads notes about everybody who came and is still here. */
  readonly reads: boolean
  /** Principal and counsellor: about every child of the school. */
  readonly whole: boolean
  readonly came: number
}

/**
 * What was written is read by its author, the counsellor, the principal, and the class or helping teacher of exactly the
 * children it was written of (H-02, H-09, H-12): when one of them has gone to another school, a teacher of those who are
 * left is none of that.
 */
function wordsFor(written: Written | undefined, { author, reads, whole, came }: Reader): string | null {
  if (!written) return null
  const may = author || (reads && (whole || came === written.children))
  return may && written.words !== '' ? written.words : null
}

/**
 * The log of a pairing, as far as its children are within reach: one of another class is not named, nor listed what it
 * alone came to.
 */
export function listHelps(deps: Deps, context: Context, pairingId: string): Promise<Result<HelpLog>> {
  const { actor } = context
  const notes = context.scope(mayReadHelpWords(actor))
  return about<HelpLog>(deps, context.scope(maySeeHelps(actor)), pairingId, async (tx, scope, row) => {
    const [rows, [total]] = await tx.run(
      helpsQuery(scope, notes, pairingId),
      helpTotalsQuery(scope, pairingId),
    )
    const names = new Map(row.members.filter(isShown).map(({ personId, name }) => [personId, name]))
    const helps = rows.map(({ sealed, pupilIds, kind, recordedBy, reads, came, ...rest }): Help => ({
      ...rest,
      kind: kind as HelpKind,
      words: wordsFor(openWritten(deps.vault, rest.id, sealed), {
        author: recordedBy === actor.userId,
        reads,
        whole: notes?.reach.kind === 'school',
        came,
      }),
      names: pupilIds.flatMap((id) => names.get(id) || []),
      mayWithdraw: mayRecordHelp(actor).allowed && mayWithdrawHelp(actor, recordedBy),
    }))
    const shown = new Set(rows.flatMap(({ pupilIds }) => pupilIds))
    auditEach(tx, [...shown], { action: 'read', entityId: pairingId })
    return ok({
      helps,
      times: total?.times ?? 0,
      minutes: total?.minutes ?? 0,
      mayAdd: mayRecordHelp(actor).allowed && row.startedOn !== null && row.kind !== 'class',
    })
  })
}

/** Written down by a teacher; a day before the beginning or after the end of the pairing is none of its days. */
export function recordHelp(deps: Deps, context: Context, pairingId: string, input: HelpInput): Promise<Done> {
  const scope = context.scope(mayRecordHelp(context.actor))
  return about<{ done: true }>(deps, scope, pairingId, async (tx, own, row) => {
    if (row.startedOn === null || row.kind === 'class') return fail('not-allowed-now')
    const helpers = row.members.filter(({ part }) => part !== 'child').map(({ personId }) => personId)
    if (input.helperId !== null && !helpers.includes(input.helperId))
      return invalid({ path: 'helperId', code: 'unknown-reference' })
    const children = row.members.filter((one) => one.part === 'child' && isShown(one))
    const places = new Map(children.map((one) => [one.id, one.personId]))
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
  const known = pupilIds.filter((id) => id !== undefined)
  const sealed = sealWords(deps.vault, help.id, { words: help.words, children: known.length })
  await tx.run(lockPairingQuery(scope, help.pairingId))
  const made = await tx.rows(insertHelpQuery(scope, { ...help, pupilIds: known, sealed }))
  await tx.run(settleByHelps(scope, { pupilIds: known, from: null }))
  if (made.length > 0)
    auditEach(tx, known, {
      action: 'create',
      entityId: help.id,
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
    const came = await tx.rows(helpQuery(scope, id, helpId))
    const [known] = came
    if (!known) return fail('not-found')
    if (!mayWithdrawHelp(actor, known.recordedBy)) return fail('forbidden')
    await tx.run(lockPairingQuery(scope, id))
    const gone = await tx.rows(withdrawHelpQuery(scope, helpId))
    await tx.run(settleByHelps(scope, { pupilIds: came.map(({ pupilId }) => pupilId), from: null }))
    if (gone.length > 0)
      auditEach(
        tx,
        came.map(({ pupilId }) => pupilId),
        { action: 'withdraw', entityId: helpId },
      )
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
