import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { ReviewKind } from '#shared/reviews/schema.ts'

/** A valid card as far as filing goes. */
export interface FiledCard {
  readonly id: string
  readonly authorId: string
  readonly kind: string
  readonly heldOn: LocalDate
  /** ISO instant. */
  readonly filedAt: string
  /** A correction is a new version: it was not filed anew. */
  readonly version: number
  /** Keyed hash of the words; null when too little was written. */
  readonly textHash: string | null
}

export interface Finding {
  readonly kind: ReviewKind
  /** In order of filing. */
  readonly cardIds: readonly string[]
}

/**
 * Four forms, each filed within 20 s of the one before; three of one wording: two visits to siblings are not asked about.
 * Cards of a household filed together by one form have one moment, and count as one.
 */
export const LIMITS = { bulkSeconds: 20, bulkCards: 4, sameTextCards: 3 } as const

const byFiling = (a: FiledCard, b: FiledCard): number =>
  a.filedAt.localeCompare(b.filedAt) || a.id.localeCompare(b.id)

const forms = (own: readonly FiledCard[]): number => new Set(own.map(({ filedAt }) => filedAt)).size

/** A holiday of the school, or a day outside its terms. Weekends within a term are ordinary days of boarding schools. */
export const isDayOff = (day: LocalDate, { terms, days }: Calendar): boolean =>
  days.some((one) => one.day === day && one.kind === 'holiday') ||
  (terms.length > 0 && !terms.some(({ from, to }) => from <= day && day <= to))

/**
 * What the principal is kindly asked to look at (H-13): facts of filing, never of contents. Each card is in at most one
 * finding of each kind; the order of the cards given does not matter.
 */
export function findReviews(cards: readonly FiledCard[], calendar: Calendar): readonly Finding[] {
  const sorted = cards.toSorted(byFiling)
  const group = (name: (card: FiledCard) => string | null): readonly FiledCard[][] => {
    const groups = Map.groupBy(sorted, name)
    groups.delete(null)
    return [...groups.values()]
  }
  const finding = (kind: ReviewKind, own: readonly FiledCard[]): Finding => ({
    kind,
    cardIds: own.map(({ id }) => id),
  })
  return [
    ...group(({ version, authorId }) => (version === 1 ? authorId : null))
      .flatMap(runs)
      .filter((run) => forms(run) >= LIMITS.bulkCards)
      .map((run) => finding('bulk', run)),
    ...group(({ authorId, textHash }) => (textHash === null ? null : `${authorId} ${textHash}`))
      .filter((own) => forms(own) >= LIMITS.sameTextCards)
      .map((own) => finding('sameText', own)),
    // Parents are at home on holidays: calls and visits then are what is wanted (P7-25).
    ...group(({ kind, heldOn, authorId }) =>
      kind === 'talk' && isDayOff(heldOn, calendar) ? `${authorId} ${heldOn}` : null,
    ).map((own) => finding('holiday', own)),
  ]
}

/** Cards of one author in order, cut where more than some seconds lie between two. */
function runs(cards: readonly FiledCard[]): FiledCard[][] {
  const all: FiledCard[][] = []
  for (const card of cards) {
    const run = all.at(-1)
    const last = run?.at(-1)
    const gap = last ? Date.parse(card.filedAt) - Date.parse(last.filedAt) : Infinity
    if (run && gap <= LIMITS.bulkSeconds * 1000) run.push(card)
    else all.push([card])
  }
  return all
}
