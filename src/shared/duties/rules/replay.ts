import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { type CardFacts, matchCard, type MatchDuty } from '#shared/duties/rules/match.ts'

export interface ReplayCard extends CardFacts {
  readonly id: string
  /** Instant of filing (UTC). */
  readonly createdAt: string
}

/** What the cards make of one duty. */
export interface Fulfilment {
  readonly cardId: string | null
  readonly doneOn: LocalDate | null
  readonly attempts: number
  readonly lastAttemptOn: LocalDate | null
}

const order = (a: ReplayCard, b: ReplayCard): number =>
  a.heldOn.localeCompare(b.heldOn) || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id)

/**
 * The duties an attempt was made for: those the card would have closed, done or not. One that nothing came in the place of
 * keeps the attempts of its last days, although a change has ended it (K-27).
 */
function attemptedDuties(card: ReplayCard, duties: readonly MatchDuty[]): readonly string[] {
  const keys = new Map(duties.map(({ id, key }) => [id, key]))
  const closes = (over: Partial<MatchDuty>): readonly string[] => {
    const open = duties.map((duty) => ({ ...duty, doneOn: null, ...over }))
    return matchCard({ ...card, reached: true }, open).closes.map(({ dutyId }) => dutyId)
  }
  const asked = closes({})
  const kinds = new Set(asked.map((id) => keys.get(id)))
  return [...asked, ...closes({ endedOn: null }).filter((id) => !kinds.has(keys.get(id)))]
}

/**
 * What a child's cards make of its duties, from nothing: filing, correcting and opening late all end here, so the
 * order of entry never matters. Cards are taken by the day they were held (K-26, K-30).
 */
export function replay(
  duties: readonly MatchDuty[],
  cards: readonly ReplayCard[],
): ReadonlyMap<string, Fulfilment> {
  const state = new Map<string, Fulfilment>(
    duties.map((duty) => [duty.id, { cardId: null, doneOn: null, attempts: 0, lastAttemptOn: null }]),
  )
  for (const card of cards.toSorted(order)) {
    if (!card.reached) {
      for (const id of attemptedDuties(card, duties)) {
        const known = state.get(id)
        if (known) state.set(id, { ...known, attempts: known.attempts + 1, lastAttemptOn: card.heldOn })
      }
      continue
    }
    const now = duties.map((duty) => ({ ...duty, doneOn: state.get(duty.id)?.doneOn ?? null }))
    for (const { dutyId } of matchCard(card, now).closes) {
      const known = state.get(dutyId)
      if (known) state.set(dutyId, { ...known, cardId: card.id, doneOn: card.heldOn })
    }
  }
  return state
}
