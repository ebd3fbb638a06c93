import { t } from '@lingui/core/macro'
import type { Card } from '#shared/cards/schema.ts'
import { joinWords, topicsText, whoText } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import type { KeyValueItem } from '#client/ui/key-value.tsx'
import { channels, fulfils, hazards, moods, places, risks, wordOf } from './words.ts'

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)

/** Where, with whom, about what: as much as the level allows. */
function topicFacts({ topics }: Card): KeyValueItem[] {
  if (topics === null) return []
  const about: KeyValueItem = { label: t`聊了什么`, value: capital(topicsText(topics.topics)) }
  const next: KeyValueItem[] =
    topics.nextOn === null ? [] : [{ label: t`下次`, value: formatDate(topics.nextOn, 'weekday') }]
  switch (topics.kind) {
    case 'talk':
      return [{ label: t`在哪里`, value: topics.place && wordOf(places, topics.place) }, about, ...next]
    case 'parentContact':
      return [
        { label: t`联系谁`, value: whoText(topics.who) },
        { label: t`怎么联系的`, value: wordOf(channels, topics.channel) },
        about,
        ...next,
      ]
    case 'homeVisit':
      return [
        { label: t`谁去的`, value: joinWords(topics.visitors) },
        { label: t`见到了谁`, value: joinWords(topics.met.map(whoText)) },
        { label: t`谈心`, value: topics.talked ? t`也谈了心` : '' },
        about,
        {
          label: t`不安全的地方`,
          value: joinWords(topics.hazards.map((one) => wordOf(hazards, one))) || t`没有`,
        },
        ...next,
      ]
  }
}

/** What was observed: author and counsellor only. */
function textFacts({ text }: Card): KeyValueItem[] {
  if (text === null) return []
  switch (text.kind) {
    case 'talk':
      return [
        { label: t`看上去`, value: text.mood && wordOf(moods, text.mood) },
        { label: t`要不要多留意`, value: wordOf(risks, text.riskLevel) },
        { label: t`下一步`, value: text.followUp },
      ]
    case 'parentContact':
      return [
        { label: t`家长的回应`, value: text.reply },
        { label: t`家长的希望`, value: text.requests },
      ]
    case 'homeVisit':
      return [
        { label: t`住的地方`, value: text.livingEnvironment },
        { label: t`写作业的地方`, value: text.studyEnvironment },
        { label: t`在家的表现`, value: text.conduct },
        {
          label: t`照顾的人尽到责任了吗`,
          value: text.guardianFulfilsDuties && wordOf(fulfils, text.guardianFulfilsDuties),
        },
        { label: t`看上去`, value: text.mood && wordOf(moods, text.mood) },
        {
          label: t`要不要多留意`,
          value: text.riskLevel === 'none' ? '' : wordOf(risks, text.riskLevel),
        },
        { label: t`给的建议`, value: text.guidance },
        { label: t`接下来怎么做`, value: text.measures },
      ]
  }
}

const filled = ({ value }: KeyValueItem): boolean => value !== null && value !== undefined && value !== ''

/** The facts of a card in the order of its form; what was left empty is left out. */
export const cardFacts = (card: Card): KeyValueItem[] =>
  [...topicFacts(card), ...textFacts(card)].filter(filled)
