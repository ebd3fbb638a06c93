import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CardKind } from '#shared/duties/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** Filed within seconds of each other, of one wording, or dated on a day off (H-13). */
export const ReviewKind = z.enum(['bulk', 'sameText', 'holiday'])
export type ReviewKind = z.infer<typeof ReviewKind>

/** A card by when it was held and filed, and for whom; nothing of what it says. */
export const ReviewCard = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  pupilName: z.string(),
  kind: CardKind,
  heldOn: LocalDate,
  filedAt: z.iso.datetime(),
})
export type ReviewCard = z.infer<typeof ReviewCard>

export const Review = z.object({
  kind: ReviewKind,
  /** The first card; names the finding. */
  cardId: z.uuid(),
  authorName: z.string().nullable(),
  /** As many as `cards`. */
  count: z.int(),
  children: z.int(),
  cards: z.array(ReviewCard),
  /** Null = not yet, or more cards have come since. */
  looked: z.object({ byName: z.string().nullable(), at: z.iso.datetime(), note: z.string() }).nullable(),
})
export type Review = z.infer<typeof Review>

export const ReviewList = z.object({
  /** Not looked at yet. */
  open: z.int(),
  /** Those not looked at first, then the newest. */
  items: z.array(Review),
})
export type ReviewList = z.infer<typeof ReviewList>

export const LookInput = z.object({
  /** Made by the client. */
  id: z.uuid(),
  kind: ReviewKind,
  cardId: z.uuid(),
  note: shortText().max(200).default(''),
})
export type LookInput = z.infer<typeof LookInput>
