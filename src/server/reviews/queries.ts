import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewLook {
  readonly id: string
  readonly kind: string
  readonly cardId: string
  readonly cards: number
  readonly note: string
  readonly at: string
}

/** Looked at again, after more cards have come, the newer look stands. */
export const lookQuery = (scope: Scope, look: NewLook) =>
  raw(
    `insert into review (school_id, id, kind, card_id, cards, note, looked_by, looked_at)
     values ($1::uuid, $2::uuid, $3, $4::uuid, $5::int, $6, $7::uuid, $8::timestamptz)
     on conflict (school_id, kind, card_id) do update
       set cards = excluded.cards, note = excluded.note, looked_by = excluded.looked_by, looked_at = excluded.looked_at`,
    [scope.schoolId, look.id, look.kind, look.cardId, look.cards, look.note, scope.userId, look.at],
  )
