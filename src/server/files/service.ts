import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { closeFileQuery, lockFileQuery } from '#server/files/queries.ts'
import type { Vault } from '#server/vault/vault.ts'

// How a list is written as an Excel file, whatever it holds.
export { workbook, XLSX } from '#server/files/parts/xlsx-stream.ts'

type Which = 'open' | 'close'

const sealing = (fileId: string, which: Which): string => `file.${which}:${fileId}`

/** Why a file was opened or closed, in somebody's words; those of before 0017 are sealed at start (seal-plain-text.ts). */
export const sealFileNote = (vault: Vault, fileId: string, which: Which, note: string): Buffer =>
  vault.seal(note, sealing(fileId, which))

export const openFileNote = (
  vault: Vault,
  fileId: string,
  which: Which,
  sealed: Buffer | null,
): string | null => (sealed === null ? null : vault.open(sealed, sealing(fileId, which)))

const evidenceSealing = (goalId: string): string => `goal.evidence:${goalId}`

/** What shows how a goal stands. */
export const sealEvidence = (vault: Vault, goalId: string, evidence: string): Buffer =>
  vault.seal(evidence, evidenceSealing(goalId))

export const openEvidence = (vault: Vault, goalId: string, sealed: Buffer): string =>
  vault.open(sealed, evidenceSealing(goalId))

/** The open file of a child who leaves the school is closed; where to, under seal. */
export async function closeMoved(
  vault: Vault,
  tx: Transaction,
  scope: Scope,
  child: { readonly id: string; readonly to: string },
): Promise<void> {
  const [file] = await tx.rows(lockFileQuery(scope, child.id))
  if (file)
    await tx.run(closeFileQuery(scope, file.id, 'moved', sealFileNote(vault, file.id, 'close', child.to)))
}
