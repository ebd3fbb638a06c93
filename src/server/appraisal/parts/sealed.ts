import { z } from 'zod'
import type { Vault } from '#server/vault/vault.ts'

/** A rank, a yes or no, or null for what was taken back. */
const Value = z.union([z.int(), z.boolean(), z.null()])
export type EntryValue = z.infer<typeof Value>

const contextOf = (id: string): string => `appraisal.entry:${id}`

/** As long as the longest of them: how long it is under seal must not tell a yes from a no, nor a low rank from a high one. */
const LENGTH = 'false'.length

export const sealEntry = (vault: Vault, id: string, value: EntryValue): Buffer =>
  vault.seal(JSON.stringify(value).padEnd(LENGTH), contextOf(id))

export const openEntry = (vault: Vault, id: string, sealed: Buffer): EntryValue =>
  Value.parse(JSON.parse(vault.open(sealed, contextOf(id))))
