import type { Vault } from '#server/vault/vault.ts'

const textContext = (workId: string): string => `work.text:${workId}`

export interface WorkText {
  readonly what: string
  readonly reference: string
}

export const sealText = (vault: Vault, workId: string, { what, reference }: WorkText): Buffer =>
  vault.seal(JSON.stringify({ what, reference } satisfies WorkText), textContext(workId))

export const openText = (vault: Vault, workId: string, sealed: Buffer): WorkText =>
  JSON.parse(vault.open(sealed, textContext(workId))) as WorkText

/** Why a record came late or was corrected may speak of a child: it is kept like what was done. */
export type Reason = 'late' | 'correction'
const reasonContext = (which: Reason, workId: string): string => `work.${which}:${workId}`

export const sealReason = (vault: Vault, which: Reason, workId: string, reason: string): Buffer =>
  vault.seal(reason, reasonContext(which, workId))

export const openReason = (vault: Vault, which: Reason, workId: string, sealed: Buffer): string =>
  vault.open(sealed, reasonContext(which, workId))
