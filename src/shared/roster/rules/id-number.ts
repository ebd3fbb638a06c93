import { localDate } from './dates.ts'
import { type Cell, cellText } from './sheet.ts'
import { compact, unwrapQuotedFormula } from './text.ts'

export type IdFault =
  | 'id-precision-lost'
  | 'id-length'
  | 'id-char'
  | 'id-province'
  | 'id-date-impossible'
  | 'id-checksum'

export type IdCheck =
  | { ok: true; idNumber: string; birthDate: string; sex: 'male' | 'female' }
  | { ok: false; reason: IdFault }

/** The first two digits of every code of an administrative division (GB/T 2260). */
export const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of the first 17 digits (GB 11643). */
export function idCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** K-70, form only: blanks, apostrophes, full-width signs put right, x becomes X. */
export function normaliseIdText(text: string): string {
  return compact(unwrapQuotedFormula(text))
    .replace(/['’‘`"]/gu, '')
    .toUpperCase()
}

const NONE_YET = new Set([
  '无',
  '没有',
  '暂无',
  '未办',
  '未办理',
  '办理中',
  '未上户',
  '未上户口',
  '无户口',
  '无身份证',
  '暂缺',
  '缺',
  '空',
  '-',
  '/',
])

/** True for a cell that says the person has no number yet (K-70: a value, not a fault). */
export function isNoIdYet(text: string): boolean {
  return text === '' || NONE_YET.has(text)
}

/** True when the digits are already lost: a number in a numeric cell, or written as 5.29982E+17 (K-70). */
function isPrecisionLost(cell: Cell | undefined, text: string): boolean {
  if (typeof cell === 'number') return Math.abs(cell) >= 1e15
  return /^\d(?:\.\d+)?E\+?\d+$/u.test(text)
}

/** K-70: length, characters, province pair, a possible date not after `asOf`, checksum, in this order. */
export function checkIdNumber(text: string, asOf: string, holder: 'pupil' | 'adult'): IdCheck {
  if (text.length === 15 && holder === 'adult' && /^\d{15}$/u.test(text)) {
    const digits = `${text.slice(0, 6)}19${text.slice(6)}`
    return checkIdNumber(digits + idCheckCharacter(digits), asOf, holder)
  }
  if (text.length !== 18) return { ok: false, reason: 'id-length' }
  if (!/^\d{17}[\dX]$/u.test(text)) return { ok: false, reason: 'id-char' }
  if (!PROVINCES.has(text.slice(0, 2))) return { ok: false, reason: 'id-province' }
  const birthDate = localDate(
    Number(text.slice(6, 10)),
    Number(text.slice(10, 12)),
    Number(text.slice(12, 14)),
  )
  if (birthDate === undefined || birthDate > asOf) return { ok: false, reason: 'id-date-impossible' }
  if (idCheckCharacter(text) !== text[17]) return { ok: false, reason: 'id-checksum' }
  return { ok: true, idNumber: text, birthDate, sex: Number(text[16]) % 2 === 1 ? 'male' : 'female' }
}

export type IdReading =
  | { kind: 'none' }
  | { kind: 'sound'; check: Extract<IdCheck, { ok: true }> }
  | { kind: 'bad'; reason: IdFault }

/** Reads the identity number of a cell: none yet, sound, or bad with the first fault found. */
export function readIdNumber(cell: Cell | undefined, asOf: string, holder: 'pupil' | 'adult'): IdReading {
  const text = normaliseIdText(cellText(cell))
  if (isNoIdYet(text)) return { kind: 'none' }
  if (isPrecisionLost(cell, text)) return { kind: 'bad', reason: 'id-precision-lost' }
  const check = checkIdNumber(text, asOf, holder)
  return check.ok ? { kind: 'sound', check } : { kind: 'bad', reason: check.reason }
}
