import { TO_DO } from '#server/db/open-duty.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** A duty and the others of its child still to do, which an excuse may cover; locked in the order in which a card locks them. */
export const excusableQuery = (scope: Scope, pupilId: string | null, dutyId: string | null) =>
  raw<{ id: string; key: string; from: string; to: string; dueOn: string }>(
    `select d.id, d.key, d.window_from as "from", d.window_to as "to", d.due_on as "dueOn" from duty d
     where d.school_id = $1::uuid and (d.pupil_id = $2::uuid or d.id = $3::uuid) and ${TO_DO} order by d.id for update`,
    [scope.schoolId, pupilId, dutyId],
  )

/** Windows of some children that are excused already. */
export const excuseWindowsQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw<{ id: string; pupilId: string; key: string; from: string; to: string; dueOn: string }>(
    `select id, pupil_id as "pupilId", key, window_from as "from", window_to as "to", due_on as "dueOn" from duty
     where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and excuse_kind is not null`,
    [scope.schoolId, pupilIds],
  )

export const excuseQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('excuse')
    .select([
      'pupil_id as pupilId',
      'duty_id as dutyId',
      'from_on as from',
      'to_on as to',
      'kind',
      'state',
      'asked_by as askedBy',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

/** Excuses over a time that reach beyond a day, agreed or waiting for a second person; with the school's day on which each was given. */
export const timeExcusesQuery = (scope: Scope, from: string) =>
  raw<{
    id: string
    pupilId: string
    from: string
    to: string
    kind: string
    state: string
    askedBy: string | null
    askedAt: string
    givenOn: string
    byTwo: boolean
  }>(
    `select id, pupil_id as "pupilId", from_on as "from", to_on as "to", kind, state, asked_by as "askedBy", asked_at as "askedAt",
       (asked_at at time zone (select time_zone from unit where id = $1::uuid))::date as "givenOn", decided_by is not null as "byTwo"
     from excuse where school_id = $1::uuid and state in ('agreed', 'asked') and duty_id is null and pupil_id is not null and to_on >= $2::date
     order by asked_at, id`,
    [scope.schoolId, from],
  )

export const askedExcusesQuery = (scope: Scope) =>
  raw<{
    id: string
    pupilId: string
    pupilName: string
    className: string | null
    key: string | null
    kind: string
    sealed: Buffer | null
    from: string
    to: string
    askedBy: string | null
    askedByName: string | null
  }>(
    `select q.id, q.pupil_id as "pupilId", p.name as "pupilName", k.name as "className", d.key, q.kind, q.reason_sealed as sealed,
       q.from_on as "from", q.to_on as "to", q.asked_by as "askedBy", u.name as "askedByName"
     from excuse q join pupil p on p.school_id = q.school_id and p.id = q.pupil_id
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     left join duty d on d.school_id = q.school_id and d.id = q.duty_id
     left join auth_user u on u.id = q.asked_by
     where q.school_id = $1::uuid and q.state = 'asked' order by q.asked_at, q.id limit 100`,
    [scope.schoolId],
  )

/** Excuses that wait for a second person, other than the reader. */
export const askedCountQuery = (scope: Scope) =>
  raw<{ count: number }>(
    `select count(*)::int as count from excuse where school_id = $1::uuid and state = 'asked' and asked_by is distinct from app_user()`,
    [scope.schoolId],
  )
