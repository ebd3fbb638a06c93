import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Whether somebody works in the school today, and is no volunteer: only such a person is given a child's file or help. */
export const worksHereQuery = (scope: Scope, userId: string) =>
  raw<{ userId: string }>(
    `select user_id as "userId" from role_assignment where school_id = $1::uuid and user_id = $2::uuid and role <> 'volunteer'
       and from_on <= $3::date and (to_on is null or to_on >= $3::date) limit 1`,
    [scope.schoolId, userId, scope.today],
  )
