import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { EvidenceKind, RuleKey } from '#shared/duties/schema.ts'
import { TransferState } from '#shared/transfers/schema.ts'

/** Whom an overdue duty goes up to: those who owe it, again, or the principal. */
export const EscalationStep = z.object({
  /** Days overdue; the due day itself is still in time (K-25). */
  afterDays: z.int().min(1).max(60),
  to: z.enum(['performer', 'principal']),
})
export type EscalationStep = z.infer<typeof EscalationStep>

export const Escalation = z
  .object({ on: z.boolean(), steps: z.array(EscalationStep).max(5) })
  .refine(
    ({ steps }) => steps.every((step, at) => at === 0 || step.afterDays > (steps[at - 1]?.afterDays ?? 0)),
    { path: ['steps'], params: { code: 'invalid' } },
  )
export type Escalation = z.infer<typeof Escalation>

/** What a week was and what the next one asks, counted when it was made; fits one screen of a phone. */
export const Digest = z.object({
  /** Monday of the week that begins. */
  week: LocalDate,
  /** Duties whose windows closed in the week before (K-29). */
  last: z.object({
    onTime: z.int(),
    late: z.int(),
    missed: z.int(),
    excused: z.int(),
    percent: z.number().nullable(),
  }),
  thisWeek: z.object({ duties: z.int(), children: z.int() }),
  /** Of classes, staff and school: due this week, and overdue as it begins. */
  work: z.object({ duties: z.int(), overdue: z.int() }).default({ duties: 0, overdue: 0 }),
  overdue: z.int(),
  /** Leaders: to do with nobody to do it. */
  unassigned: z.int().nullable(),
  /** Leaders: classes with the most overdue duties. */
  classes: z.array(z.object({ classId: z.uuid(), overdue: z.int() })),
})
export type Digest = z.infer<typeof Digest>

const common = {
  id: z.uuid(),
  day: LocalDate,
  createdAt: z.iso.datetime(),
  read: z.boolean(),
  /** Nothing of what it says is left to do for its reader: done since, excused, or in somebody else's hands. */
  settled: z.boolean(),
}

/** There is an urgent card: whose, by whom, when; never what it says (H-05, H-12). */
export const UrgentNotice = z.object({
  ...common,
  kind: z.literal('urgent'),
  pupilId: z.uuid(),
  pupilName: z.string(),
  className: z.string().nullable(),
  /** The card as it stands now. */
  cardId: z.uuid(),
  authorName: z.string().nullable(),
  heldOn: LocalDate,
  /** The author has since corrected the card, which is not urgent any more. */
  corrected: z.boolean(),
})
export type UrgentNotice = z.infer<typeof UrgentNotice>

export const DueTodayNotice = z.object({
  ...common,
  kind: z.literal('dueToday'),
  count: z.int(),
  children: z.int(),
})
export const OverdueNotice = z.object({
  ...common,
  kind: z.literal('overdue'),
  count: z.int(),
  children: z.int(),
  /** Days the oldest has been overdue. */
  longest: z.int(),
  /** Of them those that have waited so long that the school's steps ask for them again. */
  dragging: z.int().default(0),
})
export const EscalationNotice = z.object({
  ...common,
  kind: z.literal('escalation'),
  to: EscalationStep.shape.to,
  count: z.int(),
  longest: z.int(),
})
export const DigestNotice = z.object({
  ...common,
  kind: z.literal('digest'),
  digest: Digest.extend({
    classes: z.array(z.object({ classId: z.uuid(), className: z.string(), overdue: z.int() })),
  }),
})

const ofTransfer = {
  ...common,
  transferId: z.uuid(),
  /** The other school. */
  otherName: z.string(),
  /** 林**, unless this school has the child. */
  name: z.string(),
  className: z.string().nullable(),
  state: TransferState,
}

/** Another school asks to take a child over: no more of it than the request says (H-22). */
export const TransferAskedNotice = z.object({
  ...ofTransfer,
  kind: z.literal('transferAsked'),
  /** Last day to answer. */
  expiresOn: LocalDate,
})
export type TransferAskedNotice = z.infer<typeof TransferAskedNotice>

/** What became of a request of this school: taken over, refused, or never answered. */
export const TransferAnsweredNotice = z.object({ ...ofTransfer, kind: z.literal('transferAnswered') })
export type TransferAnsweredNotice = z.infer<typeof TransferAnsweredNotice>

/** What became of an excuse that the reader asked for (H-13): agreed, or refused with the reason if one was given. */
export const ExcuseAnsweredNotice = z.object({
  ...common,
  kind: z.literal('excuseAnswered'),
  pupilId: z.uuid(),
  pupilName: z.string(),
  className: z.string().nullable(),
  agreed: z.boolean(),
  reason: z.string().nullable(),
  /** The time it was asked for. */
  from: LocalDate,
  to: LocalDate,
  /** Null = of whatever falls into the time. */
  duty: z.object({ id: z.uuid(), key: RuleKey, evidence: EvidenceKind, late: z.boolean() }).nullable(),
})
export type ExcuseAnsweredNotice = z.infer<typeof ExcuseAnsweredNotice>
/**
 * Something has happened (P3-71): how many are still to be told, how many of them too late, and how many reports are to be made at
 * once (H-04). Whom and what says the incident.
 */
export const IncidentNotice = z.object({
  ...common,
  kind: z.literal('incident'),
  incidentId: z.uuid(),
  /** Not told yet, the reports among them. */
  waiting: z.int(),
  late: z.int(),
  /** To be made at once (H-04). */
  reports: z.int(),
})
export type IncidentNotice = z.infer<typeof IncidentNotice>

export const Notice = z.discriminatedUnion('kind', [
  IncidentNotice,
  UrgentNotice,
  DueTodayNotice,
  OverdueNotice,
  EscalationNotice,
  DigestNotice,
  TransferAskedNotice,
  TransferAnsweredNotice,
  ExcuseAnsweredNotice,
])
export type Notice = z.infer<typeof Notice>

export const NoticeList = z.object({
  /** Of those that are not settled. */
  unread: z.int(),
  /** Unread first, then the newest; the last fifty. */
  items: z.array(Notice),
})
export type NoticeList = z.infer<typeof NoticeList>

export const ReadInput = z.object({ ids: z.array(z.uuid()).min(1).max(100) })
export type ReadInput = z.infer<typeof ReadInput>
