import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** The newest only, should a school file that many. */
const MOST_CARDS = 20_000

export interface FiledRow {
  readonly id: string
  readonly authorId: string
  readonly authorName: string | null
  readonly pupilId: string
  readonly pupilName: string
  readonly kind: string
  readonly heldOn: string
  readonly filedAt: string
  readonly version: number
  readonly textHash: string | null
}

/** Valid cards filed since a day, without anything of what they say. */
export const filedCardsQuery = (scope: Scope, since: string) =>
  raw<FiledRow>(
    `select c.id, c.author_id as "authorId", u.name as "authorName", c.pupil_id as "pupilId", p.name as "pupilName", c.kind,
       c.held_on as "heldOn", c.created_at as "filedAt", c.version, encode(c.text_hash, 'hex') as "textHash"
     from card c join pupil p on p.school_id = c.school_id and p.id = c.pupil_id
     left join auth_user u on u.id = c.author_id
     where c.school_id = $1::uuid and c.created_at >= $2::date and c.superseded_at is null
     order by c.created_at desc, c.id desc limit ${MOST_CARDS}`,
    [scope.schoolId, since],
  )

export const looksQuery = (scope: Scope) =>
  raw<{ kind: string; cardId: string; cards: number; note: string; at: string; byName: string | null }>(
    `select r.kind, r.card_id as "cardId", r.cards, r.note, r.looked_at as at, u.name as "byName"
     from review r left join auth_user u on u.id = r.looked_by where r.school_id = $1::uuid`,
    [scope.schoolId],
  )

export const cardExistsQuery = (scope: Scope, id: string) =>
  raw<{ id: string }>('select id from card where school_id = $1::uuid and id = $2::uuid', [
    scope.schoolId,
    id,
  ])
