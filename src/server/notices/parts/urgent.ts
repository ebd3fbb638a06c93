import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { insertNoticesQuery, type NewNotice } from '#server/notices/queries.ts'
import { performersQuery } from '#server/notices/reads.ts'

export interface UrgentCard {
  /** Id of the card's first version: a correction tells nobody twice. */
  readonly rootId: string
  readonly pupilId: string
  readonly authorId: string
}

export const urgentNotice = ({ rootId, pupilId }: UrgentCard, userId: string): NewNotice => ({
  id: newId(),
  userId,
  kind: 'urgent',
  ref: rootId,
  pupilId,
  cardId: rootId,
  detail: {},
})

/** Principal and counsellor learn at once that there is an urgent card, and nothing of what it says (H-05, H-12). */
export async function tellUrgent(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  card: UrgentCard,
  at: string,
): Promise<void> {
  const holders = await tx.rows(performersQuery(scope, ['principal', 'counsellor']))
  const people = new Set(holders.map(({ userId }) => userId))
  people.delete(card.authorId)
  const notices = [...people].map((userId) => urgentNotice(card, userId))
  if (notices.length > 0) await tx.run(insertNoticesQuery(scope, notices, at))
}
