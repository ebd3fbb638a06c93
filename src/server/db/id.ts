import { randomFillSync } from 'node:crypto'

const bytes = new Uint8Array(16)
// Random bytes are drawn for many ids at once: a call for each costs more than all the rest.
const drawn = new Uint8Array(16 * 256)
let used = drawn.length
let last = 0
let counter = 0

/** UUIDv7 (RFC 9562): sortable by time, monotonic within this process. */
export function newId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  bytes.set(drawn.subarray(used, (used += 16)))
  const now = Date.now()
  if (now > last) {
    last = now
    counter = ((bytes[6] ?? 0) << 4) | ((bytes[7] ?? 0) >> 4)
  } else if (++counter > 0xfff) {
    counter = 0
    last += 1
  }
  for (let i = 5, rest = last; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
