import { z } from 'zod'
import { FirstPassword } from '#shared/accounts/schema.ts'
import { endpoint, roles } from '#shared/contract.ts'
import {
  CheckInput,
  Helper,
  HelperAccountInput,
  HelperChange,
  HelperInput,
  OwnCard,
} from '#shared/helpers/schema.ts'
import { OwnHelpInput } from '#shared/helps/schema.ts'

const keepers = roles('principal', 'administrator')
const Id = z.object({ id: z.uuid() })
const One = z.object({ helper: Helper })

export const listHelpers = endpoint({
  method: 'GET',
  path: '/api/helpers',
  summary: 'People who help children, with their checks and how many children each has',
  access: keepers,
  response: z.object({ helpers: z.array(Helper) }),
})

export const addHelper = endpoint({
  method: 'POST',
  path: '/api/helpers',
  summary: 'Enters one who helps: somebody from outside, or facts about a member of staff',
  access: keepers,
  body: HelperInput,
  response: One,
})

export const changeHelper = endpoint({
  method: 'PATCH',
  path: '/api/helpers/:id',
  summary: 'Changes what is known of one who helps',
  access: keepers,
  params: Id,
  body: HelperChange,
  response: One,
})

export const addHelperCheck = endpoint({
  method: 'POST',
  path: '/api/helpers/:id/checks',
  summary: 'Records a check of somebody from outside with its last day',
  access: keepers,
  params: Id,
  body: CheckInput,
  response: One,
})

export const giveHelperAccount = endpoint({
  method: 'POST',
  path: '/api/helpers/:id/account',
  summary: 'Gives a volunteer an account that shows the own card and nothing else',
  access: roles('administrator'),
  params: Id,
  body: HelperAccountInput,
  response: FirstPassword,
})

export const leaveHelper = endpoint({
  method: 'POST',
  path: '/api/helpers/:id/leave',
  summary: 'Somebody from outside helps no more: the account opens nothing, running pairings end today',
  access: keepers,
  params: Id,
  response: One,
})

export const getOwnCard = endpoint({
  method: 'GET',
  path: '/api/my-card',
  summary: "A volunteer's own card: what was agreed, where, under whose eyes",
  access: roles('volunteer'),
  response: OwnCard,
})

export const recordOwnHelp = endpoint({
  method: 'POST',
  path: '/api/my-card/:id/helps',
  summary: 'A volunteer writes down one help of an own running pairing, from the own card',
  access: roles('volunteer'),
  params: Id,
  body: OwnHelpInput,
  response: z.object({ done: z.literal(true) }),
})
