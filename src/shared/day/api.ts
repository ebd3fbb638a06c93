import { carers, endpoint } from '#shared/contract.ts'
import { MyDay } from '#shared/day/schema.ts'

export const getMyDay = endpoint({
  method: 'GET',
  path: '/api/my-day',
  summary: 'The open duties of a person, the most urgent first',
  access: carers,
  response: MyDay,
})
