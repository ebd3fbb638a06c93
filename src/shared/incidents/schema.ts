import { z } from 'zod'
import { shortText } from '#shared/text/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { ContactRecord } from '#shared/contacts/schema.ts'

/** What it was, in neutral words (突发事件, R37): what happened and not whose doing it was (P9-19). */
export const IncidentKind = z.enum([
  'hurt',
  'ill',
  'missing',
  'conflict',
  'traffic',
  'water',
  'fire',
  'other',
])
export type IncidentKind = z.infer<typeof IncidentKind>

/** Who has to be told: family (P3-67, P3-68), offices (P3-69), and those whom the protection branch adds (H-04). */
export const Party = z.enum(['carer', 'parent', 'authority', 'town', 'police', 'civilAffairs', 'education'])
export type Party = z.infer<typeof Party>

const Minutes = z
  .int()
  .min(1)
  .max(24 * 60)

/** Minutes for each party, from when they count (K-40), and whether they run for what happened outside school hours (K-42). */
export const EmergencyLimits = z.object({
  carer: Minutes,
  parent: Minutes,
  authority: Minutes,
  town: Minutes,
  from: z.enum(['discovery', 'event']),
  outsideSchool: z.boolean(),
})
export type EmergencyLimits = z.infer<typeof EmergencyLimits>

export const Channel = z.enum(['phone', 'inPerson', 'message', 'letter'])
export type Channel = z.infer<typeof Channel>

const words = (most: number) => shortText().max(most)

/** What is under seal. */
export const IncidentWords = z.object({
  place: words(60).default(''),
  text: words(500).default(''),
  /** What was done first for the child: safety before notices (P3-70). */
  action: words(200).min(1),
})
export type IncidentWords = z.infer<typeof IncidentWords>

export const IncidentInput = z.object({
  /** Made by the client: the same id again files nothing. */
  id: z.uuid(),
  pupilIds: z.array(z.uuid()).min(1).max(20),
  kind: IncidentKind,
  /** Null: nobody knows. */
  occurredAt: z.iso.datetime().nullable().default(null),
  knownAt: z.iso.datetime(),
  atSchool: z.boolean(),
  actedAt: z.iso.datetime(),
  ...IncidentWords.shape,
})
export type IncidentInput = z.infer<typeof IncidentInput>

/** A line added to an incident: somebody was tried or told, a step was taken back, or a word. */
export const StepInput = z
  .object({
    id: z.uuid(),
    kind: z.enum(['tried', 'told', 'takenBack', 'note']),
    noticeId: z.uuid().nullable().default(null),
    /** Of what is taken back. */
    stepId: z.uuid().nullable().default(null),
    channel: Channel.nullable().default(null),
    /** Left out: now, by the server's clock. */
    at: z.iso.datetime().optional(),
    text: words(300).default(''),
  })
  .superRefine(({ kind, noticeId, stepId, channel, text }, context) => {
    const missing = (path: string): void =>
      void context.addIssue({ code: 'custom', path: [path], params: { code: 'required' } })
    if (kind === 'note' && text === '') missing('text')
    if ((kind === 'tried' || kind === 'told') && noticeId === null) missing('noticeId')
    if ((kind === 'tried' || kind === 'told') && channel === null) missing('channel')
    if (kind === 'takenBack' && stepId === null) missing('stepId')
  })
export type StepInput = z.infer<typeof StepInput>

export const WithholdInput = z.object({ id: z.uuid(), noticeId: z.uuid(), reason: words(500).min(1) })
export type WithholdInput = z.infer<typeof WithholdInput>

export const CloseInput = z.object({ id: z.uuid(), outcome: words(500).min(1) })
export type CloseInput = z.infer<typeof CloseInput>

/** Somebody one may ring for this child; the number is opened one at a time, on record. */
export const IncidentContact = z.object({
  id: z.uuid(),
  record: ContactRecord,
  relation: z.string(),
  name: z.string().nullable(),
  phoneMasked: z.string().nullable(),
})
export type IncidentContact = z.infer<typeof IncidentContact>

export const NoticeState = z.enum(['open', 'told', 'withheld'])

/** One notice: who, until when, what became of it. Lateness is counted by rules/clocks.ts, here and on screen alike. */
export const IncidentNotice = z.object({
  id: z.uuid(),
  party: Party,
  pupilId: z.uuid().nullable(),
  /** Null: an office, or the file knows nobody. */
  personId: z.uuid().nullable(),
  relation: z.string().nullable(),
  name: z.string().nullable(),
  state: NoticeState,
  /** Null: without a limit. */
  dueAt: z.iso.datetime().nullable(),
  /** A report of the protection branch (H-04). */
  atOnce: z.boolean(),
  createdAt: z.iso.datetime(),
  toldAt: z.iso.datetime().nullable(),
  /** Times tried without reaching anybody (K-30). */
  tried: z.int(),
  /** Who may be rung for it, the one to be told first; nobody of whom notice is withheld. */
  contacts: z.array(IncidentContact),
  mayWithhold: z.boolean(),
})
export type IncidentNotice = z.infer<typeof IncidentNotice>

export const IncidentStep = z.object({
  id: z.uuid(),
  kind: z.enum(['tried', 'told', 'takenBack', 'withheld', 'note', 'closed']),
  noticeId: z.uuid().nullable(),
  ofStepId: z.uuid().nullable(),
  channel: Channel.nullable(),
  at: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  byName: z.string().nullable(),
  /** Null: none, or not for the reader's eyes. */
  text: z.string().nullable(),
  /** Taken back since: counts no more. */
  takenBack: z.boolean(),
})
export type IncidentStep = z.infer<typeof IncidentStep>

const InvolvedChild = z.object({
  id: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  /** Left the school: what is open is brought to its end, nothing new begins. */
  leftOn: LocalDate.nullable(),
})

const line = {
  id: z.uuid(),
  kind: IncidentKind,
  children: z.array(InvolvedChild),
  knownAt: z.iso.datetime(),
  occurredAt: z.iso.datetime().nullable(),
  atSchool: z.boolean(),
  recordedByName: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** Notices withheld in whatever goes on with its children: when there are more, or fewer, others may be rung. */
  withheld: z.int(),
}

/** A line of the board, with the notices that are still open, the one that is due first before the others. */
export const IncidentLine = z.object({
  ...line,
  open: z.array(
    IncidentNotice.pick({
      id: true,
      party: true,
      dueAt: true,
      atOnce: true,
      createdAt: true,
      relation: true,
    }),
  ),
  told: z.int(),
})
export type IncidentLine = z.infer<typeof IncidentLine>

/** `now` is the server's clock: a phone's own may be wrong. */
export const IncidentBoard = z.object({
  now: z.iso.datetime(),
  /** Not closed; what is overdue or next due first. */
  open: z.array(IncidentLine),
  /** The newest 30. */
  closed: z.array(IncidentLine),
})
export type IncidentBoard = z.infer<typeof IncidentBoard>

export const Incident = z.object({
  ...line,
  now: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  actedAt: z.iso.datetime(),
  limits: EmergencyLimits,
  /** Whether the limits run (K-42). */
  runs: z.boolean(),
  /** Null: that it happened and who is told is all the reader may see. */
  words: IncidentWords.nullable(),
  notices: z.array(IncidentNotice),
  /** Oldest first. */
  steps: z.array(IncidentStep),
  may: z.object({ add: z.boolean(), close: z.boolean() }),
})
export type Incident = z.infer<typeof Incident>

/** What the form begins with: the server's clock, and the school's limits of now. */
export const IncidentForm = z.object({
  now: z.iso.datetime(),
  limits: EmergencyLimits,
  child: InvolvedChild.nullable(),
})
export type IncidentForm = z.infer<typeof IncidentForm>

/** Counts without any child, since the first day of the school year (I15). */
export const IncidentFigures = z.object({
  from: z.iso.date(),
  open: z.int(),
  closed: z.int(),
  /** Notices with a limit that were told, or whose limit has passed; withheld ones are neither (K-42). */
  due: z.int(),
  inTime: z.int(),
})
export type IncidentFigures = z.infer<typeof IncidentFigures>
