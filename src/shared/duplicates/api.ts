import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import { Comparison, DuplicateList, MergeInput } from '#shared/duplicates/schema.ts'

const keepers = roles('principal', 'archiveKeeper')
const Pair = z.object({ keptId: z.uuid(), goneId: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const listDuplicates = endpoint({
  method: 'GET',
  path: '/api/duplicates',
  summary: 'Entries of the roster that may be the same child, with the reasons, and what was merged before',
  access: keepers,
  response: DuplicateList,
})

export const compareDuplicates = endpoint({
  method: 'GET',
  path: '/api/duplicates/:keptId/:goneId',
  summary: 'Two entries side by side, field by field; both looks go on record',
  access: keepers,
  params: Pair,
  response: Comparison,
})

export const dismissDuplicate = endpoint({
  method: 'POST',
  path: '/api/duplicates/:keptId/:goneId/different',
  summary: 'These two are not the same child; the pair is not suggested again',
  access: keepers,
  params: Pair,
  response: Done,
})

export const mergeDuplicates = endpoint({
  method: 'POST',
  path: '/api/duplicates/merge',
  summary: 'Makes two entries one in one transaction; what was touched is kept under seal, to undo it',
  access: keepers,
  takesLong: true,
  body: MergeInput,
  response: z.object({ pupilId: z.uuid() }),
})

export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/duplicates/merges/:id/undo',
  summary: 'Gives back both entries; what was written since stays with the kept one',
  access: keepers,
  takesLong: true,
  params: z.object({ id: z.uuid() }),
  response: z.object({ keptId: z.uuid(), goneId: z.uuid() }),
})
