import { currentLocale } from './i18n.ts'

/** Names of plans and definitions come in both languages from the presets. */
export const planText = (name: { zh: string; en: string }): string =>
  currentLocale() === 'en' ? name.en : name.zh
