import { t } from '@lingui/core/macro'
import type { HouseholdChild } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { formatDate } from '#client/lib/format.ts'

/** A time of a duty that went by undone. */
export interface Earlier {
  id: string
  from: string
  to: string
}

interface Asked {
  kind: CardKind
  /** The day the card is of. */
  heldOn: string
  today: string
  /** The duty one came from, where it is overdue: known before the child's own are. */
  opened: Earlier | null
}

/**
 * The windows a card of a later day can be entered for, the oldest first (K-26): within a window it counts there by itself,
 * and where several cards are wanted in one window the next of them stands for all.
 */
export function earlierOf(
  duties: HouseholdChild['duties'] | undefined,
  { kind, heldOn, today, opened }: Asked,
): Earlier[] {
  const known = (duties ?? [])
    .filter(({ key, dueOn, toDo }) => key === kind && toDo && dueOn < today)
    .map(({ id, from, to }) => ({ id, from, to }))
  const all = opened === null || known.some(({ id }) => id === opened.id) ? known : [...known, opened]
  const gone = all.filter(({ to }) => to < heldOn)
  return gone
    .filter((one) => {
      const same = gone.filter(({ from, to }) => from === one.from && to === one.to)
      return one === (same.find(({ id }) => id === opened?.id) ?? same[0])
    })
    .sort((a, b) => a.from.localeCompare(b.from))
}

/** 补 10月1日至10月31日 那一次 */
export function earlierText({ from, to }: Earlier): string {
  const first = formatDate(from)
  const last = formatDate(to)
  return first === last ? t`补 ${first} 那一次` : t`补 ${first}至${last} 那一次`
}
