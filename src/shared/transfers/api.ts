import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  CarriedDuty,
  ClassMove,
  Confirmation,
  Leaving,
  Return,
  Transfer,
  TransferInput,
} from '#shared/transfers/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const keepers = roles('principal', 'archiveKeeper')
const Id = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const listTransfers = endpoint({
  method: 'GET',
  path: '/api/transfers',
  summary: 'Requests from and to this school, open ones first, and the receipts of children who went',
  access: keepers,
  response: z.object({ transfers: z.array(Transfer) }),
})

export const listOtherSchools = endpoint({
  method: 'GET',
  path: '/api/transfers/schools',
  summary: 'The other schools that work with this installation',
  access: keepers,
  response: z.object({ schools: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const askTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers',
  summary: 'Asks another school to take a child over; until it accepts, the child stays here',
  access: keepers,
  body: TransferInput,
  response: Done,
})

export const acceptTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers/:id/accept',
  summary:
    'Takes a child over into a class: file, family, cards and what was done come along in one transaction',
  access: keepers,
  takesLong: true,
  params: Id,
  body: z.object({ classId: z.uuid() }),
  response: z.object({ pupilId: z.uuid() }),
})

export const refuseTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers/:id/refuse',
  summary: 'Does not take the child over, with a reason; the child stays with the sending school',
  access: keepers,
  params: Id,
  body: z.object({ reason: shortText().min(1).max(300) }),
  response: Done,
})

export const withdrawTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers/:id/withdraw',
  summary: 'Takes back a request that has not been answered',
  access: keepers,
  params: Id,
  response: Done,
})

export const moveToClass = endpoint({
  method: 'POST',
  path: '/api/children/:id/class',
  summary: 'Another class of the same school from a day on; what is still to be done goes along',
  access: roles('principal', 'archiveKeeper', 'administrator'),
  params: Id,
  body: ClassMove,
  response: Done,
})

export const leaveSchool = endpoint({
  method: 'POST',
  path: '/api/children/:id/leave',
  summary:
    'Leaves for a school that does not work with this installation: the file is closed, a receipt is kept',
  access: keepers,
  params: Id,
  body: Leaving,
  response: Done,
})

export const returnToSchool = endpoint({
  method: 'POST',
  path: '/api/children/:id/return',
  summary:
    'A child that had left is at the school again, or never left: it is on the roster and is owed care again',
  access: keepers,
  params: Id,
  body: Return,
  response: Done,
})

export const confirmLeaving = endpoint({
  method: 'POST',
  path: '/api/transfers/:id/confirm',
  summary:
    'A school that does not work with this installation has confirmed that the child is with it; from then on it is not lost. A day noted wrongly is put right or taken back',
  access: keepers,
  params: Id,
  body: Confirmation,
  response: Done,
})

export const listCarried = endpoint({
  method: 'GET',
  path: '/api/children/:id/carried',
  summary: 'What the school before did for a child that came from it',
  access: carers,
  params: Id,
  response: z.object({ duties: z.array(CarriedDuty) }),
})
