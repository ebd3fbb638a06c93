import { newId } from '#server/db/id.ts'
import { qb, raw, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const BAR_COLUMNS = ['relatives', 'conflicts'] as const
type BarColumn = (typeof BAR_COLUMNS)[number]

export const dismissQuery = (scope: Scope, first: string, second: string) =>
  qb
    .insertInto('duplicate_verdict')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      first_id: first,
      second_id: second,
      decided_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

/** Both entries, held until the end of the transaction. */
export const lockPairQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string; version: number; left: boolean }>(
    `select id, version, left_on is not null as left from pupil
     where school_id = $1::uuid and id = any ($2::uuid[]) and ${stillHereSql('pupil')} order by id for update`,
    [scope.schoolId, ids],
  )

export const insertMergeQuery = (
  scope: Scope,
  { id, keptId, goneId, sealed }: { id: string; keptId: string; goneId: string; sealed: Buffer },
) =>
  qb
    .insertInto('pupil_merge')
    .values({
      school_id: scope.schoolId,
      id,
      kept_id: keptId,
      gone_id: goneId,
      sealed,
      merged_by: scope.userId,
    })
    .compile()

/** A merge, held until the end of the transaction. */
export const lockMergeQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('pupil_merge')
    .select(['id', 'kept_id as keptId', 'gone_id as goneId', 'sealed', 'undone_at as undoneAt'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .compile()

/** Undone, its record is of no use any more. */
export const undoneQuery = (scope: Scope, id: string, at: string) =>
  qb
    .updateTable('pupil_merge')
    .set({ undone_at: at, undone_by: scope.userId, sealed: Buffer.alloc(0) })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** Their duties, after the children themselves: the order in which a card that is filed takes them. */
export const lockPairDutiesQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw(
    `select id from duty where school_id = $1::uuid and pupil_id = any ($2::uuid[]) order by id for update`,
    [scope.schoolId, pupilIds],
  )

/** Whom other children must not be helped by: a bar on the entry that goes is one on the kept child; ids of those that it was new to. */
export const barKeptQuery = (scope: Scope, column: BarColumn, pair: { keptId: string; goneId: string }) =>
  raw<{ id: string }>(
    `update pairing_need set ${column} = ${column} || $2::uuid
     where school_id = $1::uuid and $3::uuid = any (${column}) and not $2::uuid = any (${column}) returning id`,
    [scope.schoolId, pair.keptId, pair.goneId],
  )

export const unbarKeptQuery = (
  scope: Scope,
  column: BarColumn,
  { keptId, ids }: { keptId: string; ids: readonly string[] },
) =>
  raw(
    `update pairing_need set ${column} = array_remove(${column}, $2::uuid) where school_id = $1::uuid and id = any ($3::uuid[])`,
    [scope.schoolId, keptId, ids],
  )
