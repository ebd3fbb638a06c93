import { z } from 'zod'
import { AgreementKind } from '#shared/agreements/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CardSummary } from '#shared/cards/schema.ts'
import { AbsenceKind, CarerKind, Reason, StatusEnd } from '#shared/children/schema.ts'
import { CheckWay } from '#shared/contacts/schema.ts'
import { Duty } from '#shared/duties/schema.ts'
import { CloseKind, Goal, GoalState, OpenKind, RenewalSection, ToldBy } from '#shared/files/schema.ts'
import { HelpKind } from '#shared/helps/schema.ts'
import { PairingKind, ReviewResult } from '#shared/pairing/schema.ts'

const paired = { pairing: PairingKind, who: z.array(z.string()) }
const agreed = { agreement: AgreementKind, from: LocalDate, to: LocalDate.nullable() }

/** What happened on a day, beside duties and cards. A new kind: one schema here, one select in server/timeline/reads.ts. */
export const TimelineEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('absenceFrom'),
    who: z.string(),
    why: AbsenceKind,
    place: z.string().nullable(),
  }),
  z.object({ kind: z.literal('absenceTo'), who: z.string(), why: AbsenceKind }),
  z.object({ kind: z.literal('carerFrom'), carer: CarerKind, relation: z.string() }),
  z.object({ kind: z.literal('carerTo'), carer: CarerKind, relation: z.string() }),
  z.object({
    kind: z.literal('statusFrom'),
    definition: z.string(),
    result: z.enum(['counted', 'toVerify']),
    reasons: z.array(Reason),
  }),
  z.object({ kind: z.literal('statusTo'), definition: z.string(), ended: StatusEnd }),
  z.object({ kind: z.literal('classFrom'), className: z.string() }),
  z.object({ kind: z.literal('fileOpened'), why: OpenKind.nullable() }),
  z.object({ kind: z.literal('fileClosed'), why: CloseKind.nullable() }),
  z.object({ kind: z.literal('renewed'), sections: z.array(RenewalSection), by: z.string().nullable() }),
  z.object({ kind: z.literal('goal'), goal: Goal, state: GoalState, toldBy: ToldBy }),
  z.object({ kind: z.literal('pairingFrom'), ...paired }),
  z.object({ kind: z.literal('pairingTo'), ...paired }),
  z.object({ kind: z.literal('pairingReview'), ...paired, result: ReviewResult }),
  z.object({ kind: z.literal('help'), help: HelpKind, minutes: z.int() }),
  z.object({ kind: z.literal('agreementSigned'), ...agreed }),
  z.object({ kind: z.literal('agreementTo'), ...agreed }),
  z.object({ kind: z.literal('attachments'), count: z.int() }),
  z.object({
    kind: z.literal('contactChecked'),
    way: CheckWay.nullable(),
    result: z.enum(['confirmed', 'corrected']),
  }),
  z.object({
    kind: z.literal('transfer'),
    side: z.enum(['out', 'in']),
    state: z.enum(['asked', 'accepted']),
    school: z.string(),
  }),
])
export type TimelineEvent = z.infer<typeof TimelineEvent>

/** One line: a duty at its due day, a card at the day it was held, an event at its day. */
export const TimelineItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('duty'), on: LocalDate, duty: Duty }),
  z.object({ type: z.literal('card'), on: LocalDate, card: CardSummary }),
  z.object({ type: z.literal('event'), on: LocalDate, id: z.uuid(), event: TimelineEvent }),
])
export type TimelineItem = z.infer<typeof TimelineItem>
