import type { Vault } from '#server/vault/vault.ts'

const planContext = (pageId: string): string => `handbook.plan:${pageId}`
const entryContext = (entryId: string): string => `handbook.entry:${entryId}`

export const sealPlan = (vault: Vault, pageId: string, text: string): Buffer =>
  vault.seal(text, planContext(pageId))

export const openPlan = (vault: Vault, pageId: string, sealed: Buffer | null): string =>
  sealed === null ? '' : vault.open(sealed, planContext(pageId))

export const sealEntry = (vault: Vault, entryId: string, text: string): Buffer =>
  vault.seal(text, entryContext(entryId))

export const openEntry = (vault: Vault, entryId: string, sealed: Buffer): string =>
  vault.open(sealed, entryContext(entryId))
