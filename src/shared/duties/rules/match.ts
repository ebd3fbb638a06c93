import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CardKind, EvidenceKind, RuleKey } from '#shared/duties/schema.ts'

export interface CardFacts {
  readonly kind: CardKind
  /** What else was done at the same time: a talk at a home visit. */
  readonly also?: readonly CardKind[]
  readonly heldOn: LocalDate
  /** Call answered, message confirmed, person met, report received (K-30). */
  readonly reached: boolean
  /** The earlier duty this later card is entered for (K-26). */
  readonly enteredFor: string | null
}

export interface MatchDuty {
  readonly id: string
  readonly key: RuleKey
  readonly cardKinds: readonly EvidenceKind[]
  readonly from: LocalDate
  readonly to: LocalDate
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate | null
  /** Last day on which it was asked for, where a change ended it: what is done later is done for what came in its place (K-27). */
  readonly endedOn?: LocalDate | null
}

export interface Closing {
  readonly dutyId: string
  readonly inTime: boolean
}

/** A duty that no card has fulfilled yet, as screens know it. */
export type OpenDuty = Omit<MatchDuty, 'doneOn'>

/** Why a card cannot count for the duty it is entered for. */
export type MatchRefusal = 'noSuchDuty' | 'wrongKind' | 'beforeWindow' | 'alreadyDone'

export interface Match {
  readonly closes: readonly Closing[]
  readonly refused: MatchRefusal | null
}

/** One card may fulfil duties of several kinds, each kind once; what it is of decides, not how many cards there are. */
const fits = (card: CardFacts, duty: MatchDuty): boolean =>
  [card.kind, ...(card.also ?? [])].some((kind) => duty.cardKinds.includes(kind))

function refusal(card: CardFacts, duty: MatchDuty | undefined): MatchRefusal | null {
  if (duty === undefined) return 'noSuchDuty'
  if (!fits(card, duty)) return 'wrongKind'
  if (card.heldOn < duty.from) return 'beforeWindow'
  return duty.doneOn === null ? null : 'alreadyDone'
}

const lastDay = ({ to, endedOn }: MatchDuty): LocalDate => (endedOn && endedOn < to ? endedOn : to)

/** The window of the card's date; where several cards are wanted in it, the first one still open. */
function ownWindow(card: CardFacts, duties: readonly MatchDuty[]): MatchDuty | undefined {
  return duties
    .filter((duty) => duty.doneOn === null && duty.from <= card.heldOn && card.heldOn <= lastDay(duty))
    .sort((a, b) => a.from.localeCompare(b.from) || a.id.localeCompare(b.id))[0]
}

/**
 * Which of a child's duties a card fulfils: at most one of each rule (K-26, K-30).
 * It counts in the window of its date; entered for an earlier window it counts there and not in its own.
 * A further card in a window closes nothing; an attempt closes nothing, whatever it is entered for.
 */
export function matchCard(card: CardFacts, duties: readonly MatchDuty[]): Match {
  const target = card.enteredFor === null ? undefined : duties.find((duty) => duty.id === card.enteredFor)
  const refused = card.enteredFor === null ? null : refusal(card, target)
  if (!card.reached || refused !== null) return { closes: [], refused }
  const closed: MatchDuty[] = target === undefined ? [] : [target]
  const fitting = duties.filter((duty) => fits(card, duty) && duty.key !== target?.key)
  for (const key of new Set(fitting.map((duty) => duty.key))) {
    const own = ownWindow(
      card,
      fitting.filter((duty) => duty.key === key),
    )
    if (own !== undefined) closed.push(own)
  }
  return { closes: closed.map((duty) => ({ dutyId: duty.id, inTime: card.heldOn <= duty.dueOn })), refused }
}

/** Which of a child's open duties a card will fulfil once it is filed: what is shown before saving. */
export const willClose = <D extends OpenDuty>(card: CardFacts, open: readonly D[]): readonly D[] => {
  const { closes } = matchCard(
    card,
    open.map((duty) => ({ ...duty, doneOn: null })),
  )
  return closes.flatMap(({ dutyId }) => open.filter(({ id }) => id === dutyId))
}
