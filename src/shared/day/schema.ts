import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CardKind, DutyState, EvidenceKind, RuleKey, SubjectKind } from '#shared/duties/schema.ts'

/** What a line of the day says, whoever or whatever it is about. */
const DutyLine = z.object({
  dutyId: z.uuid(),
  key: RuleKey,
  evidence: EvidenceKind,
  className: z.string().nullable(),
  state: DutyState,
  daysLeft: z.int(),
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  /** The earliest due day of the windows this line stands for: urgency goes by it. */
  oldestDueOn: LocalDate,
  performerRole: Role,
  /** Further open duties of this kind for the same subject: one line stands for all of them. */
  alsoOpen: z.int(),
  /** An excuse waits for a second person. */
  excuseAsked: z.boolean(),
  /** Nobody holds the performer's role for it today. */
  unassigned: z.boolean(),
})

export const MyDayItem = DutyLine.extend({
  pupilId: z.uuid(),
  pupilName: z.string(),
  village: z.string().nullable(),
  attempts: z.int(),
  lastAttemptOn: LocalDate.nullable(),
  /** Nobody or nobody certain cares for the child at home: comes first (K-76, H-03). */
  noCarer: z.boolean(),
  /** A second person refused the excuse asked for it; why, for the child's own teachers. */
  excuseRefused: z.object({ reason: z.string().nullable() }).nullable(),
  /** The reader owes it; a leader also sees what others owe. */
  mine: z.boolean(),
  /** The others who owe it today: any of them fulfils it. */
  performers: z.array(z.string()),
  /** Whose duty it is, when the reader only covers it. */
  coverFor: z.string().nullable(),
  /** The last reached card, by date and topics only (H-12). */
  lastCard: z.object({ kind: CardKind, heldOn: LocalDate, topics: z.array(z.string()) }).nullable(),
  /** Whom to reach, masked. */
  contact: z
    .object({ who: z.string(), phoneMasked: z.string().nullable(), bestTime: z.string().nullable() })
    .nullable(),
})
export type MyDayItem = z.infer<typeof MyDayItem>

/** A duty of a class, a person or the school, or one about a child that a role of the whole school does. */
export const WorkItem = DutyLine.extend({
  subjectKind: SubjectKind,
  /** Class, person or child; null for the school. */
  subjectName: z.string().nullable(),
})
export type WorkItem = z.infer<typeof WorkItem>

/** urgent = overdue, or no carer; the others by days left: 0, up to 7, the rest of the term. */
export const MyDaySection = z.enum(['urgent', 'dueToday', 'dueSoon', 'thisTerm'])
export type MyDaySection = z.infer<typeof MyDaySection>

export const MyDay = z.object({
  today: LocalDate,
  /** Teaching week of the current term, from 1; null in the holidays. */
  week: z.object({ term: z.string(), number: z.int() }).nullable(),
  /** The ring: of the begun duties that fall due in this month, how many are done, and how many are still open. */
  ring: z.object({ done: z.int(), open: z.int(), total: z.int() }),
  sections: z.array(z.object({ key: MyDaySection, items: z.array(MyDayItem) })),
  /** All lines (one for each child and kind of duty); `shown` are in the sections. */
  open: z.int(),
  shown: z.int(),
  /** What is to do for classes and school, by due day. */
  work: z.array(WorkItem),
  /** No plan adopted yet. */
  planMissing: z.boolean(),
  /** Excuses that wait for the reader's word. */
  excusesAsked: z.int(),
  /** Covers that concern the reader, running or beginning within a week. */
  covers: z.array(
    z.object({
      id: z.uuid(),
      /** The reader covers somebody; otherwise somebody covers the reader. */
      covering: z.boolean(),
      /** The other person. */
      name: z.string(),
      from: LocalDate,
      to: LocalDate,
    }),
  ),
})
export type MyDay = z.infer<typeof MyDay>

/** One duty of the ring. */
export const RingDuty = z.object({
  dutyId: z.uuid(),
  key: RuleKey,
  pupilId: z.uuid(),
  pupilName: z.string(),
  /** Null also where the child is not the reader's to open any more. */
  className: z.string().nullable(),
  mayOpen: z.boolean(),
  dueOn: LocalDate,
  /** Null: still to do. */
  doneOn: LocalDate.nullable(),
})
export type RingDuty = z.infer<typeof RingDuty>
