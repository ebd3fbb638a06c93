/** A seeded source of chance: the same seed gives the same sequence on every machine (mulberry32). */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  /** A source of its own for one thing, so that a change elsewhere leaves it as it is. */
  fork(salt: string | number): Random
}

/** A value with its weight; weights need not sum to 1. */
export type Shares<T> = readonly (readonly [value: T, weight: number])[]

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick(list) {
      const at = int(0, list.length - 1)
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[at] as (typeof list)[number]
    },
    shuffle(list) {
      const shuffled = [...list]
      for (let at = shuffled.length - 1; at > 0; at -= 1) {
        const other = int(0, at)
        const kept = shuffled[at] as (typeof list)[number]
        shuffled[at] = shuffled[other] as (typeof list)[number]
        shuffled[other] = kept
      }
      return shuffled
    },
    fork: (salt) => createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ hashOf(String(salt))),
  }
}

/** One value by weight. */
export function weighted<T>(random: Random, shares: Shares<T>): T {
  const total = shares.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.next() * total
  for (const [value, weight] of shares) {
    left -= weight
    if (left < 0) return value
  }
  const last = shares.at(-1)
  if (!last) throw new Error('no shares')
  return last[0]
}

/** `count` values in exactly these shares (largest remainder), in random order: small schools meet the shares too. */
export function deal<T>(random: Random, count: number, shares: Shares<T>): T[] {
  const total = shares.reduce((sum, [, weight]) => sum + weight, 0)
  const parts = shares.map(([value, weight]) => {
    const exact = (count * weight) / total
    return { value, whole: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  let missing = count - parts.reduce((sum, part) => sum + part.whole, 0)
  for (const part of parts.toSorted((a, b) => b.rest - a.rest)) {
    if (missing <= 0) break
    part.whole += 1
    missing -= 1
  }
  return random.shuffle(parts.flatMap(({ value, whole }) => Array.from({ length: whole }, () => value)))
}
