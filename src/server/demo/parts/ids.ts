import type { Random } from './random.ts'

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const byteAt = (value: number, shift: number): string => hex[(value >>> shift) & 0xff] ?? ''

/**
 * UUIDs of version 7 (RFC 9562) that depend on the seed alone: invented data is the same each time. One millisecond a
 * step from `startMs` keeps them in the order they were made in, which is the order they are loaded in.
 */
export function createIds(random: Random, startMs: number): () => string {
  let at = startMs
  return () => {
    at += 1
    const high = Math.floor(at / 65_536)
    const low = at % 65_536
    const a = (random.next() * 4_294_967_296) >>> 0
    const b = (random.next() * 4_294_967_296) >>> 0
    const c = (random.next() * 4_294_967_296) >>> 0
    const time = `${byteAt(high, 24)}${byteAt(high, 16)}${byteAt(high, 8)}${byteAt(high, 0)}-${byteAt(low, 8)}${byteAt(low, 0)}`
    const version = `${hex[0x70 | (c & 0x0f)]}${byteAt(c, 8)}`
    const variant = `${hex[0x80 | ((c >>> 16) & 0x3f)]}${byteAt(c, 24)}`
    return `${time}-${version}-${variant}-${byteAt(a, 24)}${byteAt(a, 16)}${byteAt(a, 8)}${byteAt(a, 0)}${byteAt(b, 8)}${byteAt(b, 0)}`
  }
}
