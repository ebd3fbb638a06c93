import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import { Board, BoardList, BoardListQuery, Month } from '#shared/figures/schema.ts'

const readers = roles('principal', 'administrator', 'classTeacher')

export const getBoard = endpoint({
  method: 'GET',
  path: '/api/board',
  summary:
    'Coverage of a month: per class and duty, who was not reached, the months, the load; a class teacher sees the own class',
  access: readers,
  query: z.object({ month: Month.optional() }),
  response: Board,
})

export const listBoard = endpoint({
  method: 'GET',
  path: '/api/board/list',
  summary: 'The duties behind a number of the board, 50 a page',
  access: readers,
  query: BoardListQuery,
  response: BoardList,
})
