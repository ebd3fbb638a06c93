import type { Role } from '#shared/access/schema.ts'

/** Bytes of a staff list. */
export const MOST_TEACHER_FILE_BYTES = 5 * 1024 * 1024

const MIN_LENGTH = 10
const MIN_CLASSES = 3

/** Whole passwords and beginnings that guessers try first, lower-case, digits and signs at the end removed. */
const weak = new Set(
  `password passw0rd p@ssw0rd p@ssword admin administrator root qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm
  letmein welcome iloveyou woaini woaini1314 wodemima mima laoshi teacher student school xuexiao shouwang banzhuren
  qaz wsx qazwsx qazwsxedc 1qaz2wsx 1qaz@wsx abc abcd abcdef abcabc test test123 changeme default master china zhongguo`.split(
    /\s+/,
  ),
)

export type PasswordFault = 'too-short' | 'too-few-kinds' | 'well-known' | 'contains-name'

/** Password rule: ≥ 10 characters, 3 of 4 classes, not on the weak list, not the person's own name. */
export function passwordFaults(password: string, about: { username: string; name: string }): PasswordFault[] {
  const faults: PasswordFault[] = []
  if ([...password].length < MIN_LENGTH) faults.push('too-short')
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  if (kinds < MIN_CLASSES) faults.push('too-few-kinds')
  const lower = password.toLowerCase()
  const core = lower.replace(/[^a-z\u4e00-\u9fff]+$/u, '')
  if (weak.has(lower) || weak.has(core) || isRun(lower) || new Set(lower).size < 5) faults.push('well-known')
  const own = [about.username, about.name]
    .map((text) => text.toLowerCase())
    .filter((text) => text.length >= 3)
  if (own.some((text) => lower.includes(text))) faults.push('contains-name')
  return faults
}

/** The first thing wrong with a password, if any. */
export const passwordFault = (
  password: string,
  about: { username: string; name: string },
): PasswordFault | undefined => passwordFaults(password, about)[0]

/** Nothing but neighbours: 1234567890, abcdefghij, 9876543210. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}

const alphabet = { lower: 'abcdefghjkmnpqrstuvwxyz', upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', digit: '23456789' }

/** A first password to be read aloud or printed: no look-alike signs; `random` gives integers below n. */
export function firstPassword(random: (below: number) => number): string {
  const pick = (letters: string): string => letters.charAt(random(letters.length))
  const group = (): string =>
    pick(alphabet.upper) + pick(alphabet.lower) + pick(alphabet.lower) + pick(alphabet.digit)
  return [group(), group(), group()].join('-')
}

/** Roles that exclude one another: who keeps the accounts does not audit (三员), a volunteer is nothing else (H-09). */
export function exclusiveRoles(roles: readonly Role[]): readonly [Role, Role] | undefined {
  const beside = roles.includes('volunteer') ? roles.find((role) => role !== 'volunteer') : undefined
  if (beside) return ['volunteer', beside]
  if (!roles.includes('auditor')) return undefined
  const other = roles.find((role) => role === 'administrator' || role === 'principal')
  return other ? ['auditor', other] : undefined
}

/** Names for signing in: letters, digits, dot, dash, underscore or Chinese; case does not matter. */
export const usernamePattern = /^[\p{Script=Han}a-zA-Z0-9._-]{2,40}$/u
