import { z } from 'zod'
import { endpoint, FileAnswer, roles, staff } from '#shared/contract.ts'
import {
  Board,
  BoardList,
  BoardListQuery,
  BoardQuery,
  ClassBoard,
  DepartmentBoard,
  DepartmentDuties,
  DepartmentDutiesQuery,
  DepartmentTasks,
  DepartmentTasksQuery,
  Month,
  OutsideQuery,
  OutsideReport,
  Schooling,
  SchoolingList,
  SchoolingListQuery,
  SchoolingQuery,
  WorkBoard,
  WorkList,
  WorkListQuery,
} from '#shared/figures/schema.ts'

const readers = roles('principal', 'administrator', 'classTeacher')

export const getBoard = endpoint({
  method: 'GET',
  path: '/api/board',
  summary:
    'Coverage of a month: per class and duty, who was not reached, the months, the load; of one grade if asked; a class teacher sees the own class',
  access: readers,
  query: BoardQuery,
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

export const getClassBoard = endpoint({
  method: 'GET',
  path: '/api/board/classes/:id',
  summary:
    'Every child of a class with the state of each duty of a month; a class teacher sees the own class',
  access: readers,
  params: z.object({ id: z.uuid() }),
  query: z.object({ month: Month.optional() }),
  response: ClassBoard,
})

export const getWorkBoard = endpoint({
  method: 'GET',
  path: '/api/board/work',
  summary:
    'What classes, staff and school had to do in a month, by kind; of one grade if asked; a class teacher sees the own',
  access: readers,
  query: BoardQuery,
  response: WorkBoard,
})

export const listWorkBoard = endpoint({
  method: 'GET',
  path: '/api/board/work/list',
  summary: 'The duties of classes, staff and school behind a number of the board, 50 a page',
  access: readers,
  query: WorkListQuery,
  response: WorkList,
})

export const getDepartmentBoard = endpoint({
  method: 'GET',
  path: '/api/board/departments',
  summary:
    'Of each department the tasks of a month and what its members owed in it; whoever heads one sees the own, others none',
  access: staff,
  query: z.object({ month: Month.optional() }),
  response: DepartmentBoard,
})

export const listDepartmentTasks = endpoint({
  method: 'GET',
  path: '/api/board/departments/tasks',
  summary: 'The tasks behind a number of a department',
  access: staff,
  query: DepartmentTasksQuery,
  response: DepartmentTasks,
})

export const listDepartmentDuties = endpoint({
  method: 'GET',
  path: '/api/board/departments/duties',
  summary: 'What members of a department owe, behind a number of it, 50 a page; no child is named',
  access: staff,
  query: DepartmentDutiesQuery,
  response: DepartmentDuties,
})

/** The figures of the whole school and what of them leaves it. */
const schoolReaders = roles('principal', 'administrator', 'archiveKeeper')

export const getSchooling = endpoint({
  method: 'GET',
  path: '/api/board/schooling',
  summary: 'Enrolment of a day, retention of a term and the trend of a year of the children on the list',
  access: schoolReaders,
  query: SchoolingQuery,
  response: Schooling,
})

export const listSchooling = endpoint({
  method: 'GET',
  path: '/api/board/schooling/list',
  summary: 'The children behind a number of it, with the reason of those without a place, 50 a page',
  access: schoolReaders,
  query: SchoolingListQuery,
  response: SchoolingList,
})

export const getOutsideReport = endpoint({
  method: 'GET',
  path: '/api/board/outside',
  summary: 'Counts for township and county as they leave the school: small ones hidden, nobody named',
  access: schoolReaders,
  query: OutsideQuery,
  response: OutsideReport,
})

export const exportOutsideReport = endpoint({
  method: 'POST',
  path: '/api/board/outside/export',
  summary: 'The same as an Excel file; goes on record',
  access: schoolReaders,
  body: OutsideQuery.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  download: true,
  response: FileAnswer,
})

export const printOutsideReport = endpoint({
  method: 'POST',
  path: '/api/board/outside/print',
  summary: 'Puts on record that the same is printed',
  access: schoolReaders,
  body: OutsideQuery,
  response: z.object({ done: z.literal(true) }),
})
