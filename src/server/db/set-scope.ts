import type { Transaction } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import { setScopeStatements, type Scope } from '#server/db/scope.ts'

/** Whose eyes the rest of a transaction has that was begun without a scope: what concerns several schools sets each in turn. */
export async function setScope(tx: Pick<Transaction, 'run'>, scope: Scope): Promise<void> {
  await tx.run(...setScopeStatements(scope).map((statement) => raw(statement)))
}
