import { z } from 'zod'
import { carers, endpoint } from '#shared/contract.ts'
import { TimelineItem } from '#shared/timeline/schema.ts'

export const listTimeline = endpoint({
  method: 'GET',
  path: '/api/children/:id/timeline',
  summary:
    'Everything dated about a child: duties, cards, and what changed around it, newest first, 50 a page',
  access: carers,
  params: z.object({ id: z.uuid() }),
  query: z.object({ before: z.string().max(80).optional() }),
  response: z.object({ items: z.array(TimelineItem), nextBefore: z.string().nullable() }),
})
