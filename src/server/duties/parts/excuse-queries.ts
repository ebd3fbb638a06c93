import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

interface NewExcuse {
  readonly id: string
  readonly pupilId: string | null
  readonly dutyId: string | null
  readonly from: string
  readonly to: string
  readonly kind: string
  readonly reasonSealed: Buffer
  readonly state: 'asked' | 'agreed'
  readonly by: string | null
  readonly at: string
}

export const insertExcuseQuery = (scope: Scope, excuse: NewExcuse) =>
  qb
    .insertInto('excuse')
    .values({
      school_id: scope.schoolId,
      id: excuse.id,
      pupil_id: excuse.pupilId,
      duty_id: excuse.dutyId,
      from_on: excuse.from,
      to_on: excuse.to,
      kind: excuse.kind,
      reason_sealed: excuse.reasonSealed,
      state: excuse.state,
      asked_by: excuse.by,
      asked_at: excuse.at,
    })
    .compile()

export const decideExcuseQuery = (
  scope: Scope,
  id: string,
  {
    state,
    at,
    sealed,
  }: { readonly state: 'agreed' | 'refused'; readonly at: string; readonly sealed: Buffer | null },
) =>
  qb
    .updateTable('excuse')
    .set({ state, decided_by: scope.userId, decided_at: at, answer_sealed: sealed })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .compile()

/** Duties that are not done and not excused yet take the excuse. */
export const excuseDutiesQuery = (
  scope: Scope,
  ids: readonly string[],
  excuse: {
    readonly id: string
    readonly kind: string
    readonly by: string | null
    readonly at: string
  },
) =>
  raw(
    `update duty set excuse_kind = $3, excused_by = $4::uuid, excused_at = $5::timestamptz, excuse_id = $6::uuid,
       refused_id = null
     where school_id = $1::uuid and id = any ($2::uuid[]) and done_on is null and excuse_kind is null`,
    [scope.schoolId, ids, excuse.kind, excuse.by, excuse.at, excuse.id],
  )

/** Takes the excuse of a duty back, and of every duty it covered. */
export const clearExcuseQuery = (scope: Scope, dutyId: string, excuseId: string | null) =>
  raw(
    `with taken as (update excuse set state = 'withdrawn' where school_id = $1::uuid and id = $3::uuid),
     free as (select school_id, id from duty
       where school_id = $1::uuid and (id = $2::uuid or excuse_id = $3::uuid) order by id for update)
     update duty d set excuse_kind = null, excused_by = null, excused_at = null, excuse_id = null
     from free where d.school_id = free.school_id and d.id = free.id`,
    [scope.schoolId, dutyId, excuseId],
  )

/** Duties that are neither done nor excused wait with the excuse for a second person; what waits already stays with its own. */
export const askDutiesQuery = (scope: Scope, ids: readonly string[], excuseId: string) =>
  raw(
    `update duty set asked_id = $3::uuid, refused_id = null where school_id = $1::uuid and id = any ($2::uuid[])
       and done_on is null and excuse_kind is null and asked_id is null`,
    [scope.schoolId, ids, excuseId],
  )

/** Nothing waits for the second person's word on an excuse any more; what was refused stays known. */
export const endAskedQuery = (scope: Scope, excuseId: string, refused: boolean) =>
  raw(
    `update duty set asked_id = null, refused_id = case when $3::boolean then asked_id end
     where school_id = $1::uuid and asked_id = $2::uuid`,
    [scope.schoolId, excuseId, refused],
  )

/** Takes back what was only asked for, with every duty that waited. */
export const withdrawAskedQuery = (scope: Scope, dutyId: string) =>
  raw(
    `with taken as (
       update excuse q set state = 'withdrawn' from duty d
       where d.school_id = $1::uuid and d.id = $2::uuid and q.school_id = d.school_id and q.id = d.asked_id and q.state = 'asked'
       returning q.id),
     free as (select d.school_id, d.id from duty d join taken t on t.id = d.asked_id
       where d.school_id = $1::uuid order by d.id for update of d)
     update duty d set asked_id = null from free where d.school_id = free.school_id and d.id = free.id`,
    [scope.schoolId, dutyId],
  )
