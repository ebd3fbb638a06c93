import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import {
  BasicsChange,
  CareFile,
  ChildrenPage,
  ChildrenQuery,
  ChildrenSummary,
  DefinitionChoice,
  DefinitionInfo,
  EvaluationReport,
  FileChange,
  Reveal,
} from '#shared/children/schema.ts'
import { endpoint, roles } from '#shared/contract.ts'

const ChildId = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
/** The version after the change, for the next one. */
const Changed = z.object({ version: z.int() })

const everyCarer = roles('counsellor', 'principal', 'archiveKeeper', 'administrator', 'classTeacher', 'helpingTeacher')

export const listChildren = endpoint({
  method: 'GET',
  path: '/api/children',
  summary: 'Children on the list or all pupils, by class and by part of a name, 50 a page',
  access: everyCarer,
  query: ChildrenQuery,
  response: ChildrenPage,
})

export const getChildrenSummary = endpoint({
  method: 'GET',
  path: '/api/children/summary',
  summary: 'How many pupils, how many on the list, files complete, urgent cases',
  access: everyCarer,
  response: ChildrenSummary,
})

export const evaluateChildren = endpoint({
  method: 'POST',
  path: '/api/children/evaluate',
  summary: 'Decides anew for every pupil of the school as of a day, and opens the files that are missing',
  access: roles('archiveKeeper', 'administrator', 'principal'),
  body: z.object({ asOf: LocalDate.optional() }),
  response: EvaluationReport,
})

export const getCareFile = endpoint({
  method: 'GET',
  path: '/api/children/:id',
  summary: "A child's page: basics, family, carers, status under every definition, five clears; the look goes on record",
  access: everyCarer,
  params: ChildId,
  response: CareFile,
})

export const changeFile = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/file',
  summary: 'Changes character, interests, health, goals or keeper; a field changed by somebody else meanwhile is a conflict',
  access: roles('counsellor', 'principal', 'archiveKeeper', 'classTeacher'),
  params: ChildId,
  body: FileChange,
  response: Changed,
})

export const changeBasics = endpoint({
  method: 'PATCH',
  path: '/api/children/:id',
  summary: 'Changes phone, address, boarding and the like; a field changed by somebody else meanwhile is a conflict',
  access: roles('archiveKeeper', 'administrator', 'classTeacher'),
  params: ChildId,
  body: BasicsChange,
  response: Changed,
})

export const openFile = endpoint({
  method: 'POST',
  path: '/api/children/:id/file',
  summary: 'Opens a care file by decision of a person',
  access: roles('principal', 'archiveKeeper'),
  params: ChildId,
  response: Done,
})

export const closeFile = endpoint({
  method: 'POST',
  path: '/api/children/:id/file/close',
  summary: 'Closes the care file of a child that no longer counts, with a reason',
  access: roles('principal', 'archiveKeeper'),
  params: ChildId,
  body: z.object({ reason: z.string().trim().min(1).max(200) }),
  response: Done,
})

export const reveal = endpoint({
  method: 'POST',
  path: '/api/children/:id/reveal',
  summary: 'One full number or address, with a reason; goes on record',
  access: everyCarer,
  params: ChildId,
  body: Reveal,
  response: z.object({ value: z.string() }),
})

export const listDefinitions = endpoint({
  method: 'GET',
  path: '/api/definitions',
  summary: 'Every definition with its parameters, which is primary, and how many count today',
  access: everyCarer,
  response: z.object({ definitions: z.array(DefinitionInfo) }),
})

export const chooseDefinition = endpoint({
  method: 'POST',
  path: '/api/definitions',
  summary: 'Adopts a definition, makes it the primary one, or changes its parameters as a new version; then decides anew',
  access: roles('administrator', 'principal'),
  body: DefinitionChoice,
  response: EvaluationReport,
})
