import type { Role } from '#shared/access/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Whether somebody works in the school today, and is no volunteer: only such a person is given a child's file or help. */
export const worksHereQuery = (scope: Scope, userId: string) =>
  raw<{ userId: string }>(
    `select user_id as "userId" from role_assignment where school_id = $1::uuid and user_id = $2::uuid and role <> 'volunteer'
       and from_on <= $3::date and (to_on is null or to_on >= $3::date) limit 1`,
    [scope.schoolId, userId, scope.today],
  )

export interface Holder {
  readonly userId: string
  readonly name: string
  readonly role: Role
  readonly classId: string | null
  readonly pupilId: string | null
}

/** The posts of today, of some roles or of all, with whoever holds them and may sign in; who covers one is a `performer`. */
export const holdersQuery = (scope: Scope, roles: readonly Role[] | null = null) =>
  raw<Holder>(
    `select u.id as "userId", u.name, r.role, r.class_id as "classId", r.pupil_id as "pupilId"
     from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
     where r.school_id = $1::uuid and ($3::text[] is null or r.role = any ($3::text[]))
       and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date)
     order by u.name, u.id, r.id`,
    [scope.schoolId, scope.today, roles],
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
