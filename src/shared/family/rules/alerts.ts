import type { AgreementState } from '#shared/agreements/schema.ts'
import { addDays, ageOn, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { CarerKind } from '#shared/children/schema.ts'
import { recordedBars } from '#shared/family/rules/entrusted.ts'
import type { HomeOften } from '#shared/kin/schema.ts'
import type { LegalBasis } from '#shared/family/rules/legal.ts'

/** Most pressing first: the order of lists. */
export const ALERT_KINDS = [
  'unattended',
  'alone',
  'nobody',
  'notAsked',
  'barred',
  'unreachable',
  'carerIll',
  'carerOld',
  'agreementMissing',
  'agreementEnding',
  'numberDead',
  'noWeeklyContact',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** The alerts that nobody, or nobody known, cares for the child: of one child at most one. */
const CARE_ALERTS: readonly AlertKind[] = ['unattended', 'alone', 'nobody', 'notAsked']
export const isCareAlert = (kind: AlertKind): boolean => CARE_ALERTS.includes(kind)

/** Years of age of the law (on the protection of minors, art. 17, 21, 22): full years, K-03. */
const NEVER_UNATTENDED_BELOW = 8
const NEVER_ALONE_BELOW = 16
/** 70 and over: the birthday included, as 以上 counts. */
const OLD_FROM = 70
/** Days until somebody must have found out who cares (H-03). */
export const URGENT_DAYS = 3

export interface CarerOfAlerts {
  readonly kind: CarerKind
  readonly relation: string
  readonly bornOn: LocalDate | null
  readonly ill: boolean
  readonly legalBasis: LegalBasis
  /** What the law bars from entrusted care is on record, incapacity among it. */
  readonly barred: boolean
  /** The day on which the school learned it. */
  readonly knownOn: LocalDate
}

export interface AlertFacts {
  readonly birthDate: LocalDate
  /** Since when there is a care file; null = none. */
  readonly fileFrom: LocalDate | null
  /** Null = nobody has asked yet. */
  readonly carer: CarerOfAlerts | null
  readonly parents: readonly {
    readonly present: boolean
    readonly away: boolean
    /** How often a parent away speaks with the child, as the file says; null = not known. */
    readonly calls: HomeOften | null
  }[]
  /** Numbers of people who may be called, with the day on which one was found dead. */
  readonly numbers: readonly { readonly relation: string; readonly deadOn: LocalDate | null }[]
  /** The last day of contact with a parent on record: reached by the school, or the child's call of the plan. */
  readonly contactOn: LocalDate | null
  /** The last window of such contact that the plan asked for and that is over, where it was missed. */
  readonly contactMissed: {
    readonly from: LocalDate
    /** Not over before the plan was adopted: somebody could have kept it. */
    readonly promised: boolean
  } | null
  /** How the agreement with the entrusted carer stands; null = none is asked for. Whether it is ending, agreements say. */
  readonly agreement: { readonly state: AgreementState; readonly endsOn: LocalDate | null } | null
}

export interface Alert {
  readonly kind: AlertKind
  readonly urgent: boolean
  /** By when somebody must have acted; null where the law and the school set no day. */
  readonly deadline: LocalDate | null
  /** Relation of whom it is about. */
  readonly who: string | null
  /** Full years of the child or carer the alert speaks of. */
  readonly age: number | null
  readonly on: LocalDate | null
  /** Days since the last contact with a parent. */
  readonly days: number | null
  /** How often parents call at most, where that is less than once a week. */
  readonly often: HomeOften | null
}

type Told = Partial<Pick<Alert, 'deadline' | 'who' | 'age' | 'on' | 'days' | 'often'>>

const alert = (kind: AlertKind, told: Told = {}): Alert => ({
  kind,
  urgent: told.deadline !== undefined && told.deadline !== null,
  deadline: null,
  who: null,
  age: null,
  on: null,
  days: null,
  often: null,
  ...told,
})

const hasParentAtHome = ({ parents }: AlertFacts): boolean =>
  parents.some(({ present, away }) => present && !away)

/** Nobody cares, nobody knows who does, or nobody has asked where no parent is at home (H-03, K-76, art. 21). */
function careAlerts(facts: AlertFacts, today: LocalDate): Alert[] {
  const { carer, fileFrom, birthDate } = facts
  const age = ageOn(birthDate, today)
  if (carer === null)
    return fileFrom !== null && !hasParentAtHome(facts)
      ? [alert('notAsked', { deadline: addDays(fileFrom, URGENT_DAYS) })]
      : []
  const deadline = addDays(carer.knownOn, URGENT_DAYS)
  if (carer.kind === 'uncertain') return [alert('nobody', { deadline, who: 'uncertain' })]
  if (carer.kind !== 'nobody') return []
  if (age < NEVER_UNATTENDED_BELOW) return [alert('unattended', { deadline, age })]
  if (age < NEVER_ALONE_BELOW) return [alert('alone', { deadline, age })]
  return [alert('nobody', { deadline, who: 'nobody' })]
}

/** The person who cares: barred or a minor (art. 22), ill, old. A guardian is judged by a court, not by this. */
function carerAlerts({ carer }: AlertFacts, today: LocalDate): Alert[] {
  if (carer === null || carer.kind === 'nobody' || carer.kind === 'uncertain') return []
  const { relation: who, bornOn, legalBasis, knownOn } = carer
  const age = bornOn === null ? null : ageOn(bornOn, today)
  const isGuardian = legalBasis === 'parent' || legalBasis === 'legalGuardian'
  const bars = isGuardian ? [] : recordedBars(carer, today)
  const minor = bars.includes('notAdult')
  return [
    ...(bars.length > 0
      ? [alert('barred', { who, age: minor ? age : null, deadline: addDays(knownOn, URGENT_DAYS) })]
      : []),
    ...(carer.ill ? [alert('carerIll', { who })] : []),
    ...(age !== null && age >= OLD_FROM ? [alert('carerOld', { who, age })] : []),
  ]
}

/** None signed, or one about to end: of the carers whom the school says are entrusted. */
function agreementAlerts({ agreement, carer }: AlertFacts): Alert[] {
  const who = carer?.relation ?? null
  if (agreement?.state === 'missing' || agreement?.state === 'toSign')
    return [alert('agreementMissing', { who })]
  return agreement?.state === 'ending' ? [alert('agreementEnding', { who, on: agreement.endsOn })] : []
}

/** From the least often to weekly. */
const OFTEN: readonly HomeOften[] = ['rarely', 'yearly', 'quarterly', 'monthly', 'weekly']

/**
 * Parents away who do not keep in touch, where something says so: the file has it that none calls weekly (art. 23), or the
 * contact the plan asked for was missed and there was none since. Where none is on record, windows over before the plan was adopted say nothing.
 */
function silenceAlerts({ parents, contactOn, contactMissed }: AlertFacts, today: LocalDate): Alert[] {
  const living = parents.filter(({ present }) => present)
  if (living.length === 0 || !living.every(({ away }) => away)) return []
  const days = contactOn === null ? null : diffDays(contactOn, today)
  const calls = Math.max(...living.map((one) => (one.calls === null ? -1 : OFTEN.indexOf(one.calls))))
  const often = living.every((one) => one.calls !== null) ? OFTEN[calls] : undefined
  if (often !== undefined && often !== 'weekly')
    return [alert('noWeeklyContact', { on: contactOn, days, often })]
  const silent =
    contactMissed !== null && (contactOn === null ? contactMissed.promised : contactOn < contactMissed.from)
  return silent ? [alert('noWeeklyContact', { on: contactOn, days })] : []
}

function contactAlerts(facts: AlertFacts, today: LocalDate): Alert[] {
  const { numbers, fileFrom } = facts
  const dead = numbers.flatMap(({ relation, deadOn }) =>
    deadOn === null ? [] : [alert('numberDead', { who: relation, on: deadOn })],
  )
  if (fileFrom === null) return dead
  return [
    ...(numbers.every(({ deadOn }) => deadOn !== null) ? [alert('unreachable')] : []),
    ...dead,
    ...silenceAlerts(facts, today),
  ]
}

/** Everything that asks for somebody's attention about who cares for a child, on a day, the most pressing first. */
export function alertsOf(facts: AlertFacts, today: LocalDate): Alert[] {
  const all = [
    ...careAlerts(facts, today),
    ...carerAlerts(facts, today),
    ...agreementAlerts(facts),
    ...contactAlerts(facts, today),
  ]
  return all.toSorted((a, b) => ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind))
}
