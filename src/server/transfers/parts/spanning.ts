import { fail, type Result } from '#shared/errors.ts'
import { auditQuery, type AuditEvent } from '#server/db/audit-entry.ts'
import type { Transaction } from '#server/db/database.ts'
import { giveWayQuery, givingWay } from '#server/db/giving-way.ts'
import { otherEnd, spanning, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { lockTransfersQuery } from '#server/transfers/queries.ts'

/** One transaction as each of the two schools sees it: the same connection, its own queries and its own log. */
export interface End {
  readonly tx: Transaction
  readonly scope: Scope
}

/**
 * One transaction over two schools, the only one there is: both are changed or neither. What happens at the other school
 * is written to that school's log.
 */
export function acrossSchools<T>(
  { db }: Deps,
  scope: Scope,
  otherSchoolId: string,
  work: (own: End, other: End) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (otherSchoolId === scope.schoolId) return Promise.resolve(fail('not-found'))
  const both = spanning(scope, otherSchoolId)
  const elsewhere = otherEnd(both)
  const inBoth = async (tx: Transaction): Promise<Result<T>> => {
    const events: AuditEvent[] = []
    await tx.run(lockTransfersQuery(), giveWayQuery())
    const result = await work(
      { tx, scope: both },
      { tx: { ...tx, audit: (...more) => void events.push(...more) }, scope: elsewhere },
    )
    if (result.ok) await tx.run(...events.map((event) => auditQuery(elsewhere, event)))
    return result
  }
  return givingWay(() => db.write(both, inBoth))
}
