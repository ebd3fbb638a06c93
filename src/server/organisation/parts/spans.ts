import { addDays, addMonths, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { invalid, type FieldError, type Result, ok } from '#shared/errors.ts'

/** A year or term with both ends included. */
export interface NamedSpan {
  readonly id: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
}

const overlap = (a: NamedSpan, b: NamedSpan): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn

/** Field errors of one span beside its siblings; `path` begins the names of its fields. */
export function spanErrors(span: NamedSpan, others: readonly NamedSpan[], path = ''): FieldError[] {
  if (span.endsOn <= span.startsOn) return [{ path: `${path}endsOn`, code: 'before-start' }]
  const other = others.find((one) => one.id !== span.id && overlap(one, span))
  return other ? [{ path: `${path}startsOn`, code: 'overlaps', params: { name: other.name } }] : []
}

const LEAST_MONTHS = 6
const MOST_MONTHS = 14
const MONTHS_BACK = 15 * 12
const MONTHS_AHEAD = 3 * 12

/** A school year of a length and a time that somebody can mean: 6 to 14 months, begun 15 years ago to 3 years ahead. */
export function yearErrors(year: NamedSpan, today: LocalDate): FieldError[] {
  if (year.startsOn < addMonths(today, -MONTHS_BACK) || year.startsOn > addMonths(today, MONTHS_AHEAD))
    return [{ path: 'startsOn', code: 'too-far' }]
  const after = addDays(year.endsOn, 1)
  const isShort = after < addMonths(year.startsOn, LEAST_MONTHS)
  return isShort || after > addMonths(year.startsOn, MOST_MONTHS)
    ? [{ path: 'endsOn', code: 'year-length' }]
    : []
}

/** Terms lie within their year. */
export function outsideYear(year: NamedSpan, term: NamedSpan, path = ''): FieldError[] {
  const errors: FieldError[] = []
  if (term.startsOn < year.startsOn || term.startsOn > year.endsOn)
    errors.push({ path: `${path}startsOn`, code: 'outside-school-year' })
  if (term.endsOn < year.startsOn || term.endsOn > year.endsOn)
    errors.push({ path: `${path}endsOn`, code: 'outside-school-year' })
  return errors
}

/** One fault of a span at a time: the later ones often follow from the first. */
export const firstErrors = (...each: readonly FieldError[][]): FieldError[] =>
  each.find((errors) => errors.length > 0) ?? []

export const orInvalid = (errors: readonly FieldError[]): Result<null> =>
  errors.length > 0 ? invalid(...errors) : ok(null)
