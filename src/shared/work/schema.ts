import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { Topic } from '#shared/cards/schema.ts'
import { DutyState, RuleKey, SubjectKind } from '#shared/duties/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const written = {
  heldOn: LocalDate,
  /** What was done; may speak of children and is sealed. */
  what: z.string().trim().min(1).max(2000),
  /** How many took part; null = not counted. */
  people: z.int().min(0).max(100_000).nullable().default(null),
  topics: z.array(Topic).max(7).default([]),
  /** Where the evidence lies: a folder, a page, a number. */
  reference: shortText().max(200).default(''),
  /** Asked for when the day is more than the school's limit ago, or after the duty's time. */
  lateReason: shortText().max(200).default(''),
}

export const WorkInput = z.object({
  /** Made by the client: sending twice files one record. */
  id: z.uuid(),
  ...written,
})
export type WorkInput = z.infer<typeof WorkInput>

export const WorkCorrection = WorkInput.extend({ reason: shortText().min(1).max(200) })
export type WorkCorrection = z.infer<typeof WorkCorrection>

/** One version of a record of work. */
export const Work = z.object({
  id: z.uuid(),
  rootId: z.uuid(),
  version: z.int(),
  heldOn: LocalDate,
  people: z.int().nullable(),
  topics: z.array(Topic),
  authorName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** The reader wrote it and may correct it. */
  mine: z.boolean(),
  /** A newer version stands in its place. */
  superseded: z.boolean(),
  enteredLate: z.boolean(),
  /** Null for whom it does not concern: that it was done, when and by whom is all they see (H-12). */
  what: z.string().nullable(),
  reference: z.string().nullable(),
  correctionReason: z.string().nullable(),
})
export type Work = z.infer<typeof Work>

/** A duty with all versions of its record, the newest first. */
export const DutyWork = z.object({
  duty: z.object({
    id: z.uuid(),
    key: RuleKey,
    subjectKind: SubjectKind,
    subjectName: z.string().nullable(),
    pupilId: z.uuid().nullable(),
    className: z.string().nullable(),
    performerRole: Role,
    from: LocalDate,
    to: LocalDate,
    dueOn: LocalDate,
    state: DutyState,
    daysLeft: z.int(),
  }),
  records: z.array(Work),
  /** May this person record that it was done? */
  mayRecord: z.boolean(),
})
export type DutyWork = z.infer<typeof DutyWork>
