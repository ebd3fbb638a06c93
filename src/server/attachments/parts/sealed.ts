import type { Vault } from '#server/vault/vault.ts'
import type { Part } from '#server/attachments/queries.ts'

export type Rendition = 'upload' | 'full' | 'thumb'

/** Bytes in one row: large enough to be few, small enough never to hold two copies of a whole file. */
const PART_BYTES = 512 * 1024

const nameContext = (id: string): string => `attachment.name:${id}`
const reasonContext = (id: string): string => `attachment.reason:${id}`
/** Place and rendition belong to the seal: parts of a file cannot be swapped or mixed. */
const partContext = (id: string, rendition: Rendition, at: number): string =>
  `attachment.${rendition}:${id}:${at}`

export const sealName = (vault: Vault, id: string, name: string): Buffer => vault.seal(name, nameContext(id))
export const openName = (vault: Vault, id: string, sealed: Buffer): string =>
  vault.open(sealed, nameContext(id))
export const sealReason = (vault: Vault, id: string, reason: string): Buffer =>
  vault.seal(reason, reasonContext(id))

export const sealPart = (vault: Vault, id: string, rendition: Rendition, at: number, bytes: Buffer): Buffer =>
  vault.sealBytes(bytes, partContext(id, rendition, at))

export function sealedParts(vault: Vault, id: string, rendition: Rendition, bytes: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    parts.push({ at, sealed: sealPart(vault, id, rendition, at, bytes.subarray(at, at + PART_BYTES)) })
  return parts
}

/** The whole file; throws when a part is missing or was changed. */
export function openParts(
  vault: Vault,
  id: string,
  rendition: Rendition,
  parts: readonly Part[],
): Buffer<ArrayBuffer> {
  const opened: Buffer[] = []
  let next = 0
  for (const { at, sealed } of parts) {
    if (at !== next) throw new Error('a part of a stored file is missing')
    const bytes = vault.openBytes(sealed, partContext(id, rendition, at))
    opened.push(bytes)
    next += bytes.length
  }
  return Buffer.concat(opened)
}
