import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { carers, endpoint, roles, staff } from '#shared/contract.ts'
import {
  DueList,
  FillInput,
  FillResult,
  RollPreview,
  Task,
  TaskChange,
  TaskDone,
  TaskInput,
  TaskList,
} from '#shared/tasks/schema.ts'

const managers = roles('principal', 'administrator')
const TaskId = z.object({ id: z.uuid() })
const YearId = z.object({ yearId: z.uuid() })

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  summary:
    'The school’s dated work that touches some days (at most 400), and how many duties fall due on each day',
  access: staff,
  query: z.object({ from: LocalDate, to: LocalDate }),
  response: TaskList,
})

export const listDueOn = endpoint({
  method: 'GET',
  path: '/api/tasks/due',
  summary: 'What the reader has to do by one day: the lines behind the number in the calendar',
  access: carers,
  query: z.object({ on: LocalDate }),
  response: DueList,
})

export const listTaskOwners = endpoint({
  method: 'GET',
  path: '/api/tasks/owners',
  summary: 'People of the school who can be given a task',
  access: managers,
  response: z.object({ owners: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const createTask = endpoint({
  method: 'POST',
  path: '/api/tasks',
  summary: 'Adds a task to the year’s calendar',
  access: managers,
  body: TaskInput,
  response: z.object({ task: Task }),
})

export const changeTask = endpoint({
  method: 'PATCH',
  path: '/api/tasks/:id',
  summary: 'Changes a task or moves it to other days',
  access: managers,
  params: TaskId,
  body: TaskChange,
  response: z.object({ task: Task }),
})

export const finishTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:id/done',
  summary: 'Ticks a task off with evidence and note, or takes that back',
  access: staff,
  params: TaskId,
  body: TaskDone,
  response: z.object({ task: Task }),
})

export const removeTask = endpoint({
  method: 'DELETE',
  path: '/api/tasks/:id',
  summary: 'Takes a task out of the calendar',
  access: managers,
  params: TaskId,
  query: z.object({ version: z.coerce.number().int().min(1) }),
  response: z.object({ done: z.literal(true) }),
})

export const fillTasks = endpoint({
  method: 'POST',
  path: '/api/tasks/fill',
  summary: 'Fills a school year with the 42 entries of the plan’s calendar; what is there stays',
  access: managers,
  body: FillInput,
  response: FillResult,
})

export const undoFill = endpoint({
  method: 'POST',
  path: '/api/tasks/fill/undo',
  summary: 'Takes out what was filled in together and nobody has touched since; a second time takes nothing',
  access: managers,
  body: z.object({ id: z.uuid() }),
  response: z.object({ removed: z.int(), kept: z.int() }),
})

export const previewRoll = endpoint({
  method: 'GET',
  path: '/api/tasks/roll',
  summary: 'What of a school year’s tasks would go into the next year, on which days; nothing is saved',
  access: managers,
  query: YearId,
  response: RollPreview,
})

export const rollTasks = endpoint({
  method: 'POST',
  path: '/api/tasks/roll',
  summary: 'Copies a school year’s tasks into the next, a year later; a second time adds nothing',
  access: managers,
  body: YearId,
  response: z.object({ added: z.int() }),
})
