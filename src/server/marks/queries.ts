import { sql } from 'kysely'
import type { MarkInput } from '#shared/marks/schema.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** No row = the id is taken: sent twice, recorded once. */
export const insertMarkQuery = (
  scope: Scope,
  pupilId: string,
  { id, category, from, to }: Pick<MarkInput, 'id' | 'category' | 'from' | 'to'>,
  sealed: { readonly note_sealed: Buffer | null },
) =>
  qb
    .insertInto('care_mark')
    .values({
      school_id: scope.schoolId,
      id,
      pupil_id: pupilId,
      category,
      from_on: from,
      to_on: to,
      recorded_by: scope.userId,
      ...sealed,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'id']).doNothing())
    .returning('version')
    .compile()

/** No row = the version was another one. */
export const changeMarkQuery = (
  scope: Scope,
  { id, version }: { readonly id: string; readonly version: number },
  columns: Readonly<Record<string, unknown>>,
  mistaken: boolean,
) =>
  qb
    .updateTable('care_mark')
    .set({
      ...columns,
      version: version + 1,
      ...(mistaken && { mistaken_by: scope.userId, mistaken_at: sql`now()` }),
    } as never)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('mistaken_at', 'is', null)
    .returning('version')
    .compile()
