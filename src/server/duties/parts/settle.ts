import { replay, type ReplayCard } from '#shared/duties/rules/replay.ts'
import type { MatchDuty } from '#shared/duties/rules/match.ts'
import { CardKind, RuleKey } from '#shared/duties/schema.ts'
import type { SettledDuty } from '#server/duties/queries.ts'

/** A stored duty with what it says about cards. */
export interface SettleDuty {
  readonly id: string
  readonly key: string
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly doneOn: string | null
  readonly cardId: string | null
  readonly attempts: number
  readonly lastAttemptOn: string | null
  readonly performerRole: string
}

export interface SettleCard {
  readonly id: string
  readonly kind: string
  readonly heldOn: string
  readonly reached: boolean
  readonly enteredFor: string | null
  /** A visit at which one also talked. */
  readonly talked: boolean
  readonly createdAt: string
}

/** A stored card as the matching rule wants it. */
export const cardFactsOf = <C extends Pick<SettleCard, 'kind' | 'talked'>>(card: C) => ({
  ...card,
  kind: CardKind.parse(card.kind),
  also: card.talked ? (['talk'] as const) : [],
})

const cardOf = (card: SettleCard): ReplayCard => cardFactsOf(card)

/** A duty as the matching rule wants it. Each key is fulfilled by the cards of its own kind. */
export function matchDutyOf(duty: SettleDuty): MatchDuty {
  const key = RuleKey.parse(duty.key)
  return {
    id: duty.id,
    key,
    cardKinds: [key],
    from: duty.from,
    to: duty.to,
    dueOn: duty.dueOn,
    doneOn: duty.doneOn,
  }
}

/** The duties of one child that its cards change, as they should be stored. */
export function unsettled(
  duties: readonly SettleDuty[],
  cards: readonly SettleCard[],
): readonly SettledDuty[] {
  const should = replay(duties.map(matchDutyOf), cards.map(cardOf))
  return duties.flatMap((duty) => {
    const now = should.get(duty.id)
    if (!now) return []
    const same =
      now.cardId === duty.cardId &&
      now.doneOn === duty.doneOn &&
      now.attempts === duty.attempts &&
      now.lastAttemptOn === duty.lastAttemptOn
    return same ? [] : [{ id: duty.id, ...now }]
  })
}
