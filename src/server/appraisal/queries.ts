import type { AppraisalSettings } from '#shared/appraisal/schema.ts'
import { lockQuery, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** One change at a time in a school: two cannot turn it on twice, nor enter over one another unseen. */
export const lockAppraisalQuery = (scope: Scope) => lockQuery('appraisal', scope.schoolId)

export interface NewScheme {
  readonly id: string
  readonly yearId: string
  readonly settings: AppraisalSettings & { readonly listKey: string | null }
  readonly conductBy: string
  readonly by: string
  readonly at: string
}

export const insertSchemeQuery = (scope: Scope, { id, yearId, settings, conductBy, by, at }: NewScheme) =>
  qb
    .insertInto('appraisal_scheme')
    .values({
      school_id: scope.schoolId,
      id,
      school_year_id: yearId,
      settings,
      conduct_by: conductBy,
      turned_on_by: by,
      turned_on_at: at,
    })
    .compile()

/** No row = the version was another one, or it has ended. */
export const changeSchemeQuery = (
  scope: Scope,
  { id, version, as, at }: { id: string; version: number; as: 'approved' | 'ended'; at: string },
) =>
  qb
    .updateTable('appraisal_scheme')
    .set({
      ...(as === 'approved'
        ? { approved_by: scope.userId, approved_at: at }
        : { ended_by: scope.userId, ended_at: at }),
      version: version + 1,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .returning('id')
    .compile()

export interface NewEntry {
  readonly id: string
  readonly pupilId: string
  readonly kind: 'rank' | 'conduct' | 'title'
  readonly spanId: string
  readonly sealed: Buffer
}

export const insertEntriesQuery = (scope: Scope, by: string, at: string, entries: readonly NewEntry[]) =>
  qb
    .insertInto('appraisal_entry')
    .values(
      entries.map(({ id, pupilId, kind, spanId, sealed }) => ({
        school_id: scope.schoolId,
        id,
        pupil_id: pupilId,
        kind,
        span_id: spanId,
        sealed,
        entered_by: by,
        entered_at: at,
      })),
    )
    .compile()
