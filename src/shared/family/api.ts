import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import {
  AbsenceChange,
  AbsenceInput,
  CarerChange,
  CarerInput,
  MemberChange,
  MemberInput,
} from '#shared/family/schema.ts'

const ChildId = z.object({ id: z.uuid() })
const RecordId = z.object({ id: z.uuid(), recordId: z.uuid() })
/** The record's version after the change. After each the child's status is decided anew. */
const Changed = z.object({ version: z.int() })
const writers = roles('archiveKeeper', 'administrator', 'classTeacher')

export const addMember = endpoint({
  method: 'POST',
  path: '/api/children/:id/members',
  summary: 'Adds a parent or other member of the family',
  access: writers,
  params: ChildId,
  body: MemberInput,
  response: Changed,
})

export const changeMember = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/members/:recordId',
  summary: 'Changes what is known of a member of the family',
  access: writers,
  params: RecordId,
  body: MemberChange,
  response: Changed,
})

export const addAbsence = endpoint({
  method: 'POST',
  path: '/api/children/:id/members/:recordId/absences',
  summary: 'Records that a parent is or was away',
  access: writers,
  params: RecordId,
  body: AbsenceInput,
  response: Changed,
})

export const changeAbsence = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/absences/:recordId',
  summary: 'Corrects an absence, or ends it on the first day at home again',
  access: writers,
  params: RecordId,
  body: AbsenceChange,
  response: Changed,
})

export const addCarer = endpoint({
  method: 'POST',
  path: '/api/children/:id/carers',
  summary: 'Records who cares for the child from a day on; the one before ends the day before',
  access: writers,
  params: ChildId,
  body: CarerInput,
  response: Changed,
})

export const changeCarer = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/carers/:recordId',
  summary: 'Corrects what is known of a carer',
  access: writers,
  params: RecordId,
  body: CarerChange,
  response: Changed,
})
