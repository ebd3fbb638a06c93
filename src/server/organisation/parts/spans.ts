import { invalid, type FieldError, type Result, ok } from '#shared/errors.ts'

/** A year or term with both ends included. */
export interface NamedSpan {
  readonly id: string
  readonly startsOn: string
  readonly endsOn: string
}

const overlap = (a: NamedSpan, b: NamedSpan): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn

/** Field errors of one span beside its siblings; `path` begins the names of its fields. */
export function spanErrors(span: NamedSpan, others: readonly NamedSpan[], path = ''): FieldError[] {
  if (span.endsOn <= span.startsOn) return [{ path: `${path}endsOn`, code: 'before-start' }]
  const other = others.find((one) => one.id !== span.id && overlap(one, span))
  return other ? [{ path: `${path}startsOn`, code: 'overlaps' }] : []
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

export const orInvalid = (errors: readonly FieldError[]): Result<null> =>
  errors.length > 0 ? invalid(...errors) : ok(null)
