const signs = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

let last = Date.now()
let watching = false

/** Watched from the first question on. */
function watch(): void {
  watching = true
  last = Date.now()
  for (const sign of signs)
    addEventListener(sign, () => void (last = Date.now()), { capture: true, passive: true })
}

/**
 * Whether somebody has touched this page within some minutes. What is asked for by itself stops after that: it would
 * keep alive the session of a person who has gone away.
 */
export function isAtWork(minutes: number): boolean {
  if (!watching) watch()
  return Date.now() - last < minutes * 60_000
}
