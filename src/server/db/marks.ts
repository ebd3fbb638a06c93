import { sql } from 'kysely'
import { builtOnce } from '#server/db/built-once.ts'
import { inSchool, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** A mark `m` that holds today, whatever the plan makes of it. */
export const HOLDS_TODAY = `m.mistaken_at is null and m.from_on <= app_today() and (m.to_on is null or m.to_on >= app_today())`

/** A pupil `p` for whom the plan in force asks duties today, beside those on the list. */
export const MARKED_FOR_DUTIES = `exists (select from target_child t where t.school_id = p.school_id and t.pupil_id = p.id and t.duties)`

/** A pupil for whom the plan in force keeps a file today, beside those on the list. */
export const markedForFile = (scope: Scope, pupilId: string) =>
  sql<boolean>`exists (select 1 from target_child t where ${inSchool('t.school_id', scope)} and t.pupil_id = ${sql.ref(pupilId)}
    and t.archive)`

/** A pupil that carries a mark of a category today. */
export const isMarked = (scope: Scope, pupilId: string, category: string) =>
  sql<boolean>`exists (select 1 from care_mark m where ${inSchool('m.school_id', scope)} and m.pupil_id = ${sql.ref(pupilId)}
    and m.category = ${category} and ${sql.raw(HOLDS_TODAY)})`

/** What was ever marked of a child, newest first, and what the plan in force makes of it today. */
export const marksQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('care_mark as m')
    .leftJoin('auth_user as u', 'u.id', 'm.recorded_by')
    .leftJoin('target_child as t', (join) =>
      join
        .onRef('t.school_id', '=', 'm.school_id')
        .onRef('t.pupil_id', '=', 'm.pupil_id')
        .onRef('t.category', '=', 'm.category')
        .on(sql<boolean>`${sql.raw(HOLDS_TODAY)}`),
    )
    .select([
      'm.id',
      'm.version',
      'm.category',
      'm.from_on as from',
      'm.to_on as to',
      'm.note_sealed as noteSealed',
      'u.name as byName',
      sql<boolean>`coalesce(t.archive, false)`.as('archive'),
      sql<boolean>`coalesce(t.duties, false)`.as('duties'),
    ])
    .where(inSchool('m.school_id', scope))
    .where('m.pupil_id', '=', pupilId)
    .where('m.mistaken_at', 'is', null)
    .orderBy(sql`m.to_on desc nulls first`)
    .orderBy('m.from_on', 'desc')
    .orderBy('m.id')
    .compile(),
)
