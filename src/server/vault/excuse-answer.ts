import type { Vault } from '#server/vault/vault.ts'

const contextOf = (excuseId: string): string => `excuse.answer:${excuseId}`

/** Why a second person did not agree to an excuse; nothing written is nothing kept. */
export const sealAnswer = (vault: Vault, excuseId: string, answer: string): Buffer | null =>
  answer === '' ? null : vault.seal(answer, contextOf(excuseId))

export const openAnswer = (vault: Vault, excuseId: string, sealed: Buffer | null): string | null =>
  sealed && vault.open(sealed, contextOf(excuseId))
