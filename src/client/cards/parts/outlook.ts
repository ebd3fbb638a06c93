import { t } from '@lingui/core/macro'
import type { HouseholdChild } from '#shared/cards/schema.ts'
import { type CardFacts, willClose } from '#shared/duties/rules/match.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText, isCareDuty } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'

type OpenDuty = HouseholdChild['duties'][number]

/** 十月谈心; a window longer than a month needs no month, nor does a duty whose name says when. */
function windowText({ key, from, to }: OpenDuty): string {
  const what = dutyText(key)
  if (!isCareDuty(key) || from.slice(0, 7) !== to.slice(0, 7)) return what
  const month = formatDate(from, 'short-month')
  return t`${month}${what}`
}

/** What saving will have done, by the rule that the server goes by: 家访、十月谈心完成; of several children with the name before it. */
export function outlookText(
  children: readonly Pick<HouseholdChild, 'name' | 'duties'>[],
  cardOf: (index: number) => CardFacts,
): string {
  const parts = children.flatMap(({ name, duties }, index) => {
    const list = joinWords(willClose(cardOf(index), duties).map(windowText))
    if (list === '') return []
    return [children.length > 1 ? t`${name}的${list}` : list]
  })
  if (parts.length === 0) return ''
  const all = parts.join(t`；`)
  return t`保存后：${all}完成`
}
