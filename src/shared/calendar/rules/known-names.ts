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

/** What the set-up proposes in English, where the school was set up in English. */
const PROPOSED: ReadonlyMap<string, string> = new Map([
  ['Autumn term', '秋季学期'],
  ['Spring term', '春季学期'],
])

const YEAR_ZH = /^(\d{4}\s*[-–—]\s*\d{4})\s*学年(?:度)?\s*(.*)$/
const YEAR_EN = /^School year (\d{4}\s*[-–—]\s*\d{4})$/

/** The English of a usual name, also of a school year and of a term with its years; nothing for a school's own words. */
export function englishName(name: string): string | undefined {
  const plain = name.trim()
  const [, years, term] = YEAR_ZH.exec(plain) ?? []
  if (years === undefined) return KNOWN.get(plain)
  if (term === undefined || term === '') return `School year ${years}`
  const known = KNOWN.get(term)
  return known === undefined ? undefined : `${known} ${years}`
}

/** The Chinese of a name that was proposed in English; nothing for a school's own words. */
export function chineseName(name: string): string | undefined {
  const plain = name.trim()
  const years = YEAR_EN.exec(plain)?.[1]
  return years === undefined ? PROPOSED.get(plain) : `${years} 学年`
}
