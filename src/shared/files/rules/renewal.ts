import { isLocalDate, type LocalDate } from '#shared/calendar/rules/local-date.ts'

/** What is gone through when a file is renewed; the needs are renewed by being written anew (H-06). */
export const RENEWAL_SECTIONS = ['register', 'family', 'person', 'school', 'health', 'home'] as const
export type RenewalSection = (typeof RENEWAL_SECTIONS)[number]

/** `from` and `to` are days of every year ('MM-DD'), both included; `to` before `from` reaches into the next year. */
export interface YearlyWindow {
  readonly from: string
  readonly to: string
}

/** When files are renewed: in yearly windows, each term, after a change of carer, absence or class; any or none. */
export interface RenewalRule {
  readonly windows: readonly YearlyWindow[]
  readonly eachTerm: boolean
  readonly onChange: boolean
}

const FEBRUARY: YearlyWindow = { from: '02-01', to: '02-28' }
const SEPTEMBER: YearlyWindow = { from: '09-01', to: '09-30' }

/** What each plan asks: P2-51/54/77 February and September; P11-17 each term; P3-32, P4-22 on change; P7-06 once. */
const BY_PLAN: Readonly<Record<string, RenewalRule>> = {
  plan2: { windows: [FEBRUARY, SEPTEMBER], eachTerm: false, onChange: false },
  plan3: { windows: [SEPTEMBER], eachTerm: false, onChange: true },
  plan4: { windows: [SEPTEMBER], eachTerm: false, onChange: true },
  plan7: { windows: [], eachTerm: false, onChange: false },
  plan11: { windows: [], eachTerm: true, onChange: false },
}

/** What holds while the school has set nothing: its plan's, else once a year in September. */
export const renewalRuleOf = (preset: string | null): RenewalRule =>
  BY_PLAN[preset ?? ''] ?? { windows: [SEPTEMBER], eachTerm: false, onChange: false }

/** One round: whoever has a file is gone through from the first day to the last, that day included. */
export interface RenewalRound {
  readonly from: LocalDate
  readonly to: LocalDate
}

interface Term {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

const yearlyRound = ({ from, to }: YearlyWindow, year: number): RenewalRound => ({
  from: `${year}-${from}`,
  to: `${to < from ? year + 1 : year}-${to}`,
})

/** A day that every year has: neither 02-30 nor 02-29. */
export const isMonthDay = (text: string): boolean => isLocalDate(`2027-${text}`)

/** The round that has begun last by the day; null when the rule knows none (P7-06: once and for all). */
export function roundOn(rule: RenewalRule, terms: readonly Term[], day: LocalDate): RenewalRound | null {
  const year = Number(day.slice(0, 4))
  const rounds = [
    ...rule.windows.flatMap((window) => [yearlyRound(window, year - 1), yearlyRound(window, year)]),
    ...(rule.eachTerm ? terms.map(({ startsOn, endsOn }) => ({ from: startsOn, to: endsOn })) : []),
  ]
  const begun = rounds.filter(({ from }) => from <= day)
  return begun.reduce<RenewalRound | null>(
    (last, round) => (last === null || round.from >= last.from ? round : last),
    null,
  )
}

export interface RenewalFacts {
  /** Last day each section was confirmed; a section never confirmed is left out. */
  readonly confirmed: Readonly<Partial<Record<RenewalSection, LocalDate>>>
  /** Last day on which carer, absence or class changed; null = never since the file was opened. */
  readonly changedOn: LocalDate | null
}

export type RenewalState = 'renewed' | 'due' | 'overdue'

export interface Renewal {
  /** `due` until the last day of the round, that day included (K-25); without a round nothing is due but changes. */
  readonly state: RenewalState
  /** Sections still to be gone through. */
  readonly missing: readonly RenewalSection[]
  /** It is asked for because something has changed since. */
  readonly afterChange: boolean
}

/** Sections that say who is where: a change of carer, absence or class asks for these. */
const CHANGING: readonly RenewalSection[] = ['family', 'home']

/** Whether a file has been gone through: every section on or after the round's first day, and after the last change. */
export function renewalOf(
  rule: RenewalRule,
  round: RenewalRound | null,
  { confirmed, changedOn }: RenewalFacts,
  today: LocalDate,
): Renewal {
  const before = (section: RenewalSection, day: LocalDate): boolean => (confirmed[section] ?? '') < day
  const ofRound = round === null ? [] : RENEWAL_SECTIONS.filter((section) => before(section, round.from))
  const ofChange =
    rule.onChange && changedOn !== null ? CHANGING.filter((section) => before(section, changedOn)) : []
  const missing = RENEWAL_SECTIONS.filter(
    (section) => ofRound.includes(section) || ofChange.includes(section),
  )
  const late = round !== null && ofRound.length > 0 && today > round.to
  return {
    state: missing.length === 0 ? 'renewed' : late ? 'overdue' : 'due',
    missing,
    afterChange: ofChange.length > 0,
  }
}
