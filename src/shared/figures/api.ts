import { z } from 'zod'
import { endpoint, roles, staff } from '#shared/contract.ts'
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
