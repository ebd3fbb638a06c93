import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Departments that are not closed, with their people of today, the head first. */
export const departmentsQuery = (scope: Scope) =>
  raw<{
    id: string
    name: string
    from: string
    version: number
    members: { userId: string; name: string; isHead: boolean }[]
  }>(
    `select d.id, d.name, d.from_on as "from", d.version, coalesce((
       select json_agg(jsonb_build_object('userId', s.user_id, 'name', s.name, 'isHead', s.is_head)
         order by s.is_head desc, s.name, s.user_id)
       from department_staff s where s.school_id = d.school_id and s.department_id = d.id), '[]') as members
     from department d where d.school_id = $1::uuid and d.to_on is null order by d.created_at, d.id`,
    [scope.schoolId],
  )

/** Every department there ever was: what is closed is still known by its id. */
export const knownQuery = (scope: Scope) =>
  qb
    .selectFrom('department')
    .select(['id', 'name', 'version', 'to_on as to'])
    .where('school_id', '=', scope.schoolId)
    .compile()

/** Those who are not taken out, whether or not they still work here. */
export const membersQuery = (scope: Scope, departmentId: string) =>
  qb
    .selectFrom('department_member')
    .select(['id', 'user_id as userId', 'is_head as isHead'])
    .where('school_id', '=', scope.schoolId)
    .where('department_id', '=', departmentId)
    .where('to_on', 'is', null)
    .compile()
