import { compact, unwrapQuotedFormula } from './text.ts'

export type PhoneReading = { ok: true; phone: string | null } | { ok: false }

const MOBILE = /^1[3-9]\d{9}$/u
// China's area codes: 010, 02x, and four digits from 03xx to 09xx; then 7 or 8 digits.
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/u

/** K-74: 11 digits beginning 1[3-9], or area code + 7–8 digits; +86, blanks, dashes and labels removed. Blank gives null. */
export function normalisePhone(text: string): PhoneReading {
  const plain = compact(unwrapQuotedFormula(text)).replace(/^['’‘`]+/u, '')
  if (plain === '') return { ok: true, phone: null }
  const digits = plain
    .replace(/^[\p{Script=Han}():]+/u, '')
    .replace(/[(]?\p{Script=Han}+[)]?$/u, '')
    .replace(/[-–—‐()]/gu, '')
    .replace(/^(?:\+|00)?86(?=[01]\d{9,11}$)/u, '')
  return MOBILE.test(digits) || LANDLINE.test(digits) ? { ok: true, phone: digits } : { ok: false }
}
