import { t } from '@lingui/core/macro'
import type { Topic } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import type { IconName } from '#client/ui/icon.tsx'

/** What a card is of, in one word: several screens say it and must say the same. */
export function cardKindText(kind: CardKind): string {
  switch (kind) {
    case 'talk':
      return t`谈心`
    case 'parentContact':
      return t`家长联系`
    case 'homeVisit':
      return t`家访`
  }
}

/** The verb on the button that begins such a card. */
export function cardActionText(kind: CardKind): string {
  switch (kind) {
    case 'talk':
      return t`记一次谈心`
    case 'parentContact':
      return t`已联系上`
    case 'homeVisit':
      return t`记一次家访`
  }
}

export const cardIcons: Record<CardKind, IconName> = {
  talk: 'chat',
  parentContact: 'phone',
  homeVisit: 'visit',
}

/** What was talked about. */
export function topicText(topic: Topic): string {
  switch (topic) {
    case 'study':
      return t`学习`
    case 'life':
      return t`生活`
    case 'feelings':
      return t`心情`
    case 'home':
      return t`家里`
    case 'health':
      return t`身体`
    case 'safety':
      return t`安全`
    case 'other':
      return t`其他`
  }
}
const topics: readonly Topic[] = ['study', 'life', 'feelings', 'home', 'health', 'safety', 'other']

/** 学习、心情; a topic of a newer server is left out. */
export function topicsText(list: readonly string[]): string {
  const known = topics.filter((topic) => list.includes(topic))
  // Within a sentence; Chinese knows no capitals.
  return known
    .map(topicText)
    .join(t`、`)
    .toLowerCase()
}

/** Several things in one line, as the language joins them. */
export const joinWords = (list: readonly string[]): string => list.join(t`、`)

/** Whom one spoke with or met. */
export function whoText(who: (typeof contactWho)[number] | 'child' | 'nobody'): string {
  switch (who) {
    case 'child':
      return t`孩子本人`
    case 'father':
      return t`爸爸`
    case 'mother':
      return t`妈妈`
    case 'grandfather':
      return t`爷爷或外公`
    case 'grandmother':
      return t`奶奶或外婆`
    case 'carer':
      return t`照护人`
    case 'guardian':
      return t`监护人`
    case 'otherRelative':
      return t`其他亲人`
    case 'other':
      return t`其他人`
    case 'nobody':
      return t`没有见到人`
  }
}

export const contactWho = [
  'father',
  'mother',
  'grandfather',
  'grandmother',
  'carer',
  'guardian',
  'otherRelative',
  'other',
] as const

/** What one can talk about, for a choice. */
export const topicOptions = (): { value: Topic; label: string }[] =>
  topics.map((value) => ({ value, label: topicText(value) }))
