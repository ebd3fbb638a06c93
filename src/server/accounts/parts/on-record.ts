import { mayKeepOwnAccount } from '#shared/accounts/policy.ts'
import { auditQuery, type AuditEvent } from '#server/db/audit-entry.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { setScope } from '#server/db/set-scope.ts'
import type { Deps } from '#server/deps.ts'
import { contextFor, type SignedIn } from '#server/http/context.ts'

type Tx = Pick<Transaction, 'run'>

/** An account is of no single school: what happens to it stands in the log of each. Last in the transaction, schools in order. */
export async function putOnRecord(tx: Tx, scopes: readonly Scope[], event: AuditEvent): Promise<void> {
  for (const scope of scopes.toSorted((a, b) => (a.schoolId < b.schoolId ? -1 : 1))) {
    await setScope(tx, scope)
    await tx.run(auditQuery(scope, event))
  }
}

/** What somebody did with the own account, in the log of each school where he has a role today. */
export async function putOwnOnRecord(
  { now }: Deps,
  tx: Tx,
  user: SignedIn,
  event: Pick<AuditEvent, 'action' | 'detail'>,
): Promise<void> {
  const schools = [...new Set(user.grants.map(({ schoolId }) => schoolId))]
  const scopes = schools.flatMap((schoolId) => {
    const context = contextFor(user, schoolId, now())
    return context?.scope(mayKeepOwnAccount(context.actor)) ?? []
  })
  await putOnRecord(tx, scopes, { ...event, entity: 'account', entityId: user.userId })
}
