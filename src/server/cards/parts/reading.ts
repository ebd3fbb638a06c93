import { cardLevel, maySeeCards } from '#shared/cards/policy.ts'
import type { Card, CardSummary } from '#shared/cards/schema.ts'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { cardOf, summaryOf } from '#server/cards/parts/card-of.ts'
import { type Before, CARD_PAGE, cardQuery, childCardsQuery, contentsQuery } from '#server/cards/reads.ts'
import { reachedPupilQuery } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/** One version of a card; that it was read, and how deep, goes into the log. */
export async function getCard(
  { db, vault }: Deps,
  context: Context,
  id: string,
): Promise<Result<{ card: Card }>> {
  const scope = context.scope(maySeeCards(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ card: Card }>>(scope, async (tx) => {
    const [[row], contents] = await tx.run(cardQuery(scope, id), contentsQuery(scope, id))
    if (!row) return fail('not-found')
    const level = cardLevel(context.actor, row)
    tx.audit({ action: 'read', entity: 'card', entityId: id, pupilId: row.pupilId, detail: { level } })
    return ok({ card: cardOf(vault, context.actor, row, contents) })
  })
}

type CardsPage = Result<{ cards: CardSummary[]; nextBefore: string | null }>

export async function listChildCards(
  { db }: Deps,
  context: Context,
  pupilId: string,
  { kind, before }: { readonly kind?: string | undefined; readonly before?: string | undefined },
): Promise<CardsPage> {
  const scope = context.scope(maySeeCards(context.actor))
  if (!scope) return fail('forbidden')
  const place = placeOf(before)
  if (place === undefined) return invalid({ path: 'before', code: 'invalid' })
  const [pupils, rows] = await db.read(scope, [
    reachedPupilQuery(scope, pupilId),
    childCardsQuery(scope, pupilId, { kind, before: place, limit: CARD_PAGE + 1 }),
  ])
  if (pupils.length === 0) return fail('not-found')
  const cards = rows.slice(0, CARD_PAGE).map((row) => summaryOf(context.actor, row))
  const last = cards.at(-1)
  return ok({ cards, nextBefore: rows.length > CARD_PAGE && last ? `${last.heldOn}~${last.id}` : null })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a page begins: null = at the newest, undefined = not a place. */
function placeOf(before: string | undefined): Before | null | undefined {
  if (before === undefined) return null
  const [on = '', id = ''] = before.split('~')
  return isLocalDate(on) && uuid.test(id) ? { on, id } : undefined
}
