import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listDefinitions } from '#shared/children/api.ts'
import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { call } from './call.ts'
import { currentLocale } from './i18n.ts'

/** Who counts under each definition today, or as of an earlier day. */
export const definitionsQuery = (asOf?: string) =>
  queryOptions({
    queryKey: ['definitions', asOf],
    queryFn: ({ signal }) => call(listDefinitions, { query: asOf === undefined ? {} : { asOf }, signal }),
    placeholderData: keepPreviousData,
  })

/** A definition by its full name. */
export function definitionName(key: string): string {
  const name = findDefinitionPreset(key)?.name
  if (name === undefined) return key
  return currentLocale() === 'en' ? name.en : name.zh
}
