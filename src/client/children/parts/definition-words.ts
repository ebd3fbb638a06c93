import { t } from '@lingui/core/macro'
import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { currentLocale } from '#client/lib/i18n.ts'

/** A rule in a few characters, for a chip. */
export function definitionTag(key: string): string {
  switch (key) {
    case 'recording':
      return t`登记口径`
    case 'ruralUnder16':
      return t`农村未满16岁`
    case 'plan1':
      return t`双方满三个月`
    case 'plan6':
      return t`双方·初一以上`
    case 'plan7':
      return t`未随父母外出`
    case 'plan10':
      return t`一方或双方`
    case 'civilAffairs':
      return t`民政口径`
    case 'education':
      return t`教育口径`
    default:
      return key
  }
}

/** A rule by its full name. */
export function definitionName(key: string): string {
  const name = findDefinitionPreset(key)?.name
  if (name === undefined) return key
  return currentLocale() === 'en' ? name.en : name.zh
}
