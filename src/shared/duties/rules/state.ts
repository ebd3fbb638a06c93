import { diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { DutyState } from '#shared/duties/schema.ts'

/** A duty as far as its state goes. An attempt is not here: attempted is never done (K-30). */
export interface DutyFacts {
  /** First day of the window. */
  readonly from: LocalDate
  readonly dueOn: LocalDate
  /** The day of the card that fulfilled it, not the day it was entered (K-26). */
  readonly doneOn: LocalDate | null
  readonly excused: boolean
  /** The last day on which it is asked for, where a change ended it before it was done (K-27). */
  readonly endedOn?: LocalDate | null
}

/**
 * The state of a duty on a day; the SQL view duty_state says the same.
 * The due day is still in time (K-25); done in time although excused is done, done late although excused is
 * excused (K-28). What a change of plan ended is neither missed nor late: nobody is late by another's change (K-27).
 */
export function dutyState(duty: DutyFacts, today: LocalDate): DutyState {
  if (duty.doneOn !== null && duty.doneOn <= duty.dueOn) return 'done'
  if (duty.excused) return 'excused'
  if (duty.endedOn && (duty.doneOn !== null || today > duty.endedOn)) return 'ended'
  if (duty.doneOn !== null) return 'late'
  if (today > duty.dueOn) return 'missed'
  return today >= duty.from ? 'due' : 'upcoming'
}

/** Days until the due day: 0 = today is the last, negative = overdue since (K-25). */
export function daysLeft(duty: Pick<DutyFacts, 'dueOn'>, today: LocalDate): number {
  return diffDays(today, duty.dueOn)
}
