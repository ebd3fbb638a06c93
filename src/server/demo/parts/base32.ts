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
