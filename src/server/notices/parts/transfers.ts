import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { insertNoticesQuery, type NewNotice } from '#server/notices/queries.ts'
import { performersQuery } from '#server/notices/reads.ts'

type Kind = 'transferAsked' | 'transferAnswered'

/** Says which request it is about and nothing of the child; what may be read of it is joined when it is read. */
export const transferNotice = (kind: Kind, transferId: string, userId: string): NewNotice => ({
  id: newId(),
  userId,
  kind,
  ref: transferId,
  pupilId: null,
  cardId: null,
  detail: {},
})

/** Principals and archive keepers of the school of the scope learn at once that it is asked, or what was answered. */
export async function tellTransfer(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  { kind, transferId }: { readonly kind: Kind; readonly transferId: string },
  at: string,
): Promise<void> {
  const holders = await tx.rows(performersQuery(scope, ['principal', 'archiveKeeper']))
  const people = [...new Set(holders.map(({ userId }) => userId))]
  if (people.length > 0)
    await tx.run(
      insertNoticesQuery(
        scope,
        people.map((userId) => transferNotice(kind, transferId, userId)),
        at,
      ),
    )
}
