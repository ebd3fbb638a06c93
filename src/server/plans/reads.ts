import type { PairingKind } from '#shared/pairing/schema.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** The school's own plans that are on the list, or one of them. */
export const ownPlansQuery = (scope: Scope, id: string | null = null) =>
  qb
    .selectFrom('own_plan as p')
    .leftJoin('auth_user as u', 'u.id', 'p.changed_by')
    .select([
      'p.id',
      'p.name',
      'p.preset',
      'p.params',
      'p.version',
      'p.changed_at as changedAt',
      'u.name as changedByName',
    ])
    .where('p.school_id', '=', scope.schoolId)
    .where('p.removed_at', 'is', null)
    .$if(id !== null, (q) => q.where('p.id', '=', id ?? ''))
    .orderBy('p.name')
    .orderBy('p.id')
    .compile()

/** Every plan that ran or will, newest first, with its rules; one replaced before it began never counted. */
export const historyQuery = (scope: Scope) =>
  raw<{
    id: string
    preset: string
    ownName: string | null
    definition: string
    effectiveFrom: string
    effectiveTo: string | null
    adoptedAt: string
    adoptedByName: string | null
    rules: { key: string; params: unknown }[]
  }>(
    `select p.id, p.preset, p.name as "ownName", d.key as definition, p.effective_from as "effectiveFrom",
       p.effective_to as "effectiveTo", p.created_at as "adoptedAt", u.name as "adoptedByName",
       coalesce((select json_agg(json_build_object('key', r.key, 'params', r.params) order by r.id) from duty_rule r
         where r.school_id = p.school_id and r.plan_id = p.id), '[]') as rules
     from care_plan p join definition d on d.school_id = p.school_id and d.id = p.definition_id
     left join auth_user u on u.id = p.created_by
     where p.school_id = $1::uuid and (p.effective_to is null or p.effective_to >= p.effective_from)
     order by p.effective_from desc, p.created_at desc, p.id desc`,
    [scope.schoolId],
  )

/** Children in a running pairing, with its kind. */
export const pairedNowQuery = (scope: Scope) =>
  raw<{ kind: PairingKind; pupilId: string }>(
    `select distinct p.kind, m.pupil_id as "pupilId"
     from pairing p join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id and m.part = 'child'
     where p.school_id = $1::uuid and p.started_on is not null and p.ended_on is null`,
    [scope.schoolId],
  )

/** Children on today's list of some definitions, with their classes. */
export const childrenOnListsQuery = (scope: Scope, definitionKeys: readonly string[]) =>
  raw<{ definitionKey: string; pupilId: string; classId: string | null }>(
    `select distinct d.key as "definitionKey", p.id as "pupilId", p.class_id as "classId"
     from child_status s
     join definition d on d.school_id = s.school_id and d.id = s.definition_id and d.key = any ($2::text[])
       and d.effective_to is null
     join pupil p on p.school_id = s.school_id and p.id = s.pupil_id and p.left_on is null
     where s.school_id = $1::uuid and s.to_on is null and s.result = 'counted'`,
    [scope.schoolId, definitionKeys],
  )

/** Children of the school with the marks they carry today. */
export const markedNowQuery = (scope: Scope) =>
  raw<{ category: string; pupilId: string; classId: string | null }>(
    `select t.category, p.id as "pupilId", p.class_id as "classId" from target_child t
     join pupil p on p.school_id = t.school_id and p.id = t.pupil_id and p.left_on is null
     where t.school_id = $1::uuid`,
    [scope.schoolId],
  )

/** Classes of the school year of today. */
export const classesNowQuery = (scope: Scope) =>
  raw<{ id: string }>(
    `select c.id from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
     where c.school_id = $1::uuid and $2::date between y.starts_on and y.ends_on`,
    [scope.schoolId, scope.today],
  )

/** What the school said last about what its people can carry. */
export const capacityQuery = (scope: Scope) =>
  raw<{ params: unknown }>(
    `select params from load_capacity where school_id = $1::uuid order by created_at desc, id desc limit 1`,
    [scope.schoolId],
  )

/** The definition the plan without an end goes by. */
export const planDefinitionQuery = (scope: Scope) =>
  raw<{ key: string }>(
    `select d.key from care_plan p join definition d on d.school_id = p.school_id and d.id = p.definition_id
     where p.school_id = $1::uuid and p.effective_to is null`,
    [scope.schoolId],
  )
