import { carers, endpoint } from '#shared/contract.ts'
import { MyChildren, MyWeek } from '#shared/week/schema.ts'

export const getMyWeek = endpoint({
  method: 'GET',
  path: '/api/my-week',
  summary: 'The open duties of a person for seven days, by the day they fall due',
  access: carers,
  response: MyWeek,
})

export const getMyChildren = endpoint({
  method: 'GET',
  path: '/api/my-children',
  summary: "A teacher's own children with the last contact and the next duty, the most urgent first",
  access: carers,
  response: MyChildren,
})
