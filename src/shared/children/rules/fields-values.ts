import { addMonths, isLocalDate, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { FieldErrorCode } from '#shared/errors.ts'
import { withoutUnseen } from '#shared/text/rules.ts'
import { PART_FIELDS, type FieldKind, type FieldRule, type FieldTier } from './fields.ts'

/** What a value is checked by: a field of the catalogue or one the school has added. */
export interface FieldForm {
  readonly key: string
  readonly kind: FieldKind
  readonly tier: FieldTier
  readonly options?: readonly string[] | undefined
  readonly max?: number | undefined
  readonly reviewMonths?: number | undefined
}

/** The key of a school's own field in the file. */
export const ownKey = (fieldId: string): string => `own.${fieldId}`

const DEFAULT_MAX = 200

/** A value as it is kept: text in one form for each kind; several options joined by a comma, in the order asked. */
export function readValue(
  { kind, options = [], max }: FieldForm,
  text: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly code: FieldErrorCode } {
  const value = (kind === 'longText' ? text : withoutUnseen(text)).trim()
  const wrong = (code: FieldErrorCode) => ({ ok: false, code }) as const
  switch (kind) {
    case 'text':
    case 'longText':
      return [...value].length > (max ?? DEFAULT_MAX) ? wrong('too-long') : { ok: true, value }
    case 'yesNo':
      return value === 'yes' || value === 'no' ? { ok: true, value } : wrong('invalid')
    case 'date':
      return isLocalDate(value) ? { ok: true, value } : wrong('not-a-date')
    case 'choice':
      return options.includes(value) ? { ok: true, value } : wrong('invalid')
    case 'choices': {
      const chosen = value.split(',')
      if (chosen.some((one) => !options.includes(one))) return wrong('invalid')
      return { ok: true, value: options.filter((one) => chosen.includes(one)).join(',') }
    }
    case 'number':
      return readNumber(value, max)
  }
}

function readNumber(text: string, max = 1_000_000_000) {
  if (!/^-?\d{1,12}(\.\d{1,3})?$/.test(text)) return { ok: false, code: 'invalid' } as const
  const number = Number(text)
  if (number > max) return { ok: false, code: 'too-large' } as const
  if (number < 0) return { ok: false, code: 'too-small' } as const
  return { ok: true, value: String(number) } as const
}

/** The last day on which an observation still shows; null = it stays (H-06). */
export const showsUntil = (field: Pick<FieldForm, 'reviewMonths'>, writtenOn: LocalDate): LocalDate | null =>
  field.reviewMonths === undefined ? null : addMonths(writtenOn, field.reviewMonths)

/** The fields somebody with these tiers may know of: the others are not named to him at all. */
export const fieldsWithin = (tiers: readonly FieldTier[]): readonly FieldRule[] =>
  PART_FIELDS.filter(({ tier }) => tiers.includes(tier))
