import { ageOn, type LocalDate } from '#shared/calendar/rules/local-date.ts'

/**
 * Who may not be entrusted with a child (未成年人保护法 22): offences against persons, bad habits, past neglect, anything else
 * that makes unfit. They are declared by the carer, one by one; nothing is kept but the day of the declaration.
 */
export const DECLARED_BARS = ['crime', 'addiction', 'neglect', 'unfit'] as const
export type DeclaredBar = (typeof DECLARED_BARS)[number]
/**
 * Seen from the record: an entrusted carer is an adult with full capacity, not the parent who entrusts, nobody to be kept
 * away from the child, and nobody of whom a bar is on file; which one is not told (H-06).
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

export interface CarerFacts {
  /** Null = not known: then the other bars decide. */
  readonly bornOn: LocalDate | null
  readonly incapable: boolean
  /** A bar stands in the file of the family, at whatever time. */
  readonly onRecord: boolean
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
    ...(carer.onRecord ? (['onRecord'] as const) : []),
    ...(carer.keptAway ? (['keptAway'] as const) : []),
    ...(carer.bornOn !== null && ageOn(carer.bornOn, on) < ADULT ? (['notAdult'] as const) : []),
    ...(carer.incapable ? (['incapable'] as const) : []),
    ...(carer.isParent ? (['isParent'] as const) : []),
    ...(isAsked ? [] : (['notDeclared'] as const)),
  ]
}

/** From this birthday on the child is asked and its own words are written down (民法典 19). */
export const HEARD_FROM_AGE = 8

export const mustBeHeard = (bornOn: LocalDate, on: LocalDate): boolean => ageOn(bornOn, on) >= HEARD_FROM_AGE
