/** Bytes of one photo or scan: what a phone's camera makes, with room. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Bytes sent at once: small enough to get through a poor connection whole. */
export const CHUNK_BYTES = 192 * 1024
/** Files that hang on one thing. */
export const MOST_FILES = 50
/** Days a removed file can be brought back. */
export const KEPT_REMOVED_DAYS = 30
/** How many of its first bytes tell what a file is. */
export const FIRST_BYTES = 16

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)
const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** JPEG, PNG, WebP or PDF, whatever the name says; a phone's HEIC has its own sentence with the way round. */
export function attachmentFault(
  head: Uint8Array,
  size: number,
): 'attachment-type' | 'attachment-heic' | 'attachment-size' | undefined {
  if (size === 0 || size > MOST_BYTES) return 'attachment-size'
  if (begins(head, 0xff, 0xd8, 0xff)) return undefined
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return undefined
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 12) === 'WEBP') return undefined
  if (textAt(head, 0, 4) === '%PDF') return undefined
  const isHeic = textAt(head, 4, 8) === 'ftyp' && /^(mif1|msf1|hei|hev)/.test(textAt(head, 8, 12))
  return isHeic ? 'attachment-heic' : 'attachment-type'
}
