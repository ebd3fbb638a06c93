import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CardKind, RuleKey } from '#shared/duties/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const Words = shortText().max(500).default('')
const Person = shortText().min(1).max(40)

export const Topic = z.enum(['study', 'life', 'feelings', 'home', 'health', 'safety', 'other'])
export type Topic = z.infer<typeof Topic>
const Topics = z.array(Topic).max(7).default([])

export const TalkPlace = z.enum([
  'classroom',
  'office',
  'schoolyard',
  'dormitory',
  'counsellingRoom',
  'home',
  'elsewhere',
])
export const RiskLevel = z.enum(['none', 'watch', 'concern', 'urgent'])
export type RiskLevel = z.infer<typeof RiskLevel>
export const Channel = z.enum(['phone', 'video', 'letter', 'visit', 'meeting', 'message'])
export const ContactWho = z.enum([
  'father',
  'mother',
  'grandfather',
  'grandmother',
  'carer',
  'guardian',
  'otherRelative',
  'other',
])
export const Met = z.enum(['child', ...ContactWho.options, 'nobody'])
export const Hazard = z.enum([
  'water',
  'traffic',
  'electricity',
  'fireAndGas',
  'food',
  'building',
  'strangers',
  'internet',
  'medicine',
  'weather',
])

/** What a class teacher may know of a card: where, about what, with whom, when next (H-12). */
export const TalkTopics = z.object({
  kind: z.literal('talk'),
  place: TalkPlace.nullable().default(null),
  topics: Topics,
  nextOn: LocalDate.nullable().default(null),
})
export const ContactTopics = z.object({
  kind: z.literal('parentContact'),
  who: ContactWho,
  channel: Channel,
  topics: Topics,
  nextOn: LocalDate.nullable().default(null),
})
export const VisitTopics = z.object({
  kind: z.literal('homeVisit'),
  /** Everybody who went; two or more are asked for (H-10). */
  visitors: z.array(Person).min(1).max(6),
  /** Asked for when somebody was reached. */
  met: z.array(Met).max(10).default([]),
  topics: Topics,
  /** Hazards found at home or on the way (H-10: class teacher and safety staff only). */
  hazards: z.array(Hazard).max(10).default([]),
  /** One also talked with the child: the card then fulfils a talk, too, and asks for what a talk asks for. */
  talked: z.boolean().default(false),
  nextOn: LocalDate.nullable().default(null),
})

const Mood = z.enum(['cheerful', 'calm', 'quiet', 'tense', 'sad', 'angry', 'changing'])

/** What author and counsellor see besides: observations and judgements (H-06, H-12). Sealed. */
export const TalkText = z.object({
  kind: z.literal('talk'),
  reason: Words,
  mood: Mood.nullable().default(null),
  followUp: Words,
  riskLevel: RiskLevel.default('none'),
})
export const ContactText = z.object({ kind: z.literal('parentContact'), reply: Words, requests: Words })
export const VisitText = z.object({
  kind: z.literal('homeVisit'),
  livingEnvironment: Words,
  studyEnvironment: Words,
  conduct: Words,
  guardianFulfilsDuties: z.enum(['yes', 'partly', 'no', 'unclear']).nullable().default(null),
  guidance: Words,
  measures: Words,
  /** Of the talk, when one also talked. */
  mood: Mood.nullable().default(null),
  riskLevel: RiskLevel.default('none'),
})

export const CardTopics = z.discriminatedUnion('kind', [TalkTopics, ContactTopics, VisitTopics])
export type CardTopics = z.infer<typeof CardTopics>
export const CardText = z.discriminatedUnion('kind', [TalkText, ContactText, VisitText])
export type CardText = z.infer<typeof CardText>

/** All fields of a form, by kind; the server keeps the two parts apart. */
export const CardFields = z.discriminatedUnion('kind', [
  TalkTopics.extend(TalkText.shape),
  ContactTopics.extend(ContactText.shape),
  VisitTopics.extend(VisitText.shape),
])
export type CardFields = z.infer<typeof CardFields>

const written = {
  heldOn: LocalDate,
  /** Call answered, message confirmed, person met; an attempt is kept and counted, and closes nothing (K-30). */
  reached: z.boolean(),
  fields: CardFields,
  /** What was said: author and counsellor only. */
  content: z.string().trim().max(4000).default(''),
  /** The sealed note: author and counsellor only, kept apart. */
  privateNote: z.string().trim().max(4000).default(''),
  /** The earlier duty a later card is entered for (K-26). */
  enteredForDutyId: z.uuid().nullable().default(null),
  /** Asked for when the day is more than the school's limit ago, or the card is entered for an earlier duty. */
  lateReason: shortText().max(200).default(''),
}

export const CardInput = z.object({
  /** Made by the client: sending twice files one card. */
  id: z.uuid(),
  pupilId: z.uuid(),
  ...written,
})
export type CardInput = z.infer<typeof CardInput>

/** One visit, several children of a household: a card for each. */
export const TogetherInput = z.object({
  cards: z
    .array(CardInput)
    .min(1)
    .max(6)
    .refine((cards) => new Set(cards.map(({ pupilId }) => pupilId)).size === cards.length),
})

export const CorrectionInput = z.object({
  /** Id of the new version, made by the client. */
  id: z.uuid(),
  ...written,
  reason: shortText().min(1).max(200),
})
export type CorrectionInput = z.infer<typeof CorrectionInput>

/** How much of a card a reader sees: that it happened, what about, or what was said (H-12). */
export const CardLevel = z.enum(['done', 'topics', 'content'])
export type CardLevel = z.infer<typeof CardLevel>

export const CardSummary = z.object({
  id: z.uuid(),
  /** Id of the first version: the same for all versions of one card. */
  rootId: z.uuid(),
  version: z.int(),
  kind: CardKind,
  pupilId: z.uuid(),
  heldOn: LocalDate,
  reached: z.boolean(),
  authorId: z.uuid(),
  authorName: z.string().nullable(),
  /** Whose post the author covered (代办). */
  forName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Entered later than the school's limit, or for an earlier duty. */
  enteredLate: z.boolean(),
  level: CardLevel,
  /** Null for leaders. */
  topics: CardTopics.nullable(),
})
export type CardSummary = z.infer<typeof CardSummary>

export const Card = CardSummary.extend({
  /** A newer version stands in its place. */
  superseded: z.boolean(),
  /** All versions of the card, the first one first: what was corrected stays to be read. */
  versions: z.array(z.object({ id: z.uuid(), version: z.int(), createdAt: z.iso.datetime() })),
  /** The reader wrote it and may correct it. */
  mine: z.boolean(),
  enteredForDutyId: z.uuid().nullable(),
  lateReason: z.string().nullable(),
  correctionReason: z.string().nullable(),
  /** Null unless the level is `content`. */
  text: CardText.nullable(),
  content: z.string().nullable(),
  privateNote: z.string().nullable(),
  /** Duties this version fulfils. */
  closes: z.array(z.uuid()),
})
export type Card = z.infer<typeof Card>

/** A child of the household with what is open for it: the form says what it will fulfil before it is saved. */
export const HouseholdChild = z.object({
  id: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  /** Relations of those who are not to be contacted: the form offers them to nobody. */
  keptAway: z.array(z.string()),
  duties: z.array(
    z.object({
      id: z.uuid(),
      key: RuleKey,
      /** Any one of these kinds fulfils it. */
      cardKinds: z.array(CardKind),
      from: LocalDate,
      to: LocalDate,
      dueOn: LocalDate,
      /** Last day on which it is asked for, where a change ends it (K-27). */
      endedOn: LocalDate.nullable(),
      /** Neither excused nor ended: a card can be entered for it later. */
      toDo: z.boolean(),
    }),
  ),
})
export type HouseholdChild = z.infer<typeof HouseholdChild>

const DutyRef = z.object({ dutyId: z.uuid(), key: CardKind, from: LocalDate, dueOn: LocalDate })

export const CardFiled = z.object({
  card: Card,
  /** Duties the card fulfils. */
  closed: z.array(z.uuid()),
  /** By a correction: open again. */
  reopened: z.array(z.uuid()),
  /** Begun duties of the child that are still to do. */
  stillOpen: z.array(DutyRef),
  warnings: z.array(z.enum(['oneVisitor'])),
})
export type CardFiled = z.infer<typeof CardFiled>
