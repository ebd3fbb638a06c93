import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { insertNoticesQuery } from '#server/notices/queries.ts'

/** Whoever asked for an excuse learns that it was decided; what was said is joined when it is read. */
export const tellExcuse = (
  tx: Pick<Transaction, 'run'>,
  scope: Scope,
  excuse: { readonly excuseId: string; readonly pupilId: string; readonly askedBy: string },
  at: string,
): Promise<unknown> => {
  const { excuseId, pupilId, askedBy } = excuse
  const notice = {
    id: newId(),
    userId: askedBy,
    kind: 'excuseAnswered',
    ref: excuseId,
    pupilId,
    cardId: null,
    detail: {},
  }
  return tx.run(insertNoticesQuery(scope, [notice], at))
}
