import { z } from 'zod'
import type { Vault } from '#server/vault/vault.ts'

const Written = z.object({
  words: z.string(),
  /** Of how many children it was said: what was noted of several together goes to no other school (H-02). */
  children: z.int(),
})
export type Written = z.infer<typeof Written>

const context = (sessionId: string): string => `help.words:${sessionId}`

export const sealWords = (vault: Vault, sessionId: string, written: Written): Buffer =>
  vault.seal(JSON.stringify(written), context(sessionId))

/** Undefined = the words stayed with the school at which several children came. */
export const openWritten = (vault: Vault, sessionId: string, sealed: Buffer): Written | undefined =>
  sealed.length === 0 ? undefined : Written.parse(JSON.parse(vault.open(sealed, context(sessionId))))

export const openWords = (vault: Vault, sessionId: string, sealed: Buffer): string | null =>
  openWritten(vault, sessionId, sealed)?.words || null
