import type { Role } from '#shared/access/schema.ts'
import { OF_OWN_DEPARTMENT } from '#server/db/own-department.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface FeedActorRow {
  readonly school_id: string
  readonly link_id: string
  readonly user_id: string
  readonly name: string
  readonly locale: string | null
  readonly roles: {
    readonly role: Role
    readonly schoolId: string
    readonly classId: string | null
    readonly pupilId: string | null
    readonly timeZone: string
  }[]
}

/** The person behind a token, with the roles that hold today; no row for a token unknown or revoked. */
export const feedActorQuery = (hash: Buffer, at: string) =>
  raw<FeedActorRow>(`select * from feed_actor(decode($1, 'hex'), $2::timestamptz)`, [
    hash.toString('hex'),
    at,
  ])

export const currentLinkQuery = (scope: Scope) =>
  qb
    .selectFrom('feed_link')
    .select(['id', 'created_at as createdAt', 'read_on as readOn'])
    .where('school_id', '=', scope.schoolId)
    .where('user_id', '=', scope.userId)
    .where('revoked_at', 'is', null)
    .compile()

export interface FeedTaskRow {
  readonly id: string
  readonly entry: string | null
  readonly title: string | null
  readonly startsOn: string
  readonly endsOn: string
  readonly state: string
  readonly namesPupil: boolean
}

/** A person's tasks between two days: all for leaders, else the own, the role's, the own department's and nobody's. */
export const feedTasksQuery = (
  scope: Scope,
  who: { readonly all: boolean; readonly roles: readonly string[] },
  days: { readonly from: string; readonly to: string },
) =>
  raw<FeedTaskRow>(
    `select t.id, t.entry, t.title, t.starts_on as "startsOn", t.ends_on as "endsOn", t.state,
       exists (select 1 from pupil p where p.school_id = t.school_id and length(p.name) > 1
         and strpos(replace(t.title, ' ', ''), p.name) > 0) as "namesPupil"
     from task_state t
     where t.school_id = $1::uuid and t.starts_on <= $3::date and t.ends_on >= $2::date
       and ($4::boolean or t.owner_id = $5::uuid or t.owner_role = any ($6::text[])
         or ${OF_OWN_DEPARTMENT} or (t.owner_id is null and t.owner_role is null and t.department_ids = '{}'))
     order by t.starts_on, t.id`,
    [scope.schoolId, days.from, days.to, who.all, scope.userId, who.roles],
  )
