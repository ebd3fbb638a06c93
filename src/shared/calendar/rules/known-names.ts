/** What terms, holidays and breaks are usually called, and their English; what a school calls otherwise stays as typed. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['秋季学期', 'Autumn term'],
  ['春季学期', 'Spring term'],
  ['第一学期', 'First term'],
  ['第二学期', 'Second term'],
  ['上学期', 'First term'],
  ['下学期', 'Second term'],
  ['寒假', 'Winter break'],
  ['暑假', 'Summer break'],
  ['元旦', 'New Year’s Day'],
  ['春节', 'Spring Festival'],
  ['清明', 'Qingming Festival'],
  ['清明节', 'Qingming Festival'],
  ['劳动节', 'Labour Day'],
  ['端午', 'Dragon Boat Festival'],
  ['端午节', 'Dragon Boat Festival'],
  ['中秋', 'Mid-Autumn Festival'],
  ['中秋节', 'Mid-Autumn Festival'],
  ['国庆', 'National Day'],
  ['国庆节', 'National Day'],
])

/** The English of a usual name, also with the years before it (2026-2027学年秋季学期); nothing for a school's own words. */
export function englishName(name: string): string | undefined {
  const [, years, rest] = /^(?:(\d{4}[-–—]\d{4})\s*学年\s*(?:度)?\s*)?(.+)$/.exec(name.trim()) ?? []
  const known = rest === undefined ? undefined : KNOWN.get(rest)
  return known === undefined || years === undefined ? known : `${known} ${years}`
}
