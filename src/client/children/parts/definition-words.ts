import { t } from '@lingui/core/macro'
import type { DefinitionParams } from '#shared/children/schema.ts'

/** A rule in a few characters, for a chip. */
export function definitionTag(key: string): string {
  switch (key) {
    case 'recording':
      return t`登记口径`
    case 'ruralUnder16':
      return t`农村未满 16 岁`
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

function parentsText({ parentsAway }: DefinitionParams): string {
  switch (parentsAway) {
    case 'both':
      return t`父母双方外出`
    case 'oneOrBoth':
      return t`父母一方或双方外出`
    case 'bothOrOneWithUnableOther':
      return t`父母双方外出，或一方外出、另一方无监护能力`
  }
}

/** What a definition looks at, in words. */
export function paramsText(params: DefinitionParams): string[] {
  const { minMonthsAway, allowedGapDays, ageBelow, grades, residence } = params
  const [first, last] = [grades?.[0] ?? 0, grades?.at(-1) ?? 0]
  return [
    parentsText(params),
    minMonthsAway === 0 ? t`不论多久` : t`满 ${minMonthsAway} 个月`,
    allowedGapDays === 0 ? t`回家即中断` : t`回家不超过 ${allowedGapDays} 天不算中断`,
    ageBelow === null ? t`不限年龄` : t`未满 ${ageBelow} 周岁`,
    ...(grades === null ? [] : [t`${first}—${last} 年级`]),
    residence === 'rural' ? t`农村户口` : t`不论户口`,
  ]
}
