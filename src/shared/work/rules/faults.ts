import { diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { LATE_ENTRY_DAYS } from '#shared/cards/rules/late-entry.ts'
import type { FieldError } from '#shared/errors.ts'

interface Written {
  readonly heldOn: LocalDate
  readonly lateReason?: string | undefined
}

interface Days {
  readonly today: LocalDate
  /** The duty's window. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** The day the record was first filed; today for a new one. */
  readonly enteredOn?: LocalDate
  readonly lateEntryDays?: number
}

/** Must somebody say why a record comes late: entered too long after the day, or done after the duty's time (K-26)? */
export const needsLateReason = (
  { heldOn }: Written,
  { today, to, enteredOn, lateEntryDays }: Days,
): boolean => heldOn > to || diffDays(heldOn, enteredOn ?? today) > (lateEntryDays ?? LATE_ENTRY_DAYS)

/** What form and server both refuse: a day to come, a day before the duty's time, a late entry without a reason (K-26). */
export function workFaults(work: Written, days: Days): readonly FieldError[] {
  if (work.heldOn > days.today) return [{ path: 'heldOn', code: 'in-future' }]
  if (work.heldOn < days.from)
    return [{ path: 'heldOn', code: 'before-start', params: { earliest: days.from } }]
  return needsLateReason(work, days) && !work.lateReason?.trim()
    ? [{ path: 'lateReason', code: 'required' }]
    : []
}
