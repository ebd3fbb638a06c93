import { IncidentWords } from '#shared/incidents/schema.ts'
import type { Vault } from '#server/vault/vault.ts'

type What = 'words' | 'step' | 'reason'

const contextOf = (what: What, id: string): string => `incident.${what}:${id}`

export const seal = (vault: Vault, what: What, id: string, text: string): Buffer =>
  vault.seal(text, contextOf(what, id))

export const open = (vault: Vault, what: What, id: string, sealed: Buffer | null): string | null =>
  sealed === null ? null : vault.open(sealed, contextOf(what, id))

export const sealWords = (vault: Vault, id: string, { place, text, action }: IncidentWords): Buffer =>
  seal(vault, 'words', id, JSON.stringify({ place, text, action }))

export const openWords = (vault: Vault, id: string, sealed: Buffer): IncidentWords =>
  IncidentWords.parse(JSON.parse(vault.open(sealed, contextOf('words', id))))
