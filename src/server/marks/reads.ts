import { HOLDS_TODAY } from '#server/db/marks.ts'
import { qb, raw, reachedSql, reachOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Marks of one child that hold or held, and whether each was a mistake. */
export const marksOfQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('care_mark')
    .select([
      'id',
      'version',
      'category',
      'from_on as from',
      'to_on as to',
      'note_sealed as noteSealed',
      'mistaken_at as mistakenAt',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .compile()

/** The child's row held for the rest of the transaction, so that two marks cannot overlap; gone = left the school. */
export const lockChildQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('pupil')
    .select(['id', 'birth_on as bornOn', 'left_on as leftOn'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .forNoKeyUpdate()
    .compile()

/** Children within reach by the mark they carry today and by class. */
export const surveyQuery = (scope: Scope) =>
  raw<{ category: string; classId: string | null; className: string | null; children: number }>(
    `select m.category, p.class_id as "classId", c.name as "className", count(distinct p.id)::int as children
     from care_mark m join pupil p on p.school_id = m.school_id and p.id = m.pupil_id and p.left_on is null
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     where m.school_id = $1::uuid and ${HOLDS_TODAY} and ${reachedSql('p', 2)}
     group by m.category, p.class_id, c.name, c.grade, c.number order by m.category, c.grade, c.number`,
    [scope.schoolId, ...reachOf(scope)],
  )

/** What the plan in force does for each other group. */
export const otherTargetsQuery = (scope: Scope) =>
  raw<{ otherTargets: unknown }>(
    `select params -> 'otherTargets' as "otherTargets" from care_plan where school_id = $1::uuid and effective_from <= $2::date
       and (effective_to is null or effective_to >= $2::date) order by effective_from desc limit 1`,
    [scope.schoolId, scope.today],
  )
