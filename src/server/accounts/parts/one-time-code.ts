import { createHmac, timingSafeEqual } from 'node:crypto'

const PERIOD_MS = 30_000

/** The six digits of this half minute (RFC 6238, SHA-1). */
export function oneTimeCode(secret: string, atMs: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / PERIOD_MS)))
  const hash = createHmac('sha1', Buffer.from(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0x0f
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Whether these are the digits of now, of the half minute before or after: clocks differ, and typing takes a moment. */
export function isCodeOf(secret: string, code: string, nowMs: number): boolean {
  const given = Buffer.from(code)
  const near = [-PERIOD_MS, 0, PERIOD_MS].map((away) => Buffer.from(oneTimeCode(secret, nowMs + away)))
  return near.some((wanted) => wanted.length === given.length && timingSafeEqual(wanted, given))
}
