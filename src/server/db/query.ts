import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type { ExpressionBuilder, SqlBool, Expression } from 'kysely'
import type { DB } from '#server/db/schema.gen.ts'
import type { Scope } from '#server/db/scope.ts'

/** Kysely as a compiler only: queries are built here and sent by db/database.ts. */
export const qb = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export type Query<Row = unknown> = CompiledQuery<Row>

/** The row type of a query. */
export type RowOf<Q> = Q extends CompiledQuery<infer Row> ? Row : never

/**
 * The school of the scope, for reads that join or look up per row. Row-level security names the school as well; with a
 * plain `=` the planner multiplies both, expects next to no rows and reads whole schools in nested loops.
 */
export const inSchool = (column: string, scope: Scope) =>
  sql<SqlBool>`coalesce(${sql.ref(column)} = ${scope.schoolId}::uuid, false)`

/** Limits a query over `pupil` to the pupils the scope reaches: lists and by-id reads use the same line. */
export function reached<Known, Tables extends keyof Known>(
  eb: ExpressionBuilder<Known, Tables>,
  scope: Scope,
  columns: { classId: string; pupilId: string },
): Expression<SqlBool> {
  const { reach } = scope
  if (reach.kind === 'school') return eb.lit(true)
  const ref = (name: string) => eb.ref(name as never)
  const any = (name: string, ids: readonly string[]) =>
    eb(ref(name), '=', eb.fn.any(eb.val(ids as never) as never) as never)
  return eb.or([any(columns.classId, reach.classIds), any(columns.pupilId, reach.pupilIds)])
}

/** A query written as SQL with $1 … parameters, for what the builder cannot say. */
export const raw = <Row = unknown>(text: string, parameters: readonly unknown[] = []): Query<Row> =>
  CompiledQuery.raw(text, [...parameters])
