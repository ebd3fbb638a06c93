import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  Card,
  CardFiled,
  CardInput,
  CardSummary,
  CorrectionInput,
  HouseholdChild,
  TogetherInput,
} from '#shared/cards/schema.ts'
import { CardKind } from '#shared/duties/schema.ts'

const writers = roles('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
const CardId = z.object({ id: z.uuid() })

export const fileCard = endpoint({
  method: 'POST',
  path: '/api/cards',
  summary: 'Files a card of a talk, a contact with parents or a home visit, and closes the duty it fulfils',
  access: writers,
  body: CardInput,
  response: CardFiled,
})

export const fileTogether = endpoint({
  method: 'POST',
  path: '/api/cards/together',
  summary: 'Files a card for each child of a household, all or none; each is known by its own id',
  access: writers,
  body: TogetherInput,
  response: z.object({ filed: z.array(CardFiled) }),
})

export const getHousehold = endpoint({
  method: 'GET',
  path: '/api/children/:id/household',
  summary: 'The child and the other children of its household, with the duties that a card could fulfil',
  access: carers,
  params: z.object({ id: z.uuid() }),
  response: z.object({ children: z.array(HouseholdChild) }),
})

export const correctCard = endpoint({
  method: 'POST',
  path: '/api/cards/:id/correct',
  summary: 'Files a new version of an own card with a reason; duties are matched anew',
  access: writers,
  params: CardId,
  body: CorrectionInput,
  response: CardFiled,
})

export const getCard = endpoint({
  method: 'GET',
  path: '/api/cards/:id',
  summary: 'One version of a card, as much of it as the reader may see',
  access: carers,
  params: CardId,
  response: z.object({ card: Card }),
})

export const listChildCards = endpoint({
  method: 'GET',
  path: '/api/children/:id/cards',
  summary: "A child's cards, newest first, 50 a page",
  access: carers,
  params: z.object({ id: z.uuid() }),
  query: z.object({ kind: CardKind.optional(), before: z.string().max(80).optional() }),
  response: z.object({ cards: z.array(CardSummary), nextBefore: z.string().nullable() }),
})
