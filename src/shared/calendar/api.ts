import { z } from 'zod'
import { CalendarDay, LocalDate } from '#shared/calendar/schema.ts'
import { endpoint, roles, staff } from '#shared/contract.ts'

const YearQuery = z.object({ yearId: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const managers = roles('administrator', 'principal')

export const listCalendarDays = endpoint({
  method: 'GET',
  path: '/api/calendar',
  summary: 'Holidays and make-up days of a school year, as the school has confirmed them',
  access: staff,
  query: YearQuery,
  response: z.object({ days: z.array(CalendarDay) }),
})

export const proposeCalendarDays = endpoint({
  method: 'GET',
  path: '/api/calendar/proposals',
  summary: 'The public holidays and make-up days of a school year as proposals; nothing is saved',
  access: managers,
  query: YearQuery,
  response: z.object({
    /** `known`: the school has this day already; `differs`: it has it with another kind. */
    days: z.array(CalendarDay.extend({ state: z.enum(['new', 'known', 'differs']) })),
    /** Civil years of the school year for which no holidays are published yet: to be entered by hand. */
    missingYears: z.array(z.int()),
  }),
})

export const saveCalendarDays = endpoint({
  method: 'POST',
  path: '/api/calendar/days',
  summary: 'Adds or replaces special days: confirmed proposals or a single day',
  access: managers,
  body: z.object({ days: z.array(CalendarDay).min(1).max(400) }),
  response: z.object({ saved: z.int() }),
})

export const removeCalendarDay = endpoint({
  method: 'DELETE',
  path: '/api/calendar/days/:day',
  summary: 'Makes a special day an ordinary one again',
  access: managers,
  params: z.object({ day: LocalDate }),
  response: Done,
})
