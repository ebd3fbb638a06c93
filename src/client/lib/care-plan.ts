import { queryOptions } from '@tanstack/react-query'
import { getPlan } from '#shared/duties/api.ts'
import { call } from './call.ts'
import { currentLocale } from './i18n.ts'

/** The plan in force and one that begins later: set-up and the plans' own pages show it. */
export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => call(getPlan, { signal }),
})

/** Names of plans and definitions come in both languages from the presets. */
export const planText = (name: { zh: string; en: string }): string =>
  currentLocale() === 'en' ? name.en : name.zh
