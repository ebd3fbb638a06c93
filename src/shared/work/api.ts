import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import { DutyWork, WorkCorrection, WorkInput } from '#shared/work/schema.ts'

const writers = roles('classTeacher', 'helpingTeacher', 'counsellor', 'principal', 'archiveKeeper')
const Id = z.object({ id: z.uuid() })

export const getDutyWork = endpoint({
  method: 'GET',
  path: '/api/duties/:id/work',
  summary: 'A duty with the record of the work done for it, as much of it as the reader may see',
  access: carers,
  params: Id,
  response: DutyWork,
})

export const fileWork = endpoint({
  method: 'POST',
  path: '/api/duties/:id/work',
  summary: 'Files a record of work for a duty and closes it',
  access: writers,
  params: Id,
  body: WorkInput,
  response: DutyWork,
})

export const correctWork = endpoint({
  method: 'POST',
  path: '/api/work/:id/correct',
  summary: 'Files a new version of an own record of work with a reason',
  access: writers,
  params: Id,
  body: WorkCorrection,
  response: DutyWork,
})
