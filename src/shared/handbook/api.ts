import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { endpoint, roles } from '#shared/contract.ts'
import { RuleKey } from '#shared/duties/schema.ts'
import {
  CompleteInput,
  DiaryInput,
  DiaryLine,
  EntryChange,
  EntryInput,
  HandbookEntry,
  HandbookPage,
  Handbooks,
  PlanInput,
  TermChild,
  TermDuty,
  TermGroup,
  TermNumber,
  TermRollup,
  WeekPage,
} from '#shared/handbook/schema.ts'

const readers = roles('principal', 'classTeacher')
const writers = roles('classTeacher')
const authors = roles('classTeacher', 'helpingTeacher')
const ClassId = z.object({ classId: z.uuid() })
const Week = z.object({ classId: z.uuid(), on: LocalDate })
const Id = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const listHandbooks = endpoint({
  method: 'GET',
  path: '/api/handbooks',
  summary: 'Which weeks of which classes are kept: the school’s for its head, the own for a class teacher',
  access: readers,
  response: Handbooks,
})

export const getWeekPage = endpoint({
  method: 'GET',
  path: '/api/handbooks/:classId/weeks/:on',
  summary: 'The page of a teaching week, by its Monday: plan, what falls due, what was done, own entries',
  access: readers,
  params: Week,
  response: WeekPage,
})

export const saveWeekPlan = endpoint({
  method: 'PUT',
  path: '/api/handbooks/:classId/weeks/:on',
  summary: 'Writes the planned care work of a week; an older version is refused',
  access: writers,
  params: Week,
  body: PlanInput,
  response: z.object({ page: HandbookPage }),
})

export const completeWeek = endpoint({
  method: 'POST',
  path: '/api/handbooks/:classId/weeks/:on/complete',
  summary: 'Marks a begun week’s page as completed, or opens it again',
  access: writers,
  params: Week,
  body: CompleteInput,
  response: z.object({ page: HandbookPage }),
})

export const getTermRollup = endpoint({
  method: 'GET',
  path: '/api/handbooks/:classId/terms/:id',
  summary: 'A class’s term in figures and entries',
  access: readers,
  params: z.object({ classId: z.uuid(), id: z.uuid() }),
  response: TermRollup,
})

export const listTermDuties = endpoint({
  method: 'GET',
  path: '/api/handbooks/:classId/terms/:id/duties',
  summary: 'The duties behind one number of a class’s term',
  access: readers,
  params: z.object({ classId: z.uuid(), id: z.uuid() }),
  query: z.object({ key: RuleKey, number: TermNumber }),
  response: z.object({ duties: z.array(TermDuty) }),
})

export const listTermChildren = endpoint({
  method: 'GET',
  path: '/api/handbooks/:classId/terms/:id/children',
  summary: 'The children behind the coverage of a class’s term, or behind its cards of a kind',
  access: readers,
  params: z.object({ classId: z.uuid(), id: z.uuid() }),
  query: z.object({ group: TermGroup }),
  response: z.object({ children: z.array(TermChild) }),
})

export const createEntry = endpoint({
  method: 'POST',
  path: '/api/handbooks/:classId/entries',
  summary: 'Adds an entry to a class’s handbook',
  access: writers,
  params: ClassId,
  body: EntryInput,
  response: z.object({ entry: HandbookEntry }),
})

export const changeEntry = endpoint({
  method: 'PATCH',
  path: '/api/handbook-entries/:id',
  summary: 'Changes an own entry of a handbook or a diary',
  access: authors,
  params: Id,
  body: EntryChange,
  response: z.object({ entry: HandbookEntry }),
})

export const removeEntry = endpoint({
  method: 'DELETE',
  path: '/api/handbook-entries/:id',
  summary: 'Takes an own entry out',
  access: authors,
  params: Id,
  query: z.object({ version: z.coerce.number().int().min(1) }),
  response: Done,
})

export const listDiaries = endpoint({
  method: 'GET',
  path: '/api/diaries',
  summary: 'Who keeps a care diary about whom, as counts',
  access: roles('principal', 'classTeacher', 'helpingTeacher'),
  response: z.object({ diaries: z.array(DiaryLine) }),
})

export const getDiary = endpoint({
  method: 'GET',
  path: '/api/children/:id/diary',
  summary: 'The own diary about a child',
  access: roles('helpingTeacher'),
  params: Id,
  response: z.object({
    child: z.object({ id: z.uuid(), name: z.string() }),
    entries: z.array(HandbookEntry),
  }),
})

export const writeDiary = endpoint({
  method: 'POST',
  path: '/api/children/:id/diary',
  summary: 'Adds an entry to the own diary about a child',
  access: roles('helpingTeacher'),
  params: Id,
  body: DiaryInput,
  response: z.object({ entry: HandbookEntry }),
})
