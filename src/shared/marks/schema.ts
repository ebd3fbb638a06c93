import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CATEGORIES } from '#shared/marks/rules.ts'
import { shortText } from '#shared/text/schema.ts'

export const CareCategory = z.enum(CATEGORIES)
export type CareCategory = z.infer<typeof CareCategory>

/** What a plan does for a category. */
export const CareParts = z.object({ survey: z.boolean(), archive: z.boolean(), duties: z.boolean() })
export type CareParts = z.infer<typeof CareParts>

/** Why else the school looks after a child, as far as the reader may know it; `archive`, `duties`: by the plan in force today. */
export const CareMark = CareParts.omit({ survey: true }).extend({
  id: z.uuid(),
  version: z.int(),
  category: CareCategory,
  /** First and last day, both included; null = still. */
  from: LocalDate,
  to: LocalDate.nullable(),
  /** What it rests on; null where nothing was said or the reader may not read it. */
  note: z.string().nullable(),
  byName: z.string().nullable(),
})
export type CareMark = z.infer<typeof CareMark>

const note = shortText().min(1).max(200).nullable()

export const MarkInput = z.object({
  /** Made by the client: the same id again records nothing more. */
  id: z.uuid(),
  category: CareCategory,
  from: LocalDate,
  to: LocalDate.nullable().default(null),
  note: note.default(null),
})
export type MarkInput = z.infer<typeof MarkInput>

/** `mistaken`: it was never so; it holds on no day any more. */
export const MarkChange = z.object({
  version: z.int().min(1),
  from: LocalDate.optional(),
  to: LocalDate.nullable().optional(),
  note: note.optional(),
  mistaken: z.literal(true).optional(),
})
export type MarkChange = z.infer<typeof MarkChange>

/** How many children carry a mark today, class by class; what the plan in force does for them. */
export const CategorySurvey = CareParts.extend({
  category: CareCategory,
  children: z.int(),
  classes: z.array(z.object({ id: z.uuid().nullable(), name: z.string().nullable(), children: z.int() })),
})
export type CategorySurvey = z.infer<typeof CategorySurvey>
