import { sql } from 'kysely'
import type { DepartmentInput } from '#shared/departments/schema.ts'
import { newId } from '#server/db/id.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const insertDepartmentQuery = (scope: Scope, { id, name }: DepartmentInput) =>
  qb
    .insertInto('department')
    .values({ school_id: scope.schoolId, id, name, from_on: scope.today, created_by: scope.userId })
    .compile()

/** Without a name only the version changes: its people did. No row = the version was another one, or it is closed. */
export const updateDepartmentQuery = (scope: Scope, id: string, version: number, name?: string) =>
  qb
    .updateTable('department')
    .set({ ...(name !== undefined && { name }), version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('to_on', 'is', null)
    .returning('id')
    .compile()

/** Its last day was yesterday; what began today has no day. */
const ended = (today: string) => ({
  from_on: sql<string>`least(from_on, ${today}::date - 1)`,
  to_on: sql<string>`${today}::date - 1`,
})

export const closeDepartmentQuery = (scope: Scope, id: string, version: number) =>
  qb
    .updateTable('department')
    .set({ ...ended(scope.today), version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('to_on', 'is', null)
    .returning('id')
    .compile()

export const endMembersQuery = (scope: Scope, ids: readonly string[]) =>
  qb
    .updateTable('department_member')
    .set(ended(scope.today))
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .compile()

export const insertMembersQuery = (
  scope: Scope,
  departmentId: string,
  members: readonly { readonly userId: string; readonly isHead: boolean }[],
) =>
  qb
    .insertInto('department_member')
    .values(
      members.map(({ userId, isHead }) => ({
        school_id: scope.schoolId,
        id: newId(),
        department_id: departmentId,
        user_id: userId,
        is_head: isHead,
        from_on: scope.today,
        created_by: scope.userId,
      })),
    )
    .compile()
