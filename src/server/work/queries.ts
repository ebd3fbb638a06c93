import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewWork {
  readonly id: string
  readonly rootId: string
  readonly version: number
  readonly dutyId: string
  readonly pupilId: string | null
  readonly heldOn: string
  readonly people: number | null
  readonly topics: readonly string[]
  readonly sealed: Buffer
  readonly lateReason: Buffer | null
  readonly correctionReason: Buffer | null
  readonly createdAt: string
}

/** One version; no row when the id is known already. */
export const insertWorkQuery = (scope: Scope, work: NewWork) =>
  raw<{ id: string }>(
    `insert into work (school_id, id, root_id, version, duty_id, pupil_id, author_id, held_on, people, topics, sealed,
       late_reason_sealed, correction_reason_sealed, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::uuid, $6::uuid, $7::uuid, $8::date, $9::int, $10::text[],
       decode($11, 'hex'), decode($12, 'hex'), decode($13, 'hex'), $14::timestamptz)
     on conflict do nothing returning id`,
    [
      scope.schoolId,
      work.id,
      work.rootId,
      work.version,
      work.dutyId,
      work.pupilId,
      scope.userId,
      work.heldOn,
      work.people,
      work.topics,
      work.sealed.toString('hex'),
      work.lateReason?.toString('hex') ?? null,
      work.correctionReason?.toString('hex') ?? null,
      work.createdAt,
    ],
  )

/** Sets the old version aside; no row when another correction came first. */
export const supersedeWorkQuery = (scope: Scope, id: string, at: string) =>
  qb
    .updateTable('work')
    .set({ superseded_at: at })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .returning('id')
    .compile()
