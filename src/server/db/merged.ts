import { sql, type SqlBool } from 'kysely'
import type { Scope } from '#server/db/scope.ts'

/** What is on record of a child, and of entries that were made one with it: the log keeps the id it was written with. */
export const aboutPupil = (scope: Scope, column: string, pupilId: string) =>
  sql<SqlBool>`${sql.ref(column)} = any(${pupilId}::uuid || array(select m.gone_id from pupil_merge m
    where m.school_id = ${scope.schoolId}::uuid and m.kept_id = ${pupilId}::uuid and m.undone_at is null))`
