import type { HelperInput } from '#shared/helpers/schema.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface PhoneColumns {
  readonly phone_sealed: Buffer | null
  readonly phone_masked: string | null
}

export const insertHelperQuery = (scope: Scope, helper: HelperInput, phone: PhoneColumns) =>
  qb
    .insertInto('helper')
    .values({
      school_id: scope.schoolId,
      id: helper.id,
      kind: helper.kind,
      name: helper.kind === 'staff' ? null : helper.name,
      user_id: helper.userId,
      sex: helper.sex,
      village: helper.village,
      languages: helper.languages,
      most_children: helper.mostChildren,
      ...phone,
      created_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export const changeHelperQuery = (
  scope: Scope,
  id: string,
  version: number,
  columns: Readonly<Record<string, unknown>>,
) =>
  qb
    .updateTable('helper')
    .set({ ...columns, version: version + 1 } as never)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

export const insertCheckQuery = (
  scope: Scope,
  helperId: string,
  check: { readonly id: string; readonly kind: string; readonly doneOn: string; readonly validTo: string },
) =>
  qb
    .insertInto('helper_check')
    .values({
      school_id: scope.schoolId,
      id: check.id,
      helper_id: helperId,
      kind: check.kind,
      done_on: check.doneOn,
      valid_to: check.validTo,
      recorded_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .compile()

/** Helps no more from today: the account's role ended yesterday, so that it opens nothing from this moment on. */
export const leaveQuery = (scope: Scope, id: string) =>
  raw(
    `with gone as (
       update helper set left_on = $3::date, version = version + 1
       where school_id = $1::uuid and id = $2::uuid and left_on is null returning school_id, user_id)
     update role_assignment r set from_on = least(r.from_on, $3::date - 1), to_on = $3::date - 1, ended_reason = '离开'
     from gone g where r.school_id = g.school_id and r.user_id = g.user_id and r.role = 'volunteer'
       and (r.to_on is null or r.to_on >= $3::date)`,
    [scope.schoolId, id, scope.today],
  )
