import { replay, type ReplayCard } from '#shared/duties/rules/replay.ts'
import type { MatchDuty } from '#shared/duties/rules/match.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import { CardKind } from '#shared/duties/schema.ts'
import type { SettledDuty } from '#server/duties/queries.ts'

/** A stored duty with what it says about cards. */
export interface SettleDuty {
  readonly id: string
  readonly key: string
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly doneOn: string | null
  readonly endedOn: string | null
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

/** Is it fulfilled by cards about the child? What a record of work fulfils no card changes. */
export const isByCard = ({ key }: { readonly key: string }): boolean => !evidenceOf(key).includes('work')

/** A duty as the matching rule wants it. */
export function matchDutyOf(duty: SettleDuty): MatchDuty {
  return {
    id: duty.id,
    key: duty.key,
    cardKinds: evidenceOf(duty.key),
    from: duty.from,
    to: duty.to,
    dueOn: duty.dueOn,
    doneOn: duty.doneOn,
    endedOn: duty.endedOn,
  }
}

/** The duties of one child that its cards change, as they should be stored. */
export function unsettled(
  duties: readonly SettleDuty[],
  cards: readonly SettleCard[],
): readonly SettledDuty[] {
  const should = replay(duties.filter(isByCard).map(matchDutyOf), cards.map(cardOf))
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
