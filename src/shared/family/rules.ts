import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { isKnownRelation } from '#shared/children/rules/relations.ts'
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

const EARLIEST_BIRTH = '1900-01-01'

interface Told {
  readonly relation?: string
  readonly bornOn?: LocalDate | null
  readonly phoneVerifiedOn?: LocalDate | null
}

/** What cannot be true of a member or carer; `kept` is the relation stored until now, which may be a roster's own word. */
export function personErrors(told: Told, today: LocalDate, kept?: string): FieldError[] {
  const { relation, bornOn, phoneVerifiedOn } = told
  const errors: FieldError[] = []
  if (relation !== undefined && relation !== kept && !isKnownRelation(relation))
    errors.push({ path: 'relation', code: 'invalid' })
  if (bornOn && bornOn > today) errors.push({ path: 'bornOn', code: 'in-future' })
  if (bornOn && bornOn < EARLIEST_BIRTH) errors.push({ path: 'bornOn', code: 'too-far' })
  if (phoneVerifiedOn && phoneVerifiedOn > today) errors.push({ path: 'phoneVerifiedOn', code: 'in-future' })
  return errors
}
