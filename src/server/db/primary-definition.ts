import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** By which definition the school keeps its list; no row = none is chosen yet. */
export const primaryDefinitionQuery = (scope: Scope) =>
  raw<{ key: string; version: number }>(
    `select key, version from definition where school_id = $1::uuid and is_primary and effective_to is null limit 1`,
    [scope.schoolId],
  )

/** Its key inside a query with $1 school, whose list counts over all its versions. */
export const PRIMARY_KEY = `(select key from definition where school_id = $1::uuid and is_primary and effective_to is null limit 1)`
