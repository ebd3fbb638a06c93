import type { Transaction } from '#server/db/database.ts'
import { openWritten } from '#server/helps/parts/sealed.ts'
import { wordsOfQuery } from '#server/helps/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The rows of a child's log whose words were said of other children, too. */
export async function rowsOfSeveral(
  vault: Vault,
  tx: Pick<Transaction, 'rows'>,
  schoolId: string,
  pupilId: string,
): Promise<string[]> {
  const rows = await tx.rows(wordsOfQuery(schoolId, pupilId))
  return rows.flatMap(({ id, sessionId, sealed }) =>
    (openWritten(vault, sessionId, sealed)?.children ?? 0) > 1 ? [id] : [],
  )
}
