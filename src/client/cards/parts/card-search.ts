import type { CardKind } from '#shared/duties/schema.ts'

/** What the address of a new card knows: ids and dates, no names. */
export interface CardSearch {
  child?: string
  kind?: CardKind
  /** An overdue duty the card may be entered for, and its window (K-26). */
  duty?: string
  from?: string
  to?: string
}

export const cardKinds: readonly CardKind[] = ['talk', 'parentContact', 'homeVisit']
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value)
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** Reads the address; anything unknown in it is left out. */
export function readCardSearch(raw: Record<string, unknown>): CardSearch {
  const kind = cardKinds.find((one) => one === raw['kind'])
  const { child, duty, from, to } = raw
  return {
    ...(isId(child) && { child }),
    ...(kind !== undefined && { kind }),
    ...(isId(duty) && isDay(from) && isDay(to) && { duty, from, to }),
  }
}
