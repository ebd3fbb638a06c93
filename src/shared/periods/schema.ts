import { z } from 'zod'

/** Counted periods, then fixed weekdays, dated spans, the ends of a term, runs of holidays, and what events begin. */
export const Period = z.enum([
  'week',
  'twoWeeks',
  'month',
  'term',
  'schoolYear',
  'civilYear',
  'once',
  'weekdays',
  'dates',
  'termStart',
  'termEnd',
  'holiday',
  'event',
])
export type Period = z.infer<typeof Period>

/** A month or a third of it: 1–10 上旬, 11–20 中旬, 21–end 下旬. */
export const MonthPart = z.enum(['whole', 'early', 'middle', 'late'])
export type MonthPart = z.infer<typeof MonthPart>

/**
 * What begins a window for one child: a file opened, an age reached, a parent home again, a parent found away; an
 * agreement that ends, whose window lies before its last day.
 */
export const EventKind = z.enum(['fileOpened', 'birthday', 'parentHome', 'absenceFound', 'agreementEnds'])
export type EventKind = z.infer<typeof EventKind>

/** What some periods need to know besides their name. */
export const PeriodDetails = z.object({
  /** For `weekdays`: Monday 1 … Sunday 7. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).readonly().optional(),
  /** For `dates`: months of every year, 1–12, and which part of them. */
  months: z.array(z.int().min(1).max(12)).min(1).readonly().optional(),
  part: MonthPart.optional(),
  /** For `termStart` and `termEnd`: teaching weeks; without it 2. */
  weeks: z.int().min(1).max(10).optional(),
  /** For `event`. */
  event: EventKind.optional(),
  /** For `event`: days from the event on, of `agreementEnds` up to the last day; without it 14. */
  days: z.int().min(1).max(92).optional(),
  /** For `birthday`: ages reached. */
  ages: z.array(z.int().min(1).max(18)).readonly().optional(),
})
