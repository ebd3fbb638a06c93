/** Departments that schools have, in Chinese and English; the first of a line is kept. What a school calls otherwise stays. */
const NAMES = [
  ['关爱领导小组', 'Care leading group'],
  ['教务处', 'Academic office'],
  ['德育处', 'Moral education office'],
  ['政教处', 'Political education office'],
  ['少先队', 'Young Pioneers'],
  ['总务处', 'General affairs office'],
  ['心理辅导室', 'Counselling room'],
  ['工会', 'Staff union'],
] as const

/** One and the same office: where a school has one of them, the other is not proposed. */
const SAME: Readonly<Record<string, string>> = { 政教处: '德育处' }

export const departmentName = (name: string, language: 'zh' | 'en'): string =>
  NAMES.find(([chinese]) => chinese === name)?.[language === 'zh' ? 0 : 1] ?? name

/** What a school may want beside what it has (P3-18, P3-19): names to keep. */
export function proposedDepartments(known: readonly string[]): string[] {
  const has = new Set(known.map((name) => SAME[name] ?? name))
  return NAMES.map(([chinese]) => chinese).filter((name) => !(name in SAME) && !has.has(name))
}
