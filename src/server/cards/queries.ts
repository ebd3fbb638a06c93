import { sql } from 'kysely'
import { builtOnce } from '#server/db/built-once.ts'
import { qb, raw, reached, stillHere } from '#server/db/query.ts'
import { LATE_ENTRY_DAYS_SQL } from '#server/db/school-settings.ts'
import type { Scope } from '#server/db/scope.ts'

/**
 * The child a card is about, if the scope reaches it, with the school's limit for late entry; held until the end of the
 * transaction. A child that has gone to another school takes no card here any more.
 */
export const pupilForCardQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('pupil as p')
    .select(['p.class_id as classId'])
    .select(
      sql<number>`(select ${sql.raw(LATE_ENTRY_DAYS_SQL)} from unit where unit.id = ${scope.schoolId}::uuid)`.as(
        'lateEntryDays',
      ),
    )
    .where('p.school_id', '=', scope.schoolId)
    .where('p.id', '=', pupilId)
    .where(stillHere('p'))
    .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))
    .forKeyShare('p')
    .compile(),
)

export interface NewCard {
  readonly id: string
  readonly rootId: string
  readonly version: number
  readonly kind: string
  readonly pupilId: string
  readonly classId: string | null
  readonly heldOn: string
  readonly reached: boolean
  readonly topics: object
  readonly enteredFor: string | null
  /** Under seal; null = not late, not a correction. */
  readonly lateReason: Buffer | null
  readonly correctionReason: Buffer | null
  /** Whose post the author covers. */
  readonly coverFor: string | null
  /** The author judged the risk urgent: principal and counsellor learn that much. */
  readonly urgent: boolean
  /** Keyed hash of what was written; null when too little was. */
  readonly textHash: Buffer | null
  readonly createdAt: string
  readonly contents: readonly {
    readonly id: string
    readonly tier: 'case' | 'psych'
    readonly sealed: Buffer
  }[]
}

/** Card and what belongs to it in one statement; nothing when the id is known already. */
export const insertCardQuery = (scope: Scope, card: NewCard) =>
  raw<{ id: string }>(
    `with filed as (
       insert into card (school_id, id, root_id, version, kind, pupil_id, class_id, author_id, held_on, reached, fields,
         entered_for, late_reason_sealed, correction_reason_sealed, created_at, cover_for, urgent, text_hash)
       values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5, $6::uuid, $7::uuid, $8::uuid, $9::date, $10::boolean,
         $11::text::jsonb, $12::uuid, decode($13, 'hex'), decode($14, 'hex'), $15::timestamptz, $19::uuid, $20::boolean,
         decode($21, 'hex'))
       on conflict do nothing returning id),
     written as (
       insert into card_content (school_id, id, card_id, author_id, tier, sealed)
       select $1::uuid, c.id, filed.id, $8::uuid, c.tier, decode(c.sealed, 'hex')
       from filed, unnest($16::uuid[], $17::text[], $18::text[]) as c(id, tier, sealed))
     select id from filed`,
    [
      scope.schoolId,
      card.id,
      card.rootId,
      card.version,
      card.kind,
      card.pupilId,
      card.classId,
      scope.userId,
      card.heldOn,
      card.reached,
      JSON.stringify(card.topics),
      card.enteredFor,
      card.lateReason?.toString('hex') ?? null,
      card.correctionReason?.toString('hex') ?? null,
      card.createdAt,
      card.contents.map(({ id }) => id),
      card.contents.map(({ tier }) => tier),
      card.contents.map(({ sealed }) => sealed.toString('hex')),
      card.coverFor,
      card.urgent,
      card.textHash?.toString('hex') ?? null,
    ],
  )

/** Sets the old version aside; no row when another correction came first. */
export const supersedeQuery = (scope: Scope, id: string, at: string) =>
  qb
    .updateTable('card')
    .set({ superseded_at: at })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .returning('id')
    .compile()
