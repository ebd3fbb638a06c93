import { ageOn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { DECLARED_BARS } from '#shared/kin/rules.ts'
import type { DeclaredBar } from '#shared/kin/schema.ts'

/**
 * Seen from the record: an entrusted carer is an adult with full capacity of whom nothing is on record that the law bars,
 * nobody to be kept away from the child, and not the parent who entrusts.
 */
export type Bar =
  | DeclaredBar
  | 'onRecord'
  | 'keptAway'
  | 'notAdult'
  | 'incapable'
  | 'isParent'
  | 'notDeclared'

const ADULT = 18

export interface RecordedFacts {
  /** Null = not known: then the other bars decide. */
  readonly bornOn: LocalDate | null
  /** Something that the law bars is on record of this carer; what it is stays sealed (H-06). */
  readonly barred: boolean
}

/** What bars somebody from entrusted care without asking anybody (未成年人保护法 22). */
export const recordedBars = ({ bornOn, barred }: RecordedFacts, on: LocalDate): readonly Bar[] => [
  ...(barred ? (['onRecord'] as const) : []),
  ...(bornOn !== null && ageOn(bornOn, on) < ADULT ? (['notAdult'] as const) : []),
]

export interface CarerFacts extends RecordedFacts {
  readonly incapable: boolean
  /** Nobody of the school may contact this person. */
  readonly keptAway: boolean
  /** One of those who decide for the child anyhow. */
  readonly isParent: boolean
  /** True = the bar holds; a bar nobody was asked about is missing. */
  readonly declaration: Readonly<Partial<Record<DeclaredBar, boolean>>> | null
}

/** Every bar that holds on a day, the gravest first; empty = may be entrusted. */
export function entrustedCarerBars(carer: CarerFacts, on: LocalDate): readonly Bar[] {
  const { declaration } = carer
  const declared = DECLARED_BARS.filter((bar) => declaration?.[bar] === true)
  const isAsked = DECLARED_BARS.every((bar) => declaration?.[bar] !== undefined)
  return [
    ...declared,
    ...recordedBars(carer, on),
    ...(carer.keptAway ? (['keptAway'] as const) : []),
    ...(carer.incapable ? (['incapable'] as const) : []),
    ...(carer.isParent ? (['isParent'] as const) : []),
    ...(isAsked ? [] : (['notDeclared'] as const)),
  ]
}

/** From this birthday on the child is asked and its own words are written down (民法典 19). */
export const HEARD_FROM_AGE = 8

export const mustBeHeard = (bornOn: LocalDate, on: LocalDate): boolean => ageOn(bornOn, on) >= HEARD_FROM_AGE
