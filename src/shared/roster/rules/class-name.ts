import { compact } from './text.ts'

/** A class as its name tells it: grade 1–12 and number within the grade. */
export type ClassParts = { grade: number; number: number }

const DIGITS = '零一二三四五六七八九十'

/** 1–99 from Chinese or Arabic digits; undefined for anything else. */
function readNumber(text: string): number | undefined {
  if (/^\d{1,2}$/u.test(text)) return Number(text)
  const [, tens, ten, ones] = /^([二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(text) ?? []
  if (ten === undefined) return text.length === 1 && DIGITS.includes(text) ? DIGITS.indexOf(text) : undefined
  return (
    (tens === undefined ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === undefined ? 0 : DIGITS.indexOf(ones))
  )
}

const NUM = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
const BRACKETED = new RegExp(
  `^(小学|初中|高中|初|高)?${NUM}(?:年级?|级)?[(\\[<〔【]${NUM}[)\\]>〕】]班?$`,
  'u',
)
const WORDED = new RegExp(`^(小学|初中|高中|初|高)?${NUM}年级?${NUM}班?$`, 'u')
const SHORT = /^(小学|初中|高中|初|高)?([一二三四五六七八九])(\d{1,2})班?$/u
const DOTTED = /^()(\d{1,2})[.\-–—_/](\d{1,2})班?$/u
const CODED = /^()(\d)(\d{2})班?$/u
const CHINESE = /^(小学|初中|高中|初|高)?([一二三四五六七八九])([一二三四五六七八九])班$/u

const STAGE: Record<string, number> = { 初: 6, 初中: 6, 高: 9, 高中: 9 }

/** Grade and number from 三(1)班, 3.1, 三年级1班, 三1班, 初一(2)班, 301 …; undefined when the name is of another kind. */
export function parseClassName(text: string): ClassParts | undefined {
  const plain = compact(text).replace(/^第/u, '')
  for (const pattern of [BRACKETED, WORDED, SHORT, DOTTED, CODED, CHINESE]) {
    const [, stage, gradeText, numberText] = pattern.exec(plain) ?? []
    if (gradeText === undefined || numberText === undefined) continue
    const base = readNumber(gradeText)
    const number = readNumber(numberText)
    if (base === undefined || number === undefined || number < 1) continue
    const offset = STAGE[stage ?? ''] ?? 0
    const grade = base + (base <= 3 ? offset : 0)
    if (grade >= 1 && grade <= 12) return { grade, number }
  }
  return undefined
}

/** The school's way to write a class: 三年级(1)班, from grade 10 高一(1)班. */
export function formatClassName(parts: ClassParts): string {
  if (parts.grade > 9) return `高${DIGITS.charAt(parts.grade - 9)}(${parts.number})班`
  return `${DIGITS.charAt(parts.grade)}年级(${parts.number})班`
}

export type ClassLookup = (text: string) => { className: string; parts: ClassParts | undefined } | undefined

/** A class the school has: by its name, and by grade and number where the name says neither (实验班) or says them otherwise. */
export type KnownClass = string | (ClassParts & { name: string })

const partsKey = ({ grade, number }: ClassParts): string => `${grade}/${number}`

/** The school's names by grade and number; where two classes claim the same, neither is guessed. */
function byParts(knownClasses: readonly KnownClass[]): Map<string, string> {
  const claims = new Map<string, Set<string>>()
  for (const known of knownClasses) {
    const name = typeof known === 'string' ? known : known.name
    const told = parseClassName(name)
    for (const parts of [...(told ? [told] : []), ...(typeof known === 'string' ? [] : [known])])
      claims.set(partsKey(parts), (claims.get(partsKey(parts)) ?? new Set()).add(name))
  }
  return new Map([...claims].flatMap(([key, [name, other]]) => (name && !other ? [[key, name]] : [])))
}

/**
 * Finds a class by its name in any form among the school's classes and gives the school's own name for it.
 * With no classes yet, every name is taken, so that the file's classes can be proposed for creation.
 */
export function classLookup(knownClasses: readonly KnownClass[]): ClassLookup {
  const names = new Map(
    knownClasses
      .map((known) => (typeof known === 'string' ? known : known.name))
      .map((name) => [compact(name), name]),
  )
  const numbered = byParts(knownClasses)
  const seen = new Map<string, ReturnType<ClassLookup>>()
  return (text) => {
    const plain = compact(text)
    if (seen.has(plain)) return seen.get(plain)
    const parts = parseClassName(plain)
    const name = names.get(plain) ?? (parts && numbered.get(partsKey(parts)))
    const proposed =
      knownClasses.length === 0 ? (parts === undefined ? plain : formatClassName(parts)) : undefined
    const className = name ?? proposed
    const found = className === undefined ? undefined : { className, parts }
    seen.set(plain, found)
    return found
  }
}
