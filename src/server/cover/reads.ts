import { sql } from 'kysely'
import { qb, raw } from '#server/db/query.ts'
import { TO_DO } from '#server/db/open-duty.ts'
import type { Scope } from '#server/db/scope.ts'

/** Class `k` is of a school year `y` that is over, and its children have gone on to other classes. */
const classLeft = (scope: Scope) =>
  sql<boolean>`coalesce(y.ends_on < ${scope.today}::date, false) and not exists (select from pupil q
    where q.school_id = k.school_id and q.class_id = k.id and q.left_on is null)`

/** Every role that is not over, of accounts that are switched on, with the names of class and child. */
export const rolesQuery = (scope: Scope) =>
  qb
    .selectFrom('role_assignment as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .leftJoin('class as k', (join) =>
      join.onRef('k.school_id', '=', 'r.school_id').onRef('k.id', '=', 'r.class_id'),
    )
    .leftJoin('school_year as y', (join) =>
      join.onRef('y.school_id', '=', 'k.school_id').onRef('y.id', '=', 'k.school_year_id'),
    )
    .leftJoin('pupil as p', (join) =>
      join.onRef('p.school_id', '=', 'r.school_id').onRef('p.id', '=', 'r.pupil_id'),
    )
    .select([
      'r.id',
      'r.user_id as userId',
      'u.name',
      'r.role',
      'r.from_on as from',
      'r.to_on as to',
      'k.name as className',
      'p.name as pupilName',
      classLeft(scope).as('classLeft'),
    ])
    .where('r.school_id', '=', scope.schoolId)
    .where('u.disabled', '=', false)
    .where((eb) => eb.or([eb('r.to_on', 'is', null), eb('r.to_on', '>=', scope.today)]))
    .orderBy('u.name')
    .orderBy('u.id')
    .orderBy('r.from_on')
    .orderBy('r.id')
    .compile()

/** Posts handed over for good, as they are held now, with who had them and may have no role left; of accounts switched on. */
export const handedOverQuery = (scope: Scope) =>
  raw<{ userId: string; name: string; roleId: string }>(
    `select u.id as "userId", u.name, p.id as "roleId" from cover c
     join cover_post p on p.school_id = c.school_id and p.cover_id = c.id
     join auth_user u on u.id = c.from_user_id and not u.disabled
     where c.school_id = $1::uuid and c.to_on is null and c.ended_at is null
     order by u.name, u.id`,
    [scope.schoolId],
  )

/** Covers that were not ended and are not over, as the rules want them. */
export const standingCoversQuery = (scope: Scope) =>
  raw<{
    id: string
    fromUserId: string
    fromName: string
    toUserId: string
    toName: string
    from: string
    to: string | null
    roleIds: string[]
  }>(
    `select c.id, c.from_user_id as "fromUserId", f.name as "fromName", c.to_user_id as "toUserId", t.name as "toName",
       c.from_on as "from", c.to_on as "to",
       array(select p.assignment_id from cover_post p where p.school_id = c.school_id and p.cover_id = c.id) as "roleIds"
     from cover c join auth_user f on f.id = c.from_user_id join auth_user t on t.id = c.to_user_id
     where c.school_id = $1::uuid and c.ended_at is null and c.to_on >= $2::date`,
    [scope.schoolId, scope.today],
  )

export interface CoverRow {
  readonly id: string
  readonly fromUserId: string
  readonly fromName: string
  readonly toUserId: string
  readonly toName: string
  readonly from: string
  readonly to: string | null
  readonly classNames: string[]
  readonly children: number
  readonly createdById: string | null
  readonly createdByName: string | null
  readonly endedByName: string | null
  readonly endedAt: string | null
  /** Handed over for good with a part that cannot be put back as it was: changed since, passed on, or shared. */
  readonly changed: boolean
}

/** Why a role ended that was handed over for good. */
export const HANDED_OVER = '交接'

/** Hand-over `c` by its posts: the old role ended for it, the new one stands as it was given. */
const CHANGED_SINCE = `c.to_on is null and exists (select from cover_post p
         join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
         left join role_assignment g on g.school_id = p.school_id and g.id = p.id
         where p.school_id = c.school_id and p.cover_id = c.id and (r.ended_reason is distinct from '${HANDED_OVER}'
           or r.to_on is distinct from c.from_on - 1 or r.from_on = r.to_on or g.id is null or g.ended_reason is not null
           or exists (select from cover_post n where n.school_id = g.school_id and n.assignment_id = g.id)))`

/** Covers and hand-overs, the newest first; of one person, or one of them. Null = whatever. */
export const coversQuery = (
  scope: Scope,
  only: { readonly userId: string | null; readonly id: string | null },
  limit: number,
) =>
  raw<CoverRow>(
    `select c.id, c.from_user_id as "fromUserId", f.name as "fromName", c.to_user_id as "toUserId", t.name as "toName",
       c.from_on as "from", c.to_on as "to", c.created_by as "createdById", b.name as "createdByName",
       e.name as "endedByName", c.ended_at as "endedAt", ${CHANGED_SINCE} as changed,
       array(select k.name from cover_post p
         join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
         join class k on k.school_id = r.school_id and k.id = r.class_id
         where p.school_id = c.school_id and p.cover_id = c.id and r.role = 'classTeacher'
         order by k.grade, k.number) as "classNames",
       (select count(distinct r.pupil_id)::int from cover_post p
         join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
         where p.school_id = c.school_id and p.cover_id = c.id and r.role = 'helpingTeacher') as children
     from cover c join auth_user f on f.id = c.from_user_id join auth_user t on t.id = c.to_user_id
     left join auth_user b on b.id = c.created_by left join auth_user e on e.id = c.ended_by
     where c.school_id = $1::uuid and ($2::uuid is null or $2::uuid in (c.from_user_id, c.to_user_id))
       and ($3::uuid is null or c.id = $3::uuid)
     order by c.from_on desc, c.created_at desc, c.id limit $4::int`,
    [scope.schoolId, only.userId, only.id, limit],
  )

/**
 * Open duties of some posts that are begun by the last of some days: due in them, overdue by their beginning, or under way
 * and due later; and of how many children. It is what the covering person's list will hold.
 */
export const movedQuery = (
  scope: Scope,
  roleIds: readonly string[],
  days: { readonly from: string; readonly to: string | null },
  since: string,
) =>
  raw<{ due: number; overdue: number; later: number; children: number }>(
    `select count(*) filter (where d.due_on >= $3::date and ($4::date is null or d.due_on <= $4::date))::int as due,
       count(*) filter (where d.due_on > $4::date)::int as later, count(*) filter (where d.due_on < $3::date)::int as overdue,
       count(distinct d.pupil_id)::int as children
     from duty d
     where d.school_id = $1::uuid and ${TO_DO}
       and d.due_on >= $5::date and ($4::date is null or d.window_from <= $4::date)
       and (d.performer_role, post_target(d.performer_role, d.school_id, d.class_id, d.pupil_id)) in (
         select r.role, post_target(r.role, r.school_id, r.class_id, r.pupil_id) from role_assignment r
         where r.school_id = $1::uuid and r.id = any ($2::uuid[]))`,
    [scope.schoolId, roleIds, days.from, days.to, since],
  )

/** The post that owes a duty. */
export const dutyPostQuery = (scope: Scope, dutyId: string) =>
  qb
    .selectFrom('duty')
    .select(['performer_role as role', 'class_id as classId', 'pupil_id as pupilId'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', dutyId)
    .compile()
