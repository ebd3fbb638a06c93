import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** Why a duty need not be done; counted apart from missed (H-13, K-28). */
export const ExcuseKind = z.enum(['away', 'declined', 'unreachable', 'holiday', 'moved', 'other'])
export type ExcuseKind = z.infer<typeof ExcuseKind>

export const ExcuseInput = z.object({
  /** Made by the client: sending twice excuses once. */
  id: z.uuid().optional(),
  kind: ExcuseKind,
  reason: shortText().min(1).max(200),
  /** A time instead of this one window: every window of the child that lies in it whole (K-28). */
  time: z.object({ from: LocalDate, to: LocalDate }).nullable().default(null),
})
export type ExcuseInput = z.infer<typeof ExcuseInput>

/** An excuse that waits for a second person, who must not be the one who asked. */
export const AskedExcuse = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  pupilName: z.string(),
  className: z.string().nullable(),
  /** Null = of whatever falls into the time. */
  key: z.string().nullable(),
  kind: ExcuseKind,
  reason: z.string(),
  from: LocalDate,
  to: LocalDate,
  askedByName: z.string().nullable(),
  /** The reader asked: somebody else decides. */
  mine: z.boolean(),
})
export type AskedExcuse = z.infer<typeof AskedExcuse>

/** What the second person says; a refusal may say why. */
export const ExcuseAnswer = z.object({
  agree: z.boolean(),
  reason: shortText().max(200).default(''),
})
export type ExcuseAnswer = z.infer<typeof ExcuseAnswer>
