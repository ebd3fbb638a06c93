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
import { builtOnce } from '#server/db/built-once.ts'
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

/** The school of the scope. Every query names it: indexes and shards go by it, the policy below only checks it. */
export const inSchool = (column: string, scope: Scope) =>
  sql<SqlBool>`${sql.ref(column)} = ${scope.schoolId}::uuid`

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

/** The same as SQL, over parameters `$at`, `$at+1` and `$at+2`, which are `reachOf`. */
export const reachedSql = (pupil: string, at: number): string =>
  `($${at}::boolean or ${pupil}.class_id = any ($${at + 1}::uuid[]) or ${pupil}.id = any ($${at + 2}::uuid[]))`

export type Reached = readonly [school: boolean, classIds: readonly string[], pupilIds: readonly string[]]

export const reachOf = ({ reach }: Pick<Scope, 'reach'>): Reached =>
  reach.kind === 'school' ? [true, [], []] : [false, reach.classIds, reach.pupilIds]

/**
 * Of a child that another school took over a remainder stays for figures, and a receipt (docs/adr/0022): whatever finds a
 * child by its id asks this, too.
 */
export const stillHereSql = (pupil: string): string => `${pupil}.left_reason is distinct from 'transfer'`
export const stillHere = (pupil: string) => sql<SqlBool>`${sql.raw(stillHereSql(pupil))}`

/** A child by its id, for those who reach it. */
export const reachedPupilQuery = builtOnce((scope: Scope, id: string) =>
  qb
    .selectFrom('pupil as p')
    .select('p.id')
    .where(inSchool('p.school_id', scope))
    .where('p.id', '=', id)
    .where(stillHere('p'))
    .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))
    .compile(),
)

/** A query written as SQL with $1 … parameters, for what the builder cannot say. */
export const raw = <Row = unknown>(text: string, parameters: readonly unknown[] = []): Query<Row> =>
  CompiledQuery.raw(text, [...parameters])

/** One transaction at a time for what is named, `plans` of a school; released when it ends. */
export const lockQuery = (...named: readonly string[]) =>
  raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [named.join(':')])

/**
 * Of rows written in this transaction the planner knows nothing and takes every table for empty: joined by nested loops
 * ten thousand of them take minutes, by hash milliseconds.
 */
export const planForManyQuery = () => raw('set local enable_nestloop = off')

/**
 * What everybody asks all day is planned once for each connection: the same plan would be made for everyone, and making
 * it costs up to four times the answer. Stands before its queries, in their transaction.
 */
export const PLAN_ONCE = 'set local plan_cache_mode = force_generic_plan'
export const planOnceQuery = () => raw(PLAN_ONCE)
