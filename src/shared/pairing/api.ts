import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  AgreedChange,
  ChildPairings,
  ConsentInput,
  ConsentsInput,
  Coverage,
  EndInput,
  NeedInput,
  PairingChoices,
  PairingDetail,
  PairingNeed,
  PairingOverview,
  ProposalInput,
  ReviewInput,
  Slip,
  StartInput,
  Suggestion,
  SuggestionInput,
} from '#shared/pairing/schema.ts'

const pairers = roles('principal', 'administrator', 'counsellor', 'classTeacher')
const reviewers = roles('principal', 'administrator', 'counsellor', 'classTeacher', 'helpingTeacher')
const Id = z.object({ id: z.uuid() })
const One = z.object({ pairing: PairingDetail })

export const getPairings = endpoint({
  method: 'GET',
  path: '/api/pairings',
  summary: 'Who helps whom: children with what is missing, helpers with their load, pairings',
  access: carers,
  query: z.object({ ended: z.enum(['yes', 'no']).default('no') }),
  response: PairingOverview,
})

export const getPairingSummary = endpoint({
  method: 'GET',
  path: '/api/pairings/summary',
  summary: 'How many of the children whom the plan asks to pair have every helper (F13)',
  access: carers,
  response: Coverage,
})

export const getPairingChoices = endpoint({
  method: 'GET',
  path: '/api/pairings/choices',
  summary: 'Whom one may choose for a pairing',
  access: pairers,
  response: PairingChoices,
})

export const proposePairings = endpoint({
  method: 'POST',
  path: '/api/pairings',
  summary: 'Proposes pairings, one or the accepted ones of a suggestion; the consents are asked for then',
  access: pairers,
  body: ProposalInput,
  bodyLimit: 4 * 1024 * 1024,
  response: z.object({ proposed: z.int() }),
  takesLong: true,
})

export const getPairing = endpoint({
  method: 'GET',
  path: '/api/pairings/:id',
  summary: 'One pairing with its consents and reviews',
  access: carers,
  params: Id,
  response: One,
})

export const changeAgreed = endpoint({
  method: 'PATCH',
  path: '/api/pairings/:id',
  summary: 'Changes what was agreed and who looks on',
  access: pairers,
  params: Id,
  body: AgreedChange,
  response: One,
})

export const recordConsent = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/consents',
  summary: 'Records the answer of a child, of its guardian or of a helper',
  access: pairers,
  params: Id,
  body: ConsentInput,
  response: One,
})

export const recordConsents = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/consents/several',
  summary: 'Records several who said yes, each as an answer of its own; one that cannot be holds back all',
  access: pairers,
  params: Id,
  body: ConsentsInput,
  response: One,
})

export const startPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/start',
  summary: 'Begins the trial, once everybody agreed and the checks hold',
  access: pairers,
  params: Id,
  body: StartInput,
  response: One,
})

export const reviewPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/reviews',
  summary: 'Checks the effect of a pairing (D22); a trial that goes on becomes one for good',
  access: reviewers,
  params: Id,
  body: ReviewInput,
  response: One,
})

export const endPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/end',
  summary: 'Ends a pairing from today on; a child needs no reason',
  access: pairers,
  params: Id,
  body: EndInput,
  response: One,
})

export const getSlip = endpoint({
  method: 'GET',
  path: '/api/pairings/:id/slip',
  summary: 'The slip of a pupil who helps: the agreed activity only',
  access: pairers,
  params: Id,
  response: Slip,
})

export const getChildPairings = endpoint({
  method: 'GET',
  path: '/api/children/:id/pairings',
  summary: 'Who helps one child, and what it asks of a helper',
  access: carers,
  params: Id,
  response: ChildPairings,
})

export const setPairingNeed = endpoint({
  method: 'PUT',
  path: '/api/children/:id/pairing-need',
  summary: 'Keeps what a child asks of a helper, and who must not be one',
  access: pairers,
  params: Id,
  body: NeedInput,
  response: z.object({ need: PairingNeed }),
})

export const startSuggestion = endpoint({
  method: 'POST',
  path: '/api/pairings/suggestions',
  summary: 'Begins to look for the best helpers of the children that have none',
  access: pairers,
  body: SuggestionInput,
  response: Suggestion,
})

export const getSuggestion = endpoint({
  method: 'GET',
  path: '/api/pairings/suggestions/:id',
  summary: 'How far a search is, and what it found',
  access: pairers,
  params: Id,
  response: Suggestion,
})

export const cancelSuggestion = endpoint({
  method: 'POST',
  path: '/api/pairings/suggestions/:id/cancel',
  summary: 'Stops a search',
  access: pairers,
  params: Id,
  response: Suggestion,
})
