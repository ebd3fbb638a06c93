import type { Transaction } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'

/** Does something for real and takes it back, within the transaction: what comes of it is known, and nothing has happened. */
export async function tried<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await tx.rows(raw('savepoint tried'))
  const value = await work({ ...tx, audit: () => undefined })
  await tx.rows(raw('rollback to savepoint tried'))
  return value
}
