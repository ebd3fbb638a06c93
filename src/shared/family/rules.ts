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
/** Of these everybody is older than the child. */
const ELDER = /^(father|mother|adoptive|step|grand|maternalGrand|greatGrand|elder)/

interface Told {
  readonly relation?: string | undefined
  readonly bornOn?: LocalDate | null | undefined
  readonly diedOn?: LocalDate | null | undefined
  readonly phoneVerifiedOn?: LocalDate | null | undefined
  readonly phoneDeadOn?: LocalDate | null | undefined
}

/** What is stored until now, and what the person is: a carer is older than the child, whoever it is. */
interface Kept {
  readonly relation?: string
  readonly bornOn?: LocalDate | null
  readonly diedOn?: LocalDate | null
  readonly isCarer?: boolean
  readonly childBornOn: LocalDate
}

const futures = ['bornOn', 'diedOn', 'phoneVerifiedOn', 'phoneDeadOn'] as const

/** What cannot be true of a member or carer; a stored relation may be a roster's own word, which is kept. */
export function personErrors(told: Told, today: LocalDate, kept: Kept): FieldError[] {
  const { relation } = told
  const errors: FieldError[] = []
  if (relation !== undefined && relation !== kept.relation && !isKnownRelation(relation))
    errors.push({ path: 'relation', code: 'invalid' })
  for (const path of futures) {
    const day = told[path]
    if (day && day > today) errors.push({ path, code: 'in-future' })
  }
  if (told.bornOn && told.bornOn < EARLIEST_BIRTH) errors.push({ path: 'bornOn', code: 'too-far' })
  const bornOn = told.bornOn === undefined ? kept.bornOn : told.bornOn
  const diedOn = told.diedOn === undefined ? kept.diedOn : told.diedOn
  if (told.diedOn && bornOn && told.diedOn < bornOn) errors.push({ path: 'diedOn', code: 'before-birth' })
  else if (told.bornOn && diedOn && diedOn < told.bornOn)
    errors.push({ path: 'bornOn', code: 'before-birth' })
  const elder = kept.isCarer === true || ELDER.test(relation ?? kept.relation ?? '')
  if (elder && told.bornOn && told.bornOn <= today && told.bornOn >= kept.childBornOn)
    errors.push({ path: 'bornOn', code: 'younger-than-child' })
  return errors
}
