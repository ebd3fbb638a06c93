import type { Vault } from '#server/vault/vault.ts'

const noteContext = (id: string): string => `transfer.note:${id}`
const answerContext = (id: string): string => `transfer.answer:${id}`

const sealText = (vault: Vault, text: string, context: string): Buffer | null =>
  text === '' ? null : vault.seal(text, context)

export const sealNote = (vault: Vault, id: string, text: string): Buffer | null =>
  sealText(vault, text, noteContext(id))
export const sealAnswer = (vault: Vault, id: string, text: string): Buffer | null =>
  sealText(vault, text, answerContext(id))

const openText = (vault: Vault, sealed: Buffer | null, context: string): string | null =>
  sealed === null ? null : vault.open(sealed, context)

export const openNote = (vault: Vault, id: string, sealed: Buffer | null): string | null =>
  openText(vault, sealed, noteContext(id))
export const openAnswer = (vault: Vault, id: string, sealed: Buffer | null): string | null =>
  openText(vault, sealed, answerContext(id))
