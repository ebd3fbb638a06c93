import { addMonths } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeContacts, mayStartRound } from '#shared/contacts/policy.ts'
import type { CheckState, CheckWay, RoundInput, RoundState } from '#shared/contacts/schema.ts'
import { insertRoundQuery, lockRoundsQuery } from '#server/contacts/queries.ts'
import { currentRoundQuery, progressQuery, roundChildrenQuery } from '#server/contacts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/** How far the round of today is, by class, and the children of one class, those still open first. */
export async function getRounds(
  { db, now }: Deps,
  context: Context,
  classId: string | undefined,
): Promise<Result<RoundState>> {
  const scope = context.scope(maySeeContacts(context.actor))
  if (!scope) return fail('forbidden')
  const at = new Date(now()).toISOString()
  const [[round], classes] = await db.read(scope, [currentRoundQuery(scope), progressQuery(scope, at)])
  const [children] =
    classId === undefined ? [[]] : await db.read(scope, [roundChildrenQuery(scope, classId, at)])
  return ok({
    round: (round as RoundState['round'] | undefined) ?? null,
    classes,
    children: children.map((one) => ({
      ...one,
      state: one.state as CheckState,
      way: one.way as CheckWay | null,
    })),
    may: { start: mayStartRound(context.actor).allowed },
  })
}

/** Begins a round today; one at a time. Sent twice, begun once. */
export async function startRound(
  { db }: Deps,
  context: Context,
  round: RoundInput,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayStartRound(context.actor))
  if (!scope) return fail('forbidden')
  if (round.to < scope.today) return invalid({ path: 'to', code: 'in-past' })
  if (round.to > addMonths(scope.today, 12)) return invalid({ path: 'to', code: 'too-far' })
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    await tx.run(lockRoundsQuery(scope))
    const [current] = await tx.rows(currentRoundQuery(scope))
    if (current) return current.id === round.id ? ok({ done: true }) : fail('not-allowed-now')
    const [made] = await tx.rows(insertRoundQuery(scope, round))
    if (!made) return fail('already-exists')
    tx.audit({ action: 'create', entity: 'contactRound', entityId: round.id, detail: { kind: round.kind } })
    return ok({ done: true })
  })
}
