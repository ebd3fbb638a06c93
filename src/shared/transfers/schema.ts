import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** `left`: to a school that does not work with this installation; the others name a request between two that do. */
export const TransferState = z.enum(['asked', 'accepted', 'refused', 'withdrawn', 'expired', 'left'])
export type TransferState = z.infer<typeof TransferState>

/**
 * One request or receipt as one of the two schools sees it. Until it is accepted the receiving school knows no more of
 * the child than stands here; afterwards the sending school does not (docs/adr/0022).
 */
export const Transfer = z.object({
  id: z.uuid(),
  side: z.enum(['out', 'in']),
  otherName: z.string(),
  state: TransferState,
  /** The child's page, where this school has one. */
  pupilId: z.uuid().nullable(),
  /** In full only where this school has the child, or had it until it left for one outside. */
  name: z.string().nullable(),
  /** 林** */
  nameMasked: z.string(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthYear: z.int(),
  /** The class at the sending school. */
  className: z.string().nullable(),
  note: z.string().nullable(),
  /** Why it was refused. */
  answer: z.string().nullable(),
  askedByName: z.string().nullable(),
  askedOn: LocalDate,
  /** Last day on which it can be accepted. */
  expiresOn: LocalDate,
  decidedByName: z.string().nullable(),
  /** Of `left`: the day on which the school outside confirmed the child; until then it counts as lost (K-53). */
  decidedOn: LocalDate.nullable(),
  /** Of `left`: the child is on the roster again. */
  back: z.boolean(),
  /** The ID number stands on the receiving school's roster already: the two entries are merged afterwards. */
  idTaken: z.boolean(),
})
export type Transfer = z.infer<typeof Transfer>

export const TransferInput = z.object({
  /** Made by the client. */
  id: z.uuid(),
  pupilId: z.uuid(),
  toSchoolId: z.uuid(),
  note: shortText().max(300).default(''),
})
export type TransferInput = z.infer<typeof TransferInput>

export const ClassMove = z.object({
  classId: z.uuid(),
  /** First day in the new class; not in the future. */
  from: LocalDate,
})
export type ClassMove = z.infer<typeof ClassMove>

export const Leaving = z.object({
  /** Made by the client. */
  id: z.uuid(),
  /** First day on which the child does not belong to the school any more; not in the future. */
  on: LocalDate,
  /** Where to: a school outside, 务工地学校, or what the family said. */
  to: shortText().min(1).max(80),
  /** Why, in a sentence; kept under seal. */
  reason: shortText().max(300).default(''),
})
export type Leaving = z.infer<typeof Leaving>

/** A child that had left is at the school again. */
export const Return = z.object({
  classId: z.uuid(),
  /** First day at school again: from the day of leaving on (then it never left), not in the future. */
  from: LocalDate,
})
export type Return = z.infer<typeof Return>

/** The day on which a school outside said that the child is with it; from the day of leaving on, not in the future. */
export const Confirmation = z.object({
  /** Null: it has not, after all. */
  on: LocalDate.nullable(),
  /** The day noted before that this one takes the place of; null: none was. */
  instead: LocalDate.nullable().default(null),
})
export type Confirmation = z.infer<typeof Confirmation>

/** What the school before did for a child: a duty as it stood on the day of the transfer. */
export const CarriedDuty = z.object({
  id: z.uuid(),
  key: z.string(),
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  state: z.enum(['done', 'late', 'missed', 'excused']),
  doneOn: LocalDate.nullable(),
  fromSchool: z.string().nullable(),
})
export type CarriedDuty = z.infer<typeof CarriedDuty>
