import type { ChildTableName, MovedTable } from '#server/db/child-tables.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

// Rows that go to another record of the same child or to another school, moved without being read. The functions behind
// these queries refuse a scope without the tier `move` (migration 0021).

/** A row as the database writes it in JSON. */
export type StoredRow = { readonly [column: string]: unknown; readonly id: string }

/** Ids of a child's rows, those included that the person may not read. */
export const childRowsQuery = (scope: Scope, table: ChildTableName, pupilId: string) =>
  raw<{ ids: string[] }>('select child_rows($1, $2::uuid, $3::uuid) as ids', [table, scope.schoolId, pupilId])

export const moveRowsQuery = (
  scope: Scope,
  table: MovedTable,
  ids: readonly string[],
  patch: Readonly<
    Record<'pupil_id' | 'duty_id', string> | Record<'pupil_id', string> | Record<'duty_id', string>
  >,
) =>
  raw<{ count: number }>('select move_rows($1, $2::uuid, $3::uuid[], $4::text::jsonb) as count', [
    table,
    scope.schoolId,
    ids,
    JSON.stringify(patch),
  ])

export const putRowsQuery = (scope: Scope, table: MovedTable, rows: readonly StoredRow[]) =>
  raw<{ count: number }>('select put_rows($1, $2::uuid, $3::text::jsonb) as count', [
    table,
    scope.schoolId,
    JSON.stringify(rows),
  ])

/** From the school of the spanning scope's other end into its own. */
export const carryRowsQuery = (
  scope: Scope,
  table: MovedTable,
  { key, ids, patch }: { key: string; ids: readonly string[]; patch: Readonly<Record<string, unknown>> },
) =>
  raw<{ count: number }>(
    'select carry_rows($1, $2::uuid, $3::uuid, $4, $5::uuid[], $6::text::jsonb) as count',
    [table, scope.otherSchoolId, scope.schoolId, key, ids, JSON.stringify(patch)],
  )

export const dropRowsQuery = (scope: Scope, table: MovedTable, key: string, ids: readonly string[]) =>
  raw<{ count: number }>('select drop_rows($1, $2::uuid, $3, $4::uuid[]) as count', [
    table,
    scope.schoolId,
    key,
    ids,
  ])
