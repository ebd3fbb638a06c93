import type { OwnPlanChange } from '#shared/plans/schema.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewOwnPlan {
  readonly id: string
  readonly name: string
  readonly preset: string
  readonly params: object
}

/** The same id again changes nothing. */
export const insertOwnPlanQuery = (scope: Scope, plan: NewOwnPlan, at: string) =>
  qb
    .insertInto('own_plan')
    .values({ school_id: scope.schoolId, ...plan, changed_by: scope.userId, changed_at: at })
    .onConflict((conflict) => conflict.columns(['school_id', 'id']).doNothing())
    .compile()

/** No row = the version was another one, or the plan is gone. */
export const changeOwnPlanQuery = (
  scope: Scope,
  id: string,
  { version, name, params }: OwnPlanChange,
  at: string,
) =>
  qb
    .updateTable('own_plan')
    .set({
      ...(name !== undefined && { name }),
      ...(params !== undefined && { params }),
      version: version + 1,
      changed_by: scope.userId,
      changed_at: at,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .returning('version')
    .compile()

export const removeOwnPlanQuery = (scope: Scope, id: string, at: string) =>
  qb
    .updateTable('own_plan')
    .set({ removed_at: at })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .compile()

export const insertCapacityQuery = (scope: Scope, id: string, params: object, at: string) =>
  qb
    .insertInto('load_capacity')
    .values({
      school_id: scope.schoolId,
      id,
      from_on: scope.today,
      params,
      set_by: scope.userId,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'id']).doNothing())
    .returning('id')
    .compile()
