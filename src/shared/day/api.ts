import { z } from 'zod'
import { carers, endpoint } from '#shared/contract.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { MyDay, RingDuty } from '#shared/day/schema.ts'

export const getMyDay = endpoint({
  method: 'GET',
  path: '/api/my-day',
  summary: 'The open duties of a person, the most urgent first',
  access: carers,
  response: MyDay,
})

export const listMyRing = endpoint({
  method: 'GET',
  path: '/api/my-day/ring',
  summary: 'The own duties that the ring of the month counts; leaders have the board for theirs',
  access: carers,
  response: z.object({ today: LocalDate, duties: z.array(RingDuty) }),
})
