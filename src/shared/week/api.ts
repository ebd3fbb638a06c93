import { endpoint, roles } from '#shared/contract.ts'
import { MyChildren, MyWeek } from '#shared/week/schema.ts'

const everyone = roles(
  'administrator',
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
)

export const getMyWeek = endpoint({
  method: 'GET',
  path: '/api/my-week',
  summary: 'The open duties of a person for seven days, by the day they fall due',
  access: everyone,
  response: MyWeek,
})

export const getMyChildren = endpoint({
  method: 'GET',
  path: '/api/my-children',
  summary: "A teacher's own children with the last contact and the next duty, the most urgent first",
  access: everyone,
  response: MyChildren,
})
