import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { HANDED_OVER } from '#server/cover/reads.ts'

/** One arrangement of a school at a time, so that two cannot overlap unseen; released with the transaction. */
export const lockCoversQuery = (scope: Scope) => lockQuery('covers', scope.schoolId)

export interface NewCover {
  readonly id: string
  readonly fromUserId: string
  readonly toUserId: string
  readonly from: string
  readonly to: string | null
  readonly roleIds: readonly string[]
  /** An id for each of its posts. */
  readonly postIds: readonly string[]
}

export const insertCoverQuery = (scope: Scope, cover: NewCover) =>
  qb
    .insertInto('cover')
    .values({
      school_id: scope.schoolId,
      id: cover.id,
      from_user_id: cover.fromUserId,
      to_user_id: cover.toUserId,
      from_on: cover.from,
      to_on: cover.to,
      created_by: scope.userId,
    })
    .compile()

export const insertPostsQuery = (scope: Scope, cover: NewCover) =>
  raw(
    `insert into cover_post (school_id, id, cover_id, assignment_id)
     select $1::uuid, p.id, $2::uuid, p.role_id from unnest($3::uuid[], $4::uuid[]) as p(id, role_id)`,
    [scope.schoolId, cover.id, cover.postIds, cover.roleIds],
  )

/** For good: the old holder's roles end the day before, the new one has the same from that day on. */
export const handOverQuery = (scope: Scope, cover: NewCover) =>
  raw(
    `with given as (
       insert into role_assignment (school_id, id, user_id, role, class_id, pupil_id, pairing_id, from_on, to_on, created_by)
       select r.school_id, p.id, $2::uuid, r.role, r.class_id, r.pupil_id, r.pairing_id, $3::date, r.to_on, $4::uuid
       from unnest($5::uuid[], $6::uuid[]) as p(id, role_id)
       join role_assignment r on r.school_id = $1::uuid and r.id = p.role_id
       where not exists (select 1 from role_assignment o where o.school_id = r.school_id and o.user_id = $2::uuid
         and o.role = r.role and o.class_id is not distinct from r.class_id and o.pupil_id is not distinct from r.pupil_id
         and o.from_on <= $3::date and o.to_on is null))
     update role_assignment set from_on = least(from_on, $3::date - 1), to_on = $3::date - 1, ended_reason = '${HANDED_OVER}'
     where school_id = $1::uuid and id = any ($6::uuid[])`,
    [scope.schoolId, cover.toUserId, cover.from, scope.userId, cover.postIds, cover.roleIds],
  )

/** Before its day: what the new holder was to have is gone, and the old one's roles last as long as they did. */
export const takeBackQuery = (scope: Scope, id: string) =>
  raw(
    `with given as (
       delete from role_assignment g using cover_post p
       where p.school_id = $1::uuid and p.cover_id = $2::uuid and g.school_id = p.school_id and g.id = p.id
       returning p.assignment_id, g.to_on)
     update role_assignment r set to_on = given.to_on, ended_reason = null from given
     where r.school_id = $1::uuid and r.id = given.assignment_id`,
    [scope.schoolId, id],
  )

export const endCoverQuery = (scope: Scope, id: string, at: string) =>
  qb
    .updateTable('cover')
    .set({ ended_at: at, ended_by: scope.userId })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .compile()

/** The post that owes a duty, for somebody from today on; the same id twice gives it once. */
export const insertPostQuery = (
  scope: Scope,
  post: {
    readonly id: string
    readonly userId: string
    readonly role: string
    readonly classId: string | null
    readonly pupilId: string | null
  },
) =>
  qb
    .insertInto('role_assignment')
    .values({
      school_id: scope.schoolId,
      id: post.id,
      user_id: post.userId,
      role: post.role,
      class_id: post.classId,
      pupil_id: post.pupilId,
      from_on: scope.today,
      created_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()
