import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { mayReview } from '#shared/reviews/policy.ts'
import { findReviews } from '#shared/reviews/rules/find.ts'
import type { LookInput, Review, ReviewList } from '#shared/reviews/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { lookQuery } from '#server/reviews/queries.ts'
import { cardExistsQuery, filedCardsQuery, type FiledRow, looksQuery } from '#server/reviews/reads.ts'

/** What lies further back is not asked about any more. */
const DAYS = 60

async function reviewsOf(tx: Pick<Transaction, 'run'>, scope: Scope): Promise<readonly Review[]> {
  const [calendar, [rows, looks]] = await Promise.all([
    getCalendar(tx, scope),
    tx.run(filedCardsQuery(scope, addDays(scope.today, -DAYS)), looksQuery(scope)),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return findReviews(rows, calendar).map(({ kind, cardIds }) => {
    const cards = cardIds.flatMap((id) => byId.get(id) ?? [])
    // The first card of then may have left the days looked at: any card of the finding names it.
    const look = looks.find(
      (one) => one.kind === kind && cardIds.includes(one.cardId) && one.cards >= cards.length,
    )
    return {
      kind,
      cardId: cardIds[0] ?? '',
      authorName: cards[0]?.authorName ?? null,
      count: cards.length,
      children: new Set(cards.map(({ pupilId }) => pupilId)).size,
      cards: cards.map(cardOf),
      looked: look ? { byName: look.byName, at: look.at, note: look.note } : null,
    }
  })
}

const cardOf = ({ id, pupilId, pupilName, kind, heldOn, filedAt }: FiledRow): Review['cards'][number] => ({
  id,
  pupilId,
  pupilName,
  kind: kind as CardKind,
  heldOn,
  filedAt,
})

const newest = ({ cards }: Review): string => cards.at(-1)?.filedAt ?? ''

/** What the principal is asked to look at: facts of filing of the last sixty days, nothing of contents. */
export async function listReviews({ db }: Deps, context: Context): Promise<Result<ReviewList>> {
  const scope = context.scope(mayReview(context.actor))
  if (!scope) return fail('forbidden')
  const items = await db.write(scope, (tx) => reviewsOf(tx, scope))
  return ok({
    open: items.filter(({ looked }) => looked === null).length,
    items: items.toSorted(
      (a, b) =>
        Number(a.looked !== null) - Number(b.looked !== null) ||
        newest(b).localeCompare(newest(a)) ||
        a.kind.localeCompare(b.kind) ||
        a.cardId.localeCompare(b.cardId),
    ),
  })
}

export async function lookAtReview(
  deps: Deps,
  context: Context,
  { id, kind, cardId, note }: LookInput,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayReview(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ done: true }>>(scope, async (tx) => {
    const [known] = await tx.rows(cardExistsQuery(scope, cardId))
    if (!known) return fail('not-found')
    const found = (await reviewsOf(tx, scope)).find((one) => one.kind === kind && one.cardId === cardId)
    // A correction or more days have made the finding another one.
    if (!found) return fail('not-allowed-now')
    const at = new Date(deps.now()).toISOString()
    await tx.run(lookQuery(scope, { id, kind, cardId, cards: found.count, note, at }))
    tx.audit({ action: 'look', entity: 'card', entityId: cardId, detail: { kind, count: found.count } })
    return ok({ done: true })
  })
}
