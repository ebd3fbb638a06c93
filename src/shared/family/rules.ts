import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { FieldError } from '#shared/errors.ts'

interface Away {
  readonly from: LocalDate | null
  readonly to: LocalDate | null
}

const FIRST = '0001-01-01'
const LAST = '9999-12-31'

/**
 * What is wrong with a time away beside the member's other ones. `to` is the first day at home again: it is not away
 * any more, so the next absence may begin on it (K-10); an unknown start reaches back without end.
 */
export function awayErrors(absence: Away, others: readonly Away[]): FieldError[] {
  const { from, to } = absence
  if (from !== null && to !== null && to <= from) return [{ path: 'to', code: 'before-start' }]
  const overlaps = others.some(
    (other) => (from ?? FIRST) < (other.to ?? LAST) && (other.from ?? FIRST) < (to ?? LAST),
  )
  return overlaps ? [{ path: 'from', code: 'overlaps' }] : []
}
