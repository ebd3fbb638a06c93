import { t } from '@lingui/core/macro'
import type { CardFiled } from '#shared/cards/schema.ts'
import { cardKindText, joinWords } from '#client/lib/card-words.ts'

/** What was done: a visit at which one also talked is both. */
function whatText({ kind, topics }: CardFiled['card']): string {
  const what = cardKindText(kind)
  return topics?.kind === 'homeVisit' && topics.talked ? joinWords([what, cardKindText('talk')]) : what
}

/** What a filed card has done, in one or two sentences; `others` were filed of the same visit. */
export function filedText(
  { card, closed, stillOpen, warnings }: CardFiled,
  name: string,
  others: readonly string[],
): string {
  const what = whatText(card)
  const names = joinWords(others)
  const done = closed.length > 0 ? t`已记下，${name}这次的${what}完成了。` : t`已记下${name}的${what}。`
  const rest = [...new Set(stillOpen.map(({ key }) => cardKindText(key)))]
  const list = joinWords(rest)
  return [
    card.reached ? done : t`已记下，试过一次；${name}还在名单上。`,
    others.length > 0 ? t`${names}也各记了一张。` : '',
    card.reached && rest.length > 0 ? t`还有${list}没做。` : '',
    warnings.includes('oneVisitor') ? t`下次家访最好两个人一起去。` : '',
  ].join('')
}
