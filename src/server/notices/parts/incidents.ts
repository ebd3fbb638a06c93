import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { insertNoticesQuery, type NewNotice } from '#server/notices/queries.ts'
import { performersQuery } from '#server/notices/reads.ts'

export const incidentNotice = (incidentId: string, userId: string): NewNotice => ({
  id: newId(),
  userId,
  kind: 'incident',
  ref: incidentId,
  pupilId: null,
  cardId: null,
  detail: {},
})

/**
 * Principal and counsellor learn at once that something has happened, and nothing of whom or what (P3-71, H-04). Whoever of them
 * recorded it is told as well: when a limit passes it must rise to somebody.
 */
export async function tellIncident(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  incidentId: string,
  at: string,
): Promise<void> {
  const holders = await tx.rows(performersQuery(scope, ['principal', 'counsellor']))
  const people = new Set(holders.map(({ userId }) => userId))
  const notices = [...people].map((userId) => incidentNotice(incidentId, userId))
  if (notices.length > 0) await tx.run(insertNoticesQuery(scope, notices, at))
}
