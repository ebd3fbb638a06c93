import { z } from 'zod'
import {
  ContactCard,
  ContactCheckInput,
  ContactLink,
  OwnNumbers,
  OwnNumbersInput,
  PrintedCard,
  RoundInput,
  RoundState,
} from '#shared/contacts/schema.ts'
import { carers, endpoint, roles } from '#shared/contract.ts'

const ChildId = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const writers = roles('archiveKeeper', 'administrator', 'classTeacher')

export const getContactCard = endpoint({
  method: 'GET',
  path: '/api/children/:id/contact-card',
  summary: 'Whom to call for a child, when, and who may decide; the look goes on record',
  access: carers,
  params: ChildId,
  response: ContactCard,
})

export const printContactCard = endpoint({
  method: 'POST',
  path: '/api/children/:id/contact-card/print',
  summary: 'The full numbers for one printed card; goes on record',
  access: carers,
  params: ChildId,
  response: PrintedCard,
})

export const checkContacts = endpoint({
  method: 'POST',
  path: '/api/children/:id/contact-card/check',
  summary: 'Numbers confirmed by telephone or on paper, or found dead',
  access: writers,
  params: ChildId,
  body: ContactCheckInput,
  response: Done,
})

export const makeContactLink = endpoint({
  method: 'POST',
  path: '/api/children/:id/contact-card/link',
  summary: 'A private link by which a guardian confirms the numbers once; an earlier one stops',
  access: writers,
  params: ChildId,
  body: z.object({ memberId: z.uuid() }),
  response: ContactLink,
})

export const decideProposal = endpoint({
  method: 'POST',
  path: '/api/children/:id/contact-proposals/:recordId',
  summary: 'Takes over another number that a guardian gave, or leaves the one on file',
  access: writers,
  params: z.object({ id: z.uuid(), recordId: z.uuid() }),
  body: z.object({ accept: z.boolean() }),
  response: Done,
})

export const getRounds = endpoint({
  method: 'GET',
  path: '/api/contact-rounds',
  summary: 'The round of confirmation of today, its progress by class, and the children of one class',
  access: carers,
  query: z.object({ classId: z.uuid().optional() }),
  response: RoundState,
})

export const startRound = endpoint({
  method: 'POST',
  path: '/api/contact-rounds',
  summary: 'Begins a round in which all numbers are confirmed',
  access: roles('principal', 'archiveKeeper', 'administrator'),
  body: RoundInput,
  response: Done,
})

export const getOwnNumbers = endpoint({
  method: 'GET',
  path: '/api/own-numbers',
  summary: 'The numbers a person of the school has given, and which of them parents may see',
  access: carers,
  response: OwnNumbers,
})

export const saveOwnNumbers = endpoint({
  method: 'PUT',
  path: '/api/own-numbers',
  summary: 'Gives the own numbers and chooses which one parents of the own children may see, if any',
  access: carers,
  body: OwnNumbersInput,
  response: OwnNumbers,
})
