import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { DutyState } from '#shared/duties/schema.ts'
import { isOpenWindow } from '#shared/figures/rules/completion.ts'
import type { TermNumber } from '#shared/handbook/schema.ts'

interface CountedDuty {
  readonly state: DutyState
  readonly dueOn: LocalDate
}

/** Whether a duty is one of those that a number of the term counts, the same way as `completion` counts it (K-28, K-29). */
export function isBehind(number: TermNumber, { state, dueOn }: CountedDuty, today: LocalDate): boolean {
  switch (number) {
    case 'onTime':
      return state === 'done' && !isOpenWindow(dueOn, today)
    case 'early':
      return state === 'done' && isOpenWindow(dueOn, today)
    case 'open':
      return state === 'upcoming' || state === 'due'
    default:
      return state === number
  }
}
