import { z } from 'zod'
import { ChildrenQuery } from '#shared/children/schema.ts'
import { carers, endpoint, FileAnswer, roles } from '#shared/contract.ts'
import {
  FileChange,
  FileClosing,
  FileOpening,
  FileRecord,
  GoalInput,
  Keeper,
  OwnField,
  OwnFieldInput,
  RenewalList,
  RenewalRule,
  RenewalSection,
} from '#shared/files/schema.ts'

const ChildId = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const fileWriters = roles('counsellor', 'principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher')

export const changeFile = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/file',
  summary:
    'Changes fields of the file or its keeper; a field changed by somebody else meanwhile is a conflict that shows both',
  access: fileWriters,
  params: ChildId,
  body: FileChange,
  /** The version after the change, for the next one. */
  response: z.object({ version: z.int() }),
})

export const getFileRecord = endpoint({
  method: 'GET',
  path: '/api/children/:id/file',
  summary:
    "What was stated of the child's five goals, confirmed of its file, and when the file was opened and closed",
  access: carers,
  params: ChildId,
  response: FileRecord,
})

export const listKeepers = endpoint({
  method: 'GET',
  path: '/api/children/:id/keepers',
  summary: 'Whom the file of a child can be handed to: who holds a post that reaches the child',
  access: fileWriters,
  params: ChildId,
  response: z.object({ keepers: z.array(Keeper) }),
})

export const openFile = endpoint({
  method: 'POST',
  path: '/api/children/:id/file',
  summary: 'Opens a care file by decision of a person, or opens it again after it was closed',
  access: roles('principal', 'archiveKeeper'),
  params: ChildId,
  body: FileOpening,
  response: Done,
})

export const closeFile = endpoint({
  method: 'POST',
  path: '/api/children/:id/file/close',
  summary: 'Closes the care file of a child that no longer counts, with a reason',
  access: roles('principal', 'archiveKeeper'),
  params: ChildId,
  body: FileClosing,
  response: Done,
})

export const stateGoal = endpoint({
  method: 'POST',
  path: '/api/children/:id/goals',
  summary:
    'States how one of the five goals stands, on whose word and by what evidence; earlier statements stay',
  access: fileWriters,
  params: ChildId,
  body: GoalInput,
  response: Done,
})

export const confirmSections = endpoint({
  method: 'POST',
  path: '/api/children/:id/renewal',
  summary: 'Confirms today that sections of the file are right as they stand',
  access: fileWriters,
  params: ChildId,
  body: z.object({ sections: z.array(RenewalSection).min(1) }),
  response: Done,
})

export const printFile = endpoint({
  method: 'POST',
  path: '/api/children/:id/print',
  summary: 'Puts on record that the file is printed, and as far as which tier',
  access: carers,
  params: ChildId,
  response: Done,
})

export const listRenewals = endpoint({
  method: 'GET',
  path: '/api/renewals',
  summary: "The round of renewal that is on, and whose file is not renewed yet, of the person's children",
  access: carers,
  response: RenewalList,
})

export const setRenewalRule = endpoint({
  method: 'POST',
  path: '/api/renewals',
  summary: 'Sets when files are renewed: windows of the year, each term, after changes; any or none',
  access: roles('principal', 'archiveKeeper'),
  body: RenewalRule,
  response: Done,
})

export const listOwnFields = endpoint({
  method: 'GET',
  path: '/api/own-fields',
  summary: 'The fields the school has added itself, each as it is asked now',
  access: carers,
  response: z.object({ fields: z.array(OwnField), maySet: z.boolean() }),
})

const setters = roles('administrator', 'principal', 'archiveKeeper')

export const addOwnField = endpoint({
  method: 'POST',
  path: '/api/own-fields',
  summary:
    'Adds a field of the school: a text, a number, a date or a choice, with the reason why it is asked',
  access: setters,
  body: z.object({ id: z.uuid(), field: OwnFieldInput }),
  response: Done,
})

export const changeOwnField = endpoint({
  method: 'POST',
  path: '/api/own-fields/:id',
  summary:
    'The next version of a field of the school; its kind stays, retired it is asked no more and its values stay',
  access: setters,
  params: ChildId,
  body: z.object({ version: z.int().min(1), field: OwnFieldInput, retired: z.boolean().default(false) }),
  response: z.object({ version: z.int() }),
})

export const exportChildren = endpoint({
  method: 'POST',
  path: '/api/children/export',
  summary: 'The list as an Excel file, masked, with the basic fields of the school; goes on record',
  access: roles('administrator', 'principal', 'archiveKeeper', 'classTeacher', 'counsellor'),
  takesLong: true,
  body: ChildrenQuery.omit({ page: true, mark: true }).extend({
    locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  download: true,
  response: FileAnswer,
})
