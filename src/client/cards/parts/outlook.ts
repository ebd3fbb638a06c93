import { t } from '@lingui/core/macro'
import type { HouseholdChild } from '#shared/cards/schema.ts'
import { type CardFacts, matchCard } from '#shared/duties/rules/match.ts'
import { cardKindText, joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'

type OpenDuty = HouseholdChild['duties'][number]

/** 十月谈心; a window longer than a month needs no month. */
function dutyText({ key, from, to }: OpenDuty): string {
  const what = cardKindText(key)
  if (from.slice(0, 7) !== to.slice(0, 7)) return what
  const month = formatDate(from, 'short-month')
  return t`${month}${what}`
}

/** What a card would fulfil of a child's open duties, by the rule that the server goes by. */
export function fulfilled(card: CardFacts, duties: readonly OpenDuty[]): readonly string[] {
  const known = duties.map((duty) => ({ ...duty, cardKinds: [duty.key], doneOn: null }))
  const { closes } = matchCard(card, known)
  return closes.flatMap(({ dutyId }) => duties.filter(({ id }) => id === dutyId).map(dutyText))
}

/** 家访、十月谈心完成; of several children with the name before it. */
export function outlookText(
  children: readonly Pick<HouseholdChild, 'name' | 'duties'>[],
  cardOf: (index: number) => CardFacts,
): string {
  const parts = children.flatMap(({ name, duties }, index) => {
    const list = joinWords(fulfilled(cardOf(index), duties))
    if (list === '') return []
    return [children.length > 1 ? t`${name}的${list}` : list]
  })
  if (parts.length === 0) return ''
  const all = parts.join(t`；`)
  return t`保存后：${all}完成`
}
