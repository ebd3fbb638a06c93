import { diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { SuspectReason } from '#shared/duplicates/schema.ts'

/** What two entries are compared by. Names as written, pinyin without tones; parents' names where known. */
export interface Entry {
  readonly name: string
  readonly pinyin: string
  readonly birthDate: LocalDate
  readonly parents: readonly string[]
}

/** Full and variant forms that name fields are found to hold, and the form most registers use. */
const FORMS: Readonly<Record<string, string>> = {
  峯: '峰', 堃: '坤', 昇: '升', 甯: '宁', 寧: '宁', 於: '于', 潔: '洁', 張: '张', 陳: '陈', 劉: '刘', 楊: '杨', 趙: '赵',
  黃: '黄', 吳: '吴', 國: '国', 華: '华', 麗: '丽', 龍: '龙', 鳳: '凤', 蘭: '兰', 雲: '云', 東: '东', 強: '强', 偉: '伟',
  軍: '军', 紅: '红', 鄧: '邓', 許: '许', 蕭: '萧', 馬: '马', 羅: '罗', 鄭: '郑', 謝: '谢', 韓: '韩', 馮: '冯', 葉: '叶',
  蘇: '苏', 盧: '卢', 蔣: '蒋', 賈: '贾', 閻: '阎', 閆: '闫', 傑: '杰', 慶: '庆', 瑋: '玮', 瑩: '莹', 曉: '晓', 輝: '辉',
  鵬: '鹏', 詩: '诗', 夢: '梦', 靜: '静', 淨: '净', 鑒: '鉴', 彥: '彦', 贇: '赟', 翀: '翀', 燁: '烨', 煒: '炜', 頴: '颖',
  穎: '颖', 濤: '涛', 濱: '滨', 嵗: '岁', 喆: '哲', 淼: '淼', 犇: '奔', 祐: '佑', 珮: '佩', 寳: '宝', 寶: '宝', 銘: '铭',
} // prettier-ignore

/** A name in the forms most registers use: width, variant characters, dots and blanks make no other child. */
export const foldName = (name: string): string =>
  [
    ...name
      .normalize('NFKC')
      .replaceAll(/[\s·•・]/gu, '')
      .normalize('NFKC'),
  ]
    .map((sign) => FORMS[sign] ?? sign)
    .join('')

function nameReason(a: Entry, b: Entry): SuspectReason | undefined {
  if (a.name === b.name) return 'sameName'
  const [one, other] = [foldName(a.name), foldName(b.name)]
  if (one === other) return 'variantName'
  if (a.pinyin !== '' && a.pinyin === b.pinyin) return 'samePinyin'
  return differInOne([...one], [...other]) ? 'similarName' : undefined
}

/** One sign of a name of three or more is another one, the surname is the same: 林晓满, 林小漫. */
function differInOne(one: readonly string[], other: readonly string[]): boolean {
  if (one.length < 3 || one.length !== other.length || one[0] !== other[0]) return false
  return one.filter((sign, at) => sign !== other[at]).length === 1
}

const NEAR_DAYS = 3

/** Slips of the pen: one digit, day and month exchanged, or some days beside it. */
function isNear(a: LocalDate, b: LocalDate): boolean {
  if (Math.abs(diffDays(a, b)) <= NEAR_DAYS) return true
  const differing = [...a].filter((sign, at) => sign !== b[at]).length
  return differing === 1 || a === `${b.slice(0, 4)}-${b.slice(8)}-${b.slice(5, 7)}`
}

/**
 * Why two entries of one school may be the same child; empty = no reason. Names alone never are one: namesakes are
 * common, and twins share everything but the name. A name that is only alike asks for a parent of the same name, too.
 */
export function suspicion(a: Entry, b: Entry): readonly SuspectReason[] {
  const name = nameReason(a, b)
  if (name === undefined) return []
  const born =
    a.birthDate === b.birthDate ? 'sameBirth' : isNear(a.birthDate, b.birthDate) ? 'nearBirth' : undefined
  if (born === undefined) return []
  const others = new Set(b.parents.map(foldName))
  const parent = a.parents.some((one) => others.has(foldName(one)))
  if (!parent && (name === 'similarName' || (name === 'samePinyin' && born === 'nearBirth'))) return []
  return [name, born, ...(parent ? (['sameParent'] as const) : [])]
}
