import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import { HelpInput, HelpLog } from '#shared/helps/schema.ts'

const recorders = roles('principal', 'administrator', 'counsellor', 'classTeacher', 'helpingTeacher')
const Id = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const listHelps = endpoint({
  method: 'GET',
  path: '/api/pairings/:id/helps',
  summary: 'The help log of a pairing: when, what kind, how long, who came (R22)',
  access: carers,
  params: Id,
  response: HelpLog,
})

export const recordHelp = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/helps',
  summary: 'Writes down one help of a running pairing',
  access: recorders,
  params: Id,
  body: HelpInput,
  response: Done,
})

export const withdrawHelp = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/helps/:helpId/withdraw',
  summary: 'Takes back a help that was written down by mistake; it stays on record and counts no more',
  access: recorders,
  params: Id.extend({ helpId: z.uuid() }),
  response: Done,
})
