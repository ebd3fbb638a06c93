import { createHmac, timingSafeEqual } from 'node:crypto'

const PERIOD_MS = 30_000

const stepAt = (atMs: number): number => Math.floor(atMs / PERIOD_MS)

/** The six digits of this half minute (RFC 6238, SHA-1). */
export const oneTimeCode = (secret: string, atMs: number): string => codeOfStep(secret, stepAt(atMs))

function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', Buffer.from(secret)).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0x0f
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/**
 * The half minute these digits are of: now, the one before or after, for clocks differ and typing takes a moment; undefined
 * when they are of none.
 */
export function stepOfCode(secret: string, code: string, nowMs: number): number | undefined {
  const given = Buffer.from(code)
  const now = stepAt(nowMs)
  return [now + 1, now, now - 1].find((step) => {
    const wanted = Buffer.from(codeOfStep(secret, step))
    return wanted.length === given.length && timingSafeEqual(wanted, given)
  })
}
