import { Terms } from '#shared/agreements/schema.ts'
import type { Vault } from '#server/vault/vault.ts'

type What = 'terms' | 'end' | 'witness' | 'opinion'

const contextOf = (what: What, id: string): string => `agreement.${what}:${id}`

export const seal = (vault: Vault, what: What, id: string, text: string): Buffer =>
  vault.seal(text, contextOf(what, id))

export const open = (vault: Vault, what: What, id: string, sealed: Buffer | null): string | null =>
  sealed === null ? null : vault.open(sealed, contextOf(what, id))

export const sealTerms = (vault: Vault, id: string, terms: Terms): Buffer =>
  seal(vault, 'terms', id, JSON.stringify(terms))

export function openTerms(vault: Vault, id: string, sealed: Buffer | null): Terms | null {
  const text = open(vault, 'terms', id, sealed)
  return text === null ? null : Terms.parse(JSON.parse(text))
}
