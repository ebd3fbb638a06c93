import type { Agreed } from '#shared/pairing/schema.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What is agreed, and what is said of a pair at a review or its end, speaks of children: all of it is under seal. */
export const sealAgreed = (vault: Vault, pairingId: string, agreed: Agreed): Buffer =>
  vault.seal(JSON.stringify(agreed), `pairing.agreed:${pairingId}`)

export const openAgreed = (vault: Vault, pairingId: string, sealed: Buffer): Agreed =>
  JSON.parse(vault.open(sealed, `pairing.agreed:${pairingId}`)) as Agreed

export const sealNote = (vault: Vault, id: string, note: string): Buffer =>
  vault.seal(note, `pairing.note:${id}`)

export const openNote = (vault: Vault, id: string, sealed: Buffer | null): string | null =>
  sealed === null ? null : vault.open(sealed, `pairing.note:${id}`) || null
