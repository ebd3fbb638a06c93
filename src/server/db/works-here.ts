import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Whether somebody works in the school today, and is no volunteer: only such a person is given a child's file or help. */
export const worksHereQuery = (scope: Scope, userId: string) =>
  raw<{ userId: string }>(
    `select user_id as "userId" from role_assignment where school_id = $1::uuid and user_id = $2::uuid and role <> 'volunteer'
       and from_on <= $3::date and (to_on is null or to_on >= $3::date) limit 1`,
    [scope.schoolId, userId, scope.today],
  )

/** People of the school with a role today, by name: they can be given work. No volunteer is among them. */
export const staffQuery = (scope: Scope) =>
  raw<{ id: string; name: string }>(
    `select u.id, u.name from auth_user u where not u.disabled and exists (
       select 1 from role_assignment r where r.school_id = $1::uuid and r.user_id = u.id and r.role <> 'volunteer'
         and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date))
     order by u.name, u.id`,
    [scope.schoolId, scope.today],
  )
