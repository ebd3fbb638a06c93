import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'

/** What is known of the own calendar link: never the link itself, which is shown once. */
export const FeedLink = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime({ offset: true }),
  /** Last day on which a calendar fetched it. */
  readOn: LocalDate.nullable(),
})
export type FeedLink = z.infer<typeof FeedLink>

export const FeedState = z.object({ link: FeedLink.nullable() })
export type FeedState = z.infer<typeof FeedState>

/** Made by the client. The same id again gives a new link in place of the one whose answer was lost. */
export const FeedInput = z.object({ id: z.uuid() })

export const FeedMade = z.object({
  link: FeedLink,
  /** Path on this server; shown this once, only its hash is kept. */
  path: z.string(),
})
export type FeedMade = z.infer<typeof FeedMade>
