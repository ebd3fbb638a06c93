import { createHmac } from 'node:crypto'

const PERIOD_MS = 30_000
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The key as authenticator apps take it (RFC 4648, no padding). */
export function base32(secret: string): string {
  let bits = ''
  for (const byte of Buffer.from(secret)) bits += byte.toString(2).padStart(8, '0')
  let text = ''
  for (let at = 0; at < bits.length; at += 5)
    text += BASE32.charAt(Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2))
  return text
}

/** The six digits of this half minute (RFC 6238, SHA-1). */
export function oneTimeCode(secret: string, atMs: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / PERIOD_MS)))
  const hash = createHmac('sha1', Buffer.from(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0x0f
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
