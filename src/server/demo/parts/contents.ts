import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { CardText, CardTopics } from '#shared/cards/schema.ts'
import type { InventedCard } from './records.ts'
import type { Random } from './random.ts'
import {
  ATTEMPTS, CONDUCT, CONTACT_REPLIES, CONTACT_REQUESTS, CONTACTS, GUIDANCE, LIVING, MEASURES, STUDYING, TALK_FOLLOW_UPS,
  TALK_REASONS, TALKS,
} from './sentences.ts' // prettier-ignore

export interface InventedContents {
  readonly topics: CardTopics
  readonly text: CardText
  readonly content: string
}

const PLACES = ['classroom', 'office', 'schoolyard', 'schoolyard', 'dormitory'] as const
const MOODS = ['cheerful', 'cheerful', 'calm', 'calm', 'calm', 'quiet', 'changing'] as const
const CHANNELS = ['phone', 'phone', 'phone', 'video', 'message'] as const
const WHO = ['father', 'mother', 'mother', 'grandmother', 'grandfather'] as const
const VISITED = ['grandmother', 'grandfather', 'mother', 'father'] as const

/** What is written on a card of its kind; an attempt says why nobody was reached. */
export function inventContents(
  random: Random,
  card: InventedCard,
  author: string,
  companion: string,
): InventedContents {
  const nextOn = card.kind === 'talk' && random.chance(0.15) ? addDays(card.heldOn, random.int(10, 30)) : null
  const attempt = card.reached ? null : random.pick(ATTEMPTS)
  switch (card.kind) {
    case 'talk': {
      const [topic, said] = random.pick(TALKS)
      return {
        topics: { kind: 'talk', place: random.pick(PLACES), topics: attempt ? [] : [topic], nextOn },
        text: {
          kind: 'talk',
          reason: random.pick(TALK_REASONS),
          mood: attempt ? null : random.pick(MOODS),
          followUp: attempt ? '' : random.pick(TALK_FOLLOW_UPS),
          riskLevel: random.chance(0.01) ? 'watch' : 'none',
        },
        content: attempt ?? said,
      }
    }
    case 'parentContact': {
      const [topic, said] = random.pick(CONTACTS)
      return {
        topics: {
          kind: 'parentContact',
          who: random.pick(WHO),
          channel: random.pick(CHANNELS),
          topics: attempt ? [] : [topic],
          nextOn,
        },
        text: {
          kind: 'parentContact',
          reply: attempt ? '' : random.pick(CONTACT_REPLIES),
          requests: attempt ? '' : random.pick(CONTACT_REQUESTS),
        },
        content: attempt ?? said,
      }
    }
    case 'homeVisit': {
      const [topic, said] = random.pick(TALKS)
      const met = attempt ? (['nobody'] as const) : (['child', random.pick(VISITED)] as const)
      return {
        topics: {
          kind: 'homeVisit',
          visitors: [author, companion],
          met: [...met],
          topics: attempt ? [] : [topic],
          hazards: random.chance(0.06) ? ['electricity'] : [],
          talked: false,
          nextOn,
        },
        text: {
          kind: 'homeVisit',
          livingEnvironment: attempt ? '' : random.pick(LIVING),
          studyEnvironment: attempt ? '' : random.pick(STUDYING),
          conduct: attempt ? '' : random.pick(CONDUCT),
          guardianFulfilsDuties: attempt ? null : random.chance(0.9) ? 'yes' : 'partly',
          guidance: attempt ? '' : random.pick(GUIDANCE),
          measures: attempt ? '' : random.pick(MEASURES),
          mood: null,
          riskLevel: 'none',
        },
        content: attempt ?? said,
      }
    }
  }
}
