export type Language = 'zh' | 'en'

/** What was never chosen is read in Chinese. */
export const languageOf = (locale: string | null): Language => (locale === 'en' ? 'en' : 'zh')

type Counted = (count: number) => string

const kinds: Readonly<Record<string, Readonly<Record<Language, Counted>>>> = {
  talk: { zh: (n) => `${n} 次谈心到期`, en: (n) => `${n} ${n === 1 ? 'talk' : 'talks'} due` },
  parentContact: {
    zh: (n) => `${n} 次家长联系到期`,
    en: (n) => `${n} parent ${n === 1 ? 'contact' : 'contacts'} due`,
  },
  homeVisit: { zh: (n) => `${n} 次家访到期`, en: (n) => `${n} home ${n === 1 ? 'visit' : 'visits'} due` },
}
const other: Readonly<Record<Language, Counted>> = {
  zh: (n) => `${n} 件事到期`,
  en: (n) => `${n} ${n === 1 ? 'thing' : 'things'} due`,
}

/** 3 次谈心到期 / 3 talks due. */
export const dutiesDue = (key: string, count: number, language: Language): string =>
  (kinds[key] ?? other)[language](count)

/** In place of a title in which a pupil is named. */
export const plainTitle: Readonly<Record<Language, string>> = { zh: '学校工作', en: 'School work' }

export const calendarName: Readonly<Record<Language, string>> = {
  zh: '守望 · 工作月历',
  en: 'Shouwang · year calendar',
}
