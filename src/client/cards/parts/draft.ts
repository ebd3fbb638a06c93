import type { Card, CardInput, Topic } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { newId } from '#client/lib/id.ts'
import { orNull } from '#client/lib/or-null.ts'

type Fields<K extends CardKind> = Extract<CardInput['fields'], { kind: K }>
type Talk = Fields<'talk'>
type Contact = Fields<'parentContact'>
type Visit = Fields<'homeVisit'>

/** What is typed into a card of any kind; kept on the device as it stands. */
export interface CardDraft {
  /** Made once: however often it is sent, it is one card. */
  id: string
  when: 'now' | 'today' | 'other'
  /** The chosen day, for `other`. */
  day: string
  /** The day on which writing began: a draft of yesterday's talk stays yesterday's. */
  startedOn: string
  reached: boolean
  topics: Topic[]
  content: string
  /** The words go into the sealed note. */
  sealed: boolean
  nextOn: string
  lateReason: string
  /** The earlier duty the card makes good (K-26); null = it counts on its day. */
  enteredFor: string | null
  reason: string
  place: Talk['place']
  mood: Talk['mood']
  followUp: string
  riskLevel: Talk['riskLevel']
  who: Contact['who'] | null
  channel: Contact['channel']
  reply: string
  requests: string
  /** As typed: 周老师、李老师. */
  visitors: string
  met: Visit['met']
  hazards: Visit['hazards']
  livingEnvironment: string
  studyEnvironment: string
  conduct: string
  guardianFulfilsDuties: Visit['guardianFulfilsDuties']
  guidance: string
  measures: string
  /** One also talked with the child at home. */
  talked: boolean
  /** Other children of the household seen at the same visit, each with the id of its card. */
  siblings: { pupilId: string; cardId: string }[]
}

export function emptyDraft(today: string, author: string, enteredFor: string | null): CardDraft {
  return {
    id: newId(),
    when: 'now',
    day: '',
    startedOn: today,
    reached: true,
    topics: [],
    content: '',
    sealed: false,
    nextOn: '',
    lateReason: '',
    enteredFor,
    reason: '',
    place: null,
    mood: null,
    followUp: '',
    riskLevel: 'none',
    who: null,
    channel: 'phone',
    reply: '',
    requests: '',
    visitors: author,
    met: [],
    hazards: [],
    livingEnvironment: '',
    studyEnvironment: '',
    conduct: '',
    guardianFulfilsDuties: null,
    guidance: '',
    measures: '',
    talked: false,
    siblings: [],
  }
}

/** The day the card is of: "just now" means the day on which writing began. */
export function heldOn({ when, day, startedOn }: CardDraft): string {
  return when === 'other' ? day : startedOn
}

/** How the question "when" stands today: yesterday's "just now" has become a date. */
export function whenToday(draft: CardDraft, today: string): Pick<CardDraft, 'when' | 'day'> {
  if (draft.when === 'other' || draft.startedOn === today) return { when: draft.when, day: draft.day }
  return { when: 'other', day: draft.startedOn }
}

/** 周老师、李老师 → two names. */
export const namesOf = (text: string): string[] =>
  text
    .split(/[、，,;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')

function fieldsOf(kind: CardKind, draft: CardDraft): CardInput['fields'] {
  const { reached } = draft
  const topics = reached ? draft.topics : []
  const nextOn = orNull(draft.nextOn)
  if (kind === 'talk') {
    const { place, mood, followUp, riskLevel } = draft
    return { kind, topics, nextOn, place, mood: reached ? mood : null, reason: '', followUp, riskLevel }
  }
  if (kind === 'parentContact') {
    const { who, channel, reply, requests } = draft
    return {
      kind,
      topics,
      nextOn,
      who: who ?? 'other',
      channel,
      reply: reached ? reply : '',
      requests: reached ? requests : '',
    }
  }
  const talked = reached && draft.talked
  const { visitors, hazards, livingEnvironment, studyEnvironment, conduct, guardianFulfilsDuties } = draft
  return {
    kind,
    topics,
    nextOn,
    visitors: namesOf(visitors),
    met: reached ? draft.met : ['nobody'],
    hazards: reached ? hazards : [],
    livingEnvironment,
    studyEnvironment,
    conduct,
    guardianFulfilsDuties: reached ? guardianFulfilsDuties : null,
    guidance: draft.guidance,
    measures: draft.measures,
    talked,
    mood: talked ? draft.mood : null,
    riskLevel: talked ? draft.riskLevel : 'none',
  }
}

/** What is sent, but for whose card it is. */
export function writtenOf(
  kind: CardKind,
  draft: CardDraft,
  dutyId: string | null,
): Omit<CardInput, 'pupilId'> {
  return {
    id: draft.id,
    heldOn: heldOn(draft),
    reached: draft.reached,
    fields: fieldsOf(kind, draft),
    content: draft.sealed ? '' : draft.content,
    privateNote: draft.sealed ? draft.content : '',
    enteredForDutyId: dutyId,
    lateReason: draft.lateReason,
  }
}

/**
 * The cards of one visit: the child's own, and one for each other child of the household that was ticked. How one child
 * seemed, and the sealed note about it, stay on its own card.
 */
export function cardsOf(
  kind: CardKind,
  draft: CardDraft,
  { childId, dutyId }: { childId: string; dutyId: string | null },
): CardInput[] {
  const own = { pupilId: childId, ...writtenOf(kind, draft, dutyId) }
  if (kind !== 'homeVisit' || !draft.reached) return [own]
  const plain = writtenOf(kind, { ...draft, mood: null, riskLevel: 'none' }, null)
  const siblings = draft.siblings.map(({ pupilId, cardId }) => ({
    ...plain,
    id: cardId,
    pupilId,
    privateNote: '',
  }))
  return [own, ...siblings]
}

/** A filed card as a form again, for its author. */
export function draftOf(card: Card, today: string): CardDraft {
  const { topics, text } = card
  const sealed = (card.privateNote ?? '') !== ''
  const both = [card.content ?? '', card.privateNote ?? ''].filter((part) => part !== '').join('\n')
  return {
    ...emptyDraft(today, '', null),
    ...(topics !== null && topics),
    visitors: topics?.kind === 'homeVisit' ? topics.visitors.join('、') : '',
    ...(text !== null && text),
    when: 'other',
    day: card.heldOn,
    reached: card.reached,
    content: both,
    sealed,
    nextOn: topics?.nextOn ?? '',
    lateReason: card.lateReason ?? '',
    reason: '',
  }
}
