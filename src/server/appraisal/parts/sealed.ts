import { z } from 'zod'
import type { Vault } from '#server/vault/vault.ts'

/** A rank, a yes or no, or null for what was taken back. */
const Value = z.union([z.int(), z.boolean(), z.null()])
export type EntryValue = z.infer<typeof Value>

const contextOf = (id: string): string => `appraisal.entry:${id}`

export const sealEntry = (vault: Vault, id: string, value: EntryValue): Buffer =>
  vault.seal(JSON.stringify(value), contextOf(id))

export const openEntry = (vault: Vault, id: string, sealed: Buffer): EntryValue =>
  Value.parse(JSON.parse(vault.open(sealed, contextOf(id))))
