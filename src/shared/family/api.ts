import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  AbsenceChange,
  AbsenceInput,
  AlertList,
  AlertsQuery,
  CarerChange,
  CarerInput,
  FamilyAlert,
  MemberChange,
  MemberInput,
  NamedChange,
  NamedInput,
  SiblingAnswer,
  Siblings,
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

export const addNamed = endpoint({
  method: 'POST',
  path: '/api/children/:id/named-contacts',
  summary: "Names a second contact or the village children's director on the child's contact card",
  access: writers,
  params: ChildId,
  body: NamedInput,
  response: Changed,
})

export const changeNamed = endpoint({
  method: 'PATCH',
  path: '/api/children/:id/named-contacts/:recordId',
  summary: 'Changes what is known of a named contact, or takes it off the card',
  access: writers,
  params: RecordId,
  body: NamedChange,
  response: Changed,
})

export const listAlerts = endpoint({
  method: 'GET',
  path: '/api/alerts',
  summary:
    'Children in reach about whose care something asks for attention, the most pressing first, 50 a page',
  access: carers,
  query: AlertsQuery,
  response: AlertList,
})

export const getChildAlerts = endpoint({
  method: 'GET',
  path: '/api/children/:id/alerts',
  summary: 'What asks for attention about the care of one child, with the reasons',
  access: carers,
  params: ChildId,
  response: z.object({ alerts: z.array(FamilyAlert) }),
})

export const getSiblings = endpoint({
  method: 'GET',
  path: '/api/children/:id/siblings',
  summary: 'Other children of the household, confirmed or guessed',
  access: carers,
  params: ChildId,
  response: Siblings,
})

export const answerSibling = endpoint({
  method: 'POST',
  path: '/api/children/:id/siblings',
  summary: 'Confirms that two pupils live in one household, or that they do not',
  access: writers,
  params: ChildId,
  body: SiblingAnswer,
  response: Siblings,
})
