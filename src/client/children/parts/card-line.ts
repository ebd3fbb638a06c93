import { t } from '@lingui/core/macro'
import type { CardSummary, CardTopics } from '#shared/cards/schema.ts'
import { joinWords, topicsText, whoText } from '#client/lib/card-words.ts'

type Contact = Extract<CardTopics, { kind: 'parentContact' }>

function contactTitle({ who, channel }: Contact, reached: boolean): string {
  const person = whoText(who)
  if (channel === 'phone') return reached ? t`给${person}打了电话` : t`给${person}打电话，没有接通`
  if (channel === 'video') return reached ? t`和${person}视频了` : t`约${person}视频，没有接通`
  return reached ? t`联系了${person}` : t`联系${person}，没有回音`
}

/** A card in one line, as much as the reader may know. */
export function cardTitle({ kind, reached, topics, authorName }: CardSummary): string {
  const author = authorName ?? t`老师`
  if (kind === 'talk') return reached ? t`与${author}谈心` : t`${author}找过，没有谈成`
  if (topics?.kind === 'parentContact') return contactTitle(topics, reached)
  if (kind === 'parentContact') return reached ? t`${author}联系了家长` : t`${author}联系家长，没有联系上`
  if (!reached) return t`${author}家访，没有见到人`
  if (topics?.kind !== 'homeVisit' || topics.met.length === 0) return t`${author}家访`
  const met = joinWords(topics.met.map(whoText))
  return t`家访 · 见到${met}`
}

/** Under the title: what about, and whether it came late. */
export function cardDetail({ topics, enteredLate, authorName, forName }: CardSummary): string {
  const about = topics === null ? '' : topicsText(topics.topics)
  const author = authorName ?? t`老师`
  const cover = forName === null ? '' : t`${author}替${forName}`
  const talked = topics?.kind === 'homeVisit' && topics.talked ? t`也谈了心` : ''
  return [about, talked, cover, enteredLate ? t`补记` : ''].filter((part) => part !== '').join(' · ')
}
