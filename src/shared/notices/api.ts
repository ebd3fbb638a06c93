import { z } from 'zod'
import { carers, endpoint } from '#shared/contract.ts'
import { NoticeList, ReadInput } from '#shared/notices/schema.ts'

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: "A person's own notices: urgent cards, due, overdue, gone up the school, the week in figures",
  access: carers,
  response: NoticeList,
})

export const readNotices = endpoint({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Marks own notices as read',
  access: carers,
  body: ReadInput,
  response: z.object({ unread: z.int() }),
})
