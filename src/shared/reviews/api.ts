import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import { LookInput, ReviewList } from '#shared/reviews/schema.ts'

export const listReviews = endpoint({
  method: 'GET',
  path: '/api/reviews',
  summary: 'What the principal is asked to look at: cards filed within seconds, of one wording, on days off',
  access: roles('principal'),
  response: ReviewList,
})

export const lookAtReview = endpoint({
  method: 'POST',
  path: '/api/reviews/look',
  summary: 'Marks a finding as looked at, with a note',
  access: roles('principal'),
  body: LookInput,
  response: z.object({ done: z.literal(true) }),
})
