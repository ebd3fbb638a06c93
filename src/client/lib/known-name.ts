import { chineseName, englishName } from '#shared/calendar/rules/known-names.ts'
import { currentLocale } from './i18n.ts'

/** A school year, term or holiday as the reader calls it; what the school typed itself stays as it is. */
export const knownName = (name: string): string =>
  (currentLocale() === 'en' ? englishName(name) : chineseName(name)) ?? name
