import type { z } from 'zod'
import type { FieldError, FieldErrorCode } from '#shared/errors.ts'

type Issue = z.core.$ZodIssue

const num = (value: unknown): number => Number(value)

function codeOf(issue: Issue): Pick<FieldError, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined || issue.input === null ? 'required' : 'invalid' }
    case 'too_small':
      if (issue.origin === 'string')
        return num(issue.minimum) === 1
          ? { code: 'required' }
          : { code: 'too-short', params: { min: num(issue.minimum) } }
      if (issue.origin === 'array' && num(issue.minimum) === 1) return { code: 'required' }
      return { code: 'too-small', params: { min: num(issue.minimum) } }
    case 'too_big':
      return {
        code: issue.origin === 'string' ? 'too-long' : 'too-large',
        params: { max: num(issue.maximum) },
      }
    case 'invalid_format':
      return { code: issue.format === 'date' || issue.format === 'datetime' ? 'not-a-date' : 'invalid' }
    case 'custom':
      return { code: (issue.params?.['code'] as FieldErrorCode | undefined) ?? 'invalid' }
    default:
      return { code: 'invalid' }
  }
}

/** Schema issues as field errors the client can word; the values themselves are never echoed. */
export const fieldErrorsOf = (error: z.ZodError): FieldError[] =>
  error.issues.map((issue) => ({ path: issue.path.join('.'), ...codeOf(issue) }))

const isReadable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** The largest number the database keeps in a column of whole numbers, less one: a version is counted on from what was sent. */
const MOST = 2_147_483_646

/** Boxes within boxes; no form of ours has half as many, and a body of thousands would be looked through for nothing. */
const DEEPEST = 20

/**
 * What the database cannot keep, anywhere in an input: U+0000, half of a surrogate pair, a number beyond its whole numbers.
 * Refused and named rather than taken out or cut: what is stored is what the person sent.
 */
export function unstorable(value: unknown, path: readonly (string | number)[] = []): FieldError[] {
  if (typeof value === 'string')
    return isReadable(value) ? [] : [{ path: path.join('.'), code: 'unreadable-sign' }]
  if (typeof value === 'number')
    return Math.abs(value) <= MOST ? [] : [{ path: path.join('.'), code: 'too-large', params: { max: MOST } }]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  if (path.length === DEEPEST) return [{ path: path.join('.'), code: 'invalid' }]
  return Object.entries(value).flatMap(([name, one]) =>
    isReadable(name) ? unstorable(one, [...path, name]) : [{ path: path.join('.'), code: 'unreadable-sign' }],
  )
}
