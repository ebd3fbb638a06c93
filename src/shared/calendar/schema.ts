import { z } from 'zod'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'

/** A school day, birthday or window border: 'YYYY-MM-DD' of a day that exists (K-01). */
export const LocalDate = z
  .string()
  .refine(isLocalDate, { error: 'notADate', params: { code: 'not-a-date' } })
  .meta({ format: 'date' })
export type LocalDate = z.infer<typeof LocalDate>

const SchoolYear = z.object({ name: z.string().min(1).max(40), from: LocalDate, to: LocalDate })

export const Term = z.object({ name: z.string().min(1).max(40), from: LocalDate, to: LocalDate })
export type Term = z.infer<typeof Term>

/** A day that is not what its weekday says: a holiday, or a make-up day of teaching on a weekend. */
export const CalendarDay = z.object({
  day: LocalDate,
  kind: z.enum(['holiday', 'makeup']),
  name: z.string().max(40),
})
export type CalendarDay = z.infer<typeof CalendarDay>

/** Everything the duty rules need to know of a school's calendar. Never changed in place: build a new one. */
export const Calendar = z.object({
  years: z.array(SchoolYear).readonly(),
  terms: z.array(Term).readonly(),
  days: z.array(CalendarDay).readonly(),
})
export type Calendar = z.infer<typeof Calendar>
