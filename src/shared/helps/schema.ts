import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** What was done: tutoring, life, a talk, something together, else (R22). */
export const HelpKind = z.enum(['study', 'life', 'talk', 'activity', 'other'])
export type HelpKind = z.infer<typeof HelpKind>

/** One help as its helper writes it down; `came` are places in the pairing, so that no child is named on the way. */
export const OwnHelpInput = z.object({
  /** Made by the client: sent twice it is one help. */
  id: z.uuid(),
  heldOn: LocalDate,
  kind: HelpKind,
  minutes: z.int().min(1).max(600),
  words: shortText().max(500).default(''),
  came: z.array(z.uuid()).min(1).max(40),
})
export type OwnHelpInput = z.infer<typeof OwnHelpInput>

/** The same by a teacher, who says which of the helpers it was; null = everybody who helps in the pairing. */
export const HelpInput = OwnHelpInput.extend({ helperId: z.uuid().nullable().default(null) })
export type HelpInput = z.infer<typeof HelpInput>

export const Help = z.object({
  id: z.uuid(),
  heldOn: LocalDate,
  kind: HelpKind,
  minutes: z.int(),
  /** Null where there is nothing written, or not for this reader: of others who came the reader may know nothing. */
  words: z.string().nullable(),
  /** Who came, as far as the reader knows them. */
  names: z.array(z.string()),
  helperName: z.string().nullable(),
  recordedByName: z.string().nullable(),
  mayWithdraw: z.boolean(),
})
export type Help = z.infer<typeof Help>

/** The log of a pairing: the newest hundred, and how often and how long in all. */
export const HelpLog = z.object({
  times: z.int(),
  minutes: z.int(),
  helps: z.array(Help),
  mayAdd: z.boolean(),
})
export type HelpLog = z.infer<typeof HelpLog>
