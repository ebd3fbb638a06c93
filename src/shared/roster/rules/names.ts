import { trimBlanks } from './text.ts'

const DOTS = /[\u2022\u30fb\uff65.\u2027\uff0e\u00b7\u2219\u22c5\u318d\u2e31\u2024\u25cf]/gu
const HAN = /\p{Script=Han}/u
// Letters, marks, 〇 (a letter number) and characters that old fonts keep in the private area.
const NAME = /^[\p{L}\p{M}\p{Nl}\p{Co}][\p{L}\p{M}\p{Nl}\p{Co}·\u00b7 .'’-]*$/u

/** K-73: blanks at the ends and inside a Chinese name go, look-alikes of the middle dot become U+00B7, nothing else changes. */
export function normaliseName(text: string): string {
  const trimmed = trimBlanks(text)
  if (!HAN.test(trimmed)) return trimmed.replace(/\s+/gu, ' ')
  return trimmed.replace(/[\s\u200b-\u200f\u2060\ufeff]+/gu, '').replace(DOTS, '\u00b7')
}

/** True when a normalised name can be a person's name: it begins with a letter and holds no digit, formula sign or bracket. */
export function isPersonName(name: string): boolean {
  return name.length <= 60 && NAME.test(name)
}

const DEAD = new Set([
  '已故',
  '去世',
  '已去世',
  '过世',
  '已过世',
  '亡故',
  '死亡',
  '已亡',
  '故',
  '病故',
  '身故',
])
const UNKNOWN = new Set([
  '不详',
  '不知道',
  '不清楚',
  '未知',
  '失联',
  '不明',
  '未详',
  '无法联系',
  '下落不明',
  '不祥',
])

/** What a word in a parent's name or place column says about the parent (K-76): dead, unknown, or nothing. */
export function readFate(text: string): 'dead' | 'unknown' | null {
  const plain = text.replace(/\s+/gu, '')
  if (DEAD.has(plain)) return 'dead'
  return UNKNOWN.has(plain) ? 'unknown' : null
}
