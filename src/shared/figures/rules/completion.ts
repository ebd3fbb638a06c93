import type { LocalDate, Span } from '#shared/calendar/rules/local-date.ts'
import { CardKind, type DutyState } from '#shared/duties/schema.ts'
import { type Fraction, percent } from '#shared/percent/rules.ts'

export interface Completion extends Fraction {
  readonly onTime: number
  readonly late: number
  readonly missed: number
  /** In neither numerator nor denominator. */
  readonly excused: number
  /** Done while the window is still open: in neither until it closes. */
  readonly early: number
  readonly open: number
  readonly percent: number | null
}

/** A window is open through its due day, whether the duty is done or not (K-25, K-29). */
export const isOpenWindow = (dueOn: LocalDate, today: LocalDate): boolean => today <= dueOn

/** Completion of single duties on a day (K-28, K-29, F28). */
export function completion(
  duties: Iterable<{ readonly state: DutyState; readonly dueOn: LocalDate }>,
  today: LocalDate,
): Completion {
  const counts: Record<DutyState, number> = {
    upcoming: 0,
    due: 0,
    done: 0,
    late: 0,
    excused: 0,
    missed: 0,
    ended: 0,
  }
  let early = 0
  for (const { state, dueOn } of duties) {
    counts[state]++
    if (state === 'done' && isOpenWindow(dueOn, today)) early++
  }
  return completionOf(counts, early)
}

/**
 * Completion = on time ÷ (on time + late + missed); excused duties and open windows are in neither, also those already
 * done: else a running month would stand near 100 % (K-28, K-29, F28). `early` of the done ones are in open windows.
 */
export function completionOf(counts: Readonly<Record<DutyState, number>>, early: number): Completion {
  const onTime = counts.done - early
  const denominator = onTime + counts.late + counts.missed
  return {
    numerator: onTime,
    denominator,
    onTime,
    late: counts.late,
    missed: counts.missed,
    excused: counts.excused,
    early,
    open: counts.upcoming + counts.due,
    percent: percent(onTime, denominator),
  }
}

interface DutyOfChild {
  readonly childId: string
  readonly key: string
  readonly state: DutyState
}

/** A child is reached by a talk, a contact or a visit; other duties do not say so (F08). */
const contacts: ReadonlySet<string> = new Set(CardKind.options)

/** The children that coverage counts: those due, and of them those with at least one card. */
export function childrenCovered(duties: Iterable<DutyOfChild>): Record<'due' | 'reached', Set<string>> {
  const due = new Set<string>()
  const reached = new Set<string>()
  for (const { childId, key, state } of duties) {
    if (!contacts.has(key) || state === 'excused' || state === 'upcoming' || state === 'ended') continue
    due.add(childId)
    if (state === 'done' || state === 'late') reached.add(childId)
  }
  return { due, reached }
}

/**
 * Coverage of a period = children with at least one card ÷ children due (F08).
 * Children whose duties are all excused, ended by a change or not yet begun are not due.
 */
export function coverage(duties: Iterable<DutyOfChild>): Fraction & { readonly percent: number | null } {
  const { due, reached } = childrenCovered(duties)
  return { numerator: reached.size, denominator: due.size, percent: percent(reached.size, due.size) }
}

/**
 * Children for whom everything that was due is done ÷ children due: a visit, a help and a check count together or not at all
 * (F15). What is excused, ended by a change or not yet begun is not asked for.
 */
export function allDone(
  duties: Iterable<{ readonly childId: string; readonly state: DutyState }>,
): Fraction & { readonly percent: number | null } {
  const due = new Set<string>()
  const open = new Set<string>()
  for (const { childId, state } of duties) {
    if (state === 'excused' || state === 'upcoming' || state === 'ended') continue
    due.add(childId)
    if (state !== 'done' && state !== 'late') open.add(childId)
  }
  const complete = due.size - open.size
  return { numerator: complete, denominator: due.size, percent: percent(complete, due.size) }
}

/** 'YYYY-MM' of the month a window belongs to: the one in which it falls due (K-29). */
export function monthOfDuty(dueOn: LocalDate): string {
  return dueOn.slice(0, 7)
}

/** The term a window belongs to: the one in which it falls due; undefined in the holidays (K-29). */
export function termOfDuty<T extends Span>(dueOn: LocalDate, terms: readonly T[]): T | undefined {
  return terms.find((term) => term.from <= dueOn && dueOn <= term.to)
}
