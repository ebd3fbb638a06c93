import type { Calendar } from '#shared/calendar/schema.ts'
import { windowsCovered } from '#shared/duties/rules/excuse.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { askDutiesQuery, excuseDutiesQuery } from '#server/duties/parts/excuse-queries.ts'
import { timeExcusesQuery } from '#server/duties/parts/excuse-reads.ts'

interface Opened {
  readonly id: string
  readonly pupilId: string | null
  readonly from: string
  readonly to: string
}

/** An excuse over a time also covers windows that are opened after it was given, or asked for (K-28). */
export async function excuseOpened(
  tx: Pick<Transaction, 'run' | 'rows'>,
  scope: Scope,
  calendar: Calendar,
  opened: readonly Opened[],
): Promise<void> {
  const first = opened.reduce((day, duty) => (duty.from < day ? duty.from : day), '9999-12-31')
  if (opened.length === 0) return
  const byChild = Map.groupBy(opened, ({ pupilId }) => pupilId)
  for (const excuse of await tx.rows(timeExcusesQuery(scope, first))) {
    const covered = windowsCovered(byChild.get(excuse.pupilId) ?? [], excuse, calendar)
    if (covered.length === 0) continue
    const ids = covered.map(({ id }) => id)
    await tx.run(
      excuse.state === 'asked'
        ? askDutiesQuery(scope, ids, excuse.id)
        : excuseDutiesQuery(scope, ids, { ...excuse, by: excuse.askedBy, at: excuse.askedAt }),
    )
  }
}
