import type { CompiledQuery } from 'kysely'
import type { Actor } from '#shared/access/schema.ts'
import { isLoneVisit } from '#shared/cards/rules.ts'
import type { Card, CardFiled, CardInput, CorrectionInput } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { cardOf, saysTheSame } from '#server/cards/parts/card-of.ts'
import { cardQuery, contentsQuery } from '#server/cards/reads.ts'
import { type Transaction, WithCommit } from '#server/db/database.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { stillOpen } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'

export type Filed = Result<CardFiled>
type OpenRow = RowOf<ReturnType<typeof stillOpen>>

/** What the author of a filed card is told: the card, what it closed, what is still open of the child. */
export const filed = (card: Card, open: readonly OpenRow[], reopened: readonly string[] = []): Filed =>
  ok({
    card,
    closed: card.closes,
    reopened: [...reopened],
    stillOpen: open.map((duty) => ({ ...duty, key: duty.key as CardKind })),
    warnings: card.topics && isLoneVisit(card.topics) ? ['oneVisitor'] : [],
  })

/** The same of a card read again from what is stored, with what is `written` before. */
export const answer = (
  { vault }: Deps,
  scope: Scope,
  actor: Actor,
  { id, pupilId }: { readonly id: string; readonly pupilId: string },
  done: { readonly written?: readonly CompiledQuery[]; readonly reopened?: readonly string[] } = {},
): WithCommit<Filed> =>
  WithCommit.of(
    done.written ?? [],
    [cardQuery(scope, id), contentsQuery(scope, id), stillOpen(scope, pupilId)],
    ([[row], contents, open]): Filed => {
      if (!row) throw new Error('the card just filed is not there')
      return filed(cardOf(vault, actor, row, contents), open, done.reopened)
    },
  )

/**
 * A card sent again. With the same words it is the same card; with others its author has written on after an answer that
 * never came: that must not be taken for saved.
 */
export async function again(
  deps: Deps,
  tx: Transaction,
  { actor }: Context,
  scope: Scope,
  known: { readonly authorId: string; readonly pupilId: string },
  input: (CardInput | CorrectionInput) & { readonly pupilId: string },
): Promise<Filed> {
  const { id, pupilId } = input
  if (known.authorId !== actor.userId || known.pupilId !== pupilId) return fail('already-exists')
  const first = await answer(deps, scope, actor, { id, pupilId }).inside(tx)
  return first.ok && !saysTheSame(first.value.card, input) ? fail('card-filed', { id }) : first
}
