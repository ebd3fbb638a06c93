import type { Vault } from '#server/vault/vault.ts'

const contextOf = (excuseId: string): string => `excuse.reason:${excuseId}`

/** Why a child was not seen: kept under seal like what was said. */
export const sealReason = (vault: Vault, excuseId: string, reason: string): Buffer =>
  vault.seal(reason, contextOf(excuseId))

export const openReason = (vault: Vault, excuseId: string, sealed: Buffer): string =>
  vault.open(sealed, contextOf(excuseId))
