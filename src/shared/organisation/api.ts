import { z } from 'zod'
import { endpoint, roles, staff } from '#shared/contract.ts'
import {
  ClassesInput,
  Organisation,
  SchoolChange,
  SpanChange,
  TermInput,
  YearInput,
} from '#shared/organisation/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const Id = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const managers = roles('administrator', 'principal')

export const getOrganisation = endpoint({
  method: 'GET',
  path: '/api/organisation',
  summary: 'The school with its years, terms and classes, and what the set-up still needs',
  access: staff,
  response: Organisation,
})

export const changeSchool = endpoint({
  method: 'PATCH',
  path: '/api/organisation/school',
  summary: 'Changes name, number, data officer or settings of the school',
  access: managers,
  body: SchoolChange,
  response: Done,
})

export const createYear = endpoint({
  method: 'POST',
  path: '/api/organisation/years',
  summary: 'Creates a school year with its terms, all or nothing',
  access: managers,
  body: YearInput,
  response: Done,
})

export const changeYear = endpoint({
  method: 'PATCH',
  path: '/api/organisation/years/:id',
  summary: 'Changes name or borders of a school year',
  access: managers,
  params: Id,
  body: SpanChange,
  response: Done,
})

export const removeYear = endpoint({
  method: 'DELETE',
  path: '/api/organisation/years/:id',
  summary: 'Removes a school year with its terms, while no class and no duty hangs on it',
  access: managers,
  params: Id,
  response: Done,
})

export const createTerm = endpoint({
  method: 'POST',
  path: '/api/organisation/years/:id/terms',
  summary: 'Adds a term to a school year',
  access: managers,
  params: Id,
  body: TermInput,
  response: Done,
})

export const changeTerm = endpoint({
  method: 'PATCH',
  path: '/api/organisation/terms/:id',
  summary: 'Changes name or borders of a term',
  access: managers,
  params: Id,
  body: SpanChange,
  response: Done,
})

export const removeTerm = endpoint({
  method: 'DELETE',
  path: '/api/organisation/terms/:id',
  summary: 'Removes a term in which no duty falls',
  access: managers,
  params: Id,
  response: Done,
})

export const putClasses = endpoint({
  method: 'PUT',
  path: '/api/organisation/classes',
  summary: 'Creates the classes of a year that do not exist yet; grade and number decide',
  access: managers,
  body: ClassesInput,
  response: z.object({ created: z.int(), kept: z.int() }),
})

export const renameClass = endpoint({
  method: 'PATCH',
  path: '/api/organisation/classes/:id',
  summary: 'Renames a class',
  access: managers,
  params: Id,
  body: z.object({ version: z.int().min(1), name: shortText().min(1).max(40) }),
  response: Done,
})

export const removeClass = endpoint({
  method: 'DELETE',
  path: '/api/organisation/classes/:id',
  summary: 'Removes a class that never had a pupil or a teacher',
  access: managers,
  params: Id,
  response: Done,
})
