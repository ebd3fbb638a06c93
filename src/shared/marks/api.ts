import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import { CategorySurvey, MarkChange, MarkInput } from '#shared/marks/schema.ts'

const writers = roles('counsellor', 'principal', 'archiveKeeper', 'classTeacher')
/** The version after the change, for the next one. */
const Changed = z.object({ version: z.int() })

export const addMark = endpoint({
  method: 'POST',
  path: '/api/children/:id/marks',
  summary: 'Records why else a plan looks after the child; file and duties follow at once',
  access: writers,
  params: z.object({ id: z.uuid() }),
  body: MarkInput,
  response: Changed,
})

export const changeMark = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/marks/:recordId',
  summary: 'Ends a mark, corrects it, or says that it was entered by mistake',
  access: writers,
  params: z.object({ id: z.uuid(), recordId: z.uuid() }),
  body: MarkChange,
  response: Changed,
})

export const surveyMarks = endpoint({
  method: 'GET',
  path: '/api/marks',
  summary: 'How many children carry each mark today, class by class, and what the plan does for them',
  access: writers,
  response: z.object({ categories: z.array(CategorySurvey) }),
})
