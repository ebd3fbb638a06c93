import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import { NoticeList, ReadInput } from '#shared/notices/schema.ts'

const everyone = roles(
  'administrator',
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
)

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: "A person's own notices: urgent cards, due, overdue, gone up the school, the week in figures",
  access: everyone,
  response: NoticeList,
})

export const readNotices = endpoint({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Marks own notices as read',
  access: everyone,
  body: ReadInput,
  response: z.object({ unread: z.int() }),
})
