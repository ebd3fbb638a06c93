/** First 32 bits of the fractional parts of the roots of the first primes, worked out once (FIPS 180-4). */
function constantsOf(): { start: Uint32Array; rounds: Uint32Array } {
  const start = new Uint32Array(8)
  const rounds = new Uint32Array(64)
  const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32)
  for (let candidate = 2, count = 0; count < 64; candidate += 1) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1)
      if (candidate % divisor === 0) isPrime = false
    if (!isPrime) continue
    if (count < 8) start[count] = fraction(Math.sqrt(candidate))
    rounds[count] = fraction(Math.cbrt(candidate))
    count += 1
  }
  return { start, rounds }
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))
const at = (words: Uint32Array, index: number): number => words[index] ?? 0

function mix(hash: Uint32Array, words: Uint32Array, rounds: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const [early, late] = [at(words, i - 15), at(words, i - 2)]
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[i] = at(words, i - 16) + low + at(words, i - 7) + high
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let i = 0; i < 64; i += 1) {
    const chosen = (e & f) ^ (~e & g)
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + at(rounds, i) + at(words, i)) | 0
    const most = (a & b) ^ (a & c) ^ (b & c)
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) hash[index] = at(hash, index) + word
}

/**
 * SHA-256 in hexadecimal. By hand, because a school's server on its own network has no HTTPS and browsers then keep
 * their own hash functions back.
 */
export function sha256(bytes: Uint8Array): string {
  const { start: hash, rounds } = constantsOf()
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(padded.length - 4, (bytes.length * 8) % 2 ** 32)
  const words = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(block + i * 4)
    mix(hash, words, rounds)
  }
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('')
}
