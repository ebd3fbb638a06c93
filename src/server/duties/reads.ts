import { sql } from 'kysely'
import { CardKind } from '#shared/duties/schema.ts'
import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Every plan of the school that ever ran or will, oldest first, with its definition. */
export const plansQuery = (scope: Scope) =>
  qb
    .selectFrom('care_plan as p')
    .innerJoin('definition as d', (join) =>
      join.onRef('d.school_id', '=', 'p.school_id').onRef('d.id', '=', 'p.definition_id'),
    )
    .select([
      'p.id',
      'p.preset',
      'p.name as ownName',
      'p.own_plan_id as ownPlanId',
      'p.params',
      'p.effective_from as effectiveFrom',
      'p.effective_to as effectiveTo',
      'd.id as definitionId',
      'd.key as definitionKey',
      'd.version as definitionVersion',
    ])
    .where('p.school_id', '=', scope.schoolId)
    .orderBy('p.created_at')
    .orderBy('p.id')
    .compile()

/** One of the school's own plans that is on the list. */
export const ownPlanQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('own_plan')
    .select(['id', 'name', 'preset', 'params'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .compile()

/** Every version of every rule, with the key of the definition its plan goes by. */
export const rulesQuery = (scope: Scope) =>
  qb
    .selectFrom('duty_rule as r')
    .innerJoin('care_plan as p', (join) =>
      join.onRef('p.school_id', '=', 'r.school_id').onRef('p.id', '=', 'r.plan_id'),
    )
    .innerJoin('definition as d', (join) =>
      join.onRef('d.school_id', '=', 'p.school_id').onRef('d.id', '=', 'p.definition_id'),
    )
    .select([
      'r.id',
      'r.plan_id as planId',
      'r.key',
      'r.version',
      'r.params',
      'r.effective_from as effectiveFrom',
      'r.effective_to as effectiveTo',
      'd.key as definitionKey',
    ])
    .where('r.school_id', '=', scope.schoolId)
    .orderBy('r.key')
    .orderBy('r.version')
    .compile()

/** Duties of a plan's rules that are overdue. */
export const missedOfPlanQuery = (scope: Scope, planId: string) =>
  raw<{ count: number }>(
    `select count(*)::int as count from duty_state d join duty_rule r on r.school_id = d.school_id and r.id = d.rule_id
     where d.school_id = $1::uuid and r.plan_id = $2::uuid and d.state = 'missed'`,
    [scope.schoolId, planId],
  )

/** Duties of the school, or of some children, due from a day on. */
export const dutiesDueFromQuery = (scope: Scope, from: string, pupilIds: readonly string[] | null) =>
  qb
    .selectFrom('duty')
    .select([
      'id',
      'rule_id as ruleId',
      'key',
      'subject_kind as subjectKind',
      'subject_id as subjectId',
      'pupil_id as pupilId',
      'class_id as classId',
      'window_from as from',
      'window_to as to',
      'due_on as dueOn',
      'slot',
      'done_on as doneOn',
      'done_card_id as cardId',
      'attempts',
      'last_attempt_on as lastAttemptOn',
      'performer_role as performerRole',
      'ended_on as endedOn',
      sql<boolean>`excuse_kind is not null`.as('excused'),
    ])
    .where('school_id', '=', scope.schoolId)
    .where('due_on', '>=', from)
    .$if(pupilIds !== null, (q) => q.where(sql<boolean>`pupil_id = any (${[...(pupilIds ?? [])]}::uuid[])`))
    .compile()

const LONGER_THAN_A_TERM_DAYS = 200

/**
 * The last due day of what is opened with its term. A duty of a whole year is opened long before the year is over: it says
 * nothing of how far the terms have been opened.
 */
export const lastDueQuery = (scope: Scope) =>
  raw<{ dueOn: string | null }>(
    `select due_on as "dueOn" from duty where school_id = $1::uuid and window_to - window_from < ${LONGER_THAN_A_TERM_DAYS}
     order by due_on desc limit 1`,
    [scope.schoolId],
  )

/** Begun talks, contacts and visits of a child that are still to do; the newest first. */
export const stillOpenQuery = (scope: Scope, pupilId: string) =>
  raw<{ dutyId: string; key: string; from: string; dueOn: string }>(
    `select id as "dutyId", key, window_from as "from", due_on as "dueOn" from duty
     where school_id = $1::uuid and pupil_id = $2::uuid and done_on is null and excuse_kind is null
       and (ended_on is null or ended_on >= $3::date) and window_from <= $3::date and key = any ($4::text[]) order by due_on desc, id limit 20`,
    [scope.schoolId, pupilId, scope.today, CardKind.options],
  )

/** Whom a duty is about is reached: its child, its class, the person oneself, or the whole school. */
function subjectReached({ reach, userId }: Scope) {
  if (reach.kind === 'school') return sql<boolean>`true`
  const [classIds, pupilIds] = [[...reach.classIds], [...reach.pupilIds]]
  return sql<boolean>`case d.subject_kind
    when 'child' then p.class_id = any (${classIds}::uuid[]) or p.id = any (${pupilIds}::uuid[])
    when 'class' then d.class_id = any (${classIds}::uuid[]) when 'person' then d.person_id = ${userId}::uuid else false end`
}

/** One duty with its state, if the scope reaches whom it is about. */
export const dutyQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('duty_state as d')
    .leftJoin('pupil as p', (join) =>
      join.onRef('p.school_id', '=', 'd.school_id').onRef('p.id', '=', 'd.pupil_id'),
    )
    .leftJoin('auth_user as u', 'u.id', 'd.excused_by')
    .leftJoin('duty as y', (join) => join.onRef('y.school_id', '=', 'd.school_id').onRef('y.id', '=', 'd.id'))
    .leftJoin('excuse as e', (join) =>
      join.onRef('e.school_id', '=', 'y.school_id').onRef('e.id', '=', 'y.excuse_id'),
    )
    .select(dutyColumns)
    .select(isAsked)
    .where('d.school_id', '=', scope.schoolId)
    .where('d.id', '=', id)
    .where(subjectReached(scope))
    .compile()

const dutyColumns = [
  'd.id',
  'd.key',
  'd.subject_kind as subjectKind',
  'd.subject_id as subjectId',
  'd.pupil_id as pupilId',
  'd.class_id as classId',
  'd.performer_role as performerRole',
  'd.window_from as from',
  'd.window_to as to',
  'd.due_on as dueOn',
  'd.state',
  'd.days_left as daysLeft',
  'd.done_on as doneOn',
  'd.done_card_id as doneCardId',
  'd.attempts',
  'd.last_attempt_on as lastAttemptOn',
  'd.excuse_kind as excuseKind',
  'd.class_id as classId',
  'd.excused_by as excusedBy',
  'e.id as excuseId',
  'e.reason_sealed as excuseSealed',
  'u.name as excusedByName',
] as const

/** Does an excuse that would cover a duty d wait for a second person? */
export const ASKED = `(d.asked_id is not null and d.done_on is null)`
const isAsked = sql<boolean>`${sql.raw(ASKED)}`.as('excuseAsked')

/** Begun duties of a child, newest first, up to a day and id. */
export const childDutiesQuery = (
  scope: Scope,
  pupilId: string,
  before: { on: string; id: string } | null,
  limit: number,
) =>
  qb
    .selectFrom('duty_state as d')
    .leftJoin('auth_user as u', 'u.id', 'd.excused_by')
    .leftJoin('duty as y', (join) => join.onRef('y.school_id', '=', 'd.school_id').onRef('y.id', '=', 'd.id'))
    .leftJoin('excuse as e', (join) =>
      join.onRef('e.school_id', '=', 'y.school_id').onRef('e.id', '=', 'y.excuse_id'),
    )
    .select(dutyColumns)
    .select(isAsked)
    .where('d.school_id', '=', scope.schoolId)
    .where('d.pupil_id', '=', pupilId)
    .where('d.window_from', '<=', scope.today)
    .$if(before !== null, (q) =>
      q.where(sql<boolean>`(d.due_on, d.id) < (${before?.on ?? ''}::date, ${before?.id ?? ''}::uuid)`),
    )
    .orderBy('d.due_on', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit)
    .compile()

export const schoolsQuery = () =>
  qb
    .selectFrom('unit')
    .select(['id', 'time_zone as timeZone'])
    .where('kind', '=', 'school')
    .orderBy('id')
    .compile()

export const currentTermQuery = (scope: Scope) =>
  raw<{
    name: string
    from: string
    to: string
    days: { day: string; kind: 'holiday' | 'makeup'; name: string }[] | null
  }>(
    `select t.name, t.starts_on as "from", t.ends_on as "to",
       (select json_agg(json_build_object('day', d.day, 'kind', d.kind, 'name', d.name)) from calendar_day d
        where d.school_id = t.school_id and d.day between t.starts_on and t.ends_on) as days
     from term t where t.school_id = $1::uuid and $2::date between t.starts_on and t.ends_on
     order by t.starts_on desc limit 1`,
    [scope.schoolId, scope.today],
  )

export const planExistsQuery = (scope: Scope) =>
  raw<{ any: boolean }>('select exists (select 1 from care_plan where school_id = $1::uuid) as "any"', [
    scope.schoolId,
  ])

/** Excuses that wait for a second person, other than the reader. */
export const askedCountQuery = (scope: Scope) =>
  raw<{ count: number }>(
    `select count(*)::int as count from excuse where school_id = $1::uuid and state = 'asked' and asked_by is distinct from app_user()`,
    [scope.schoolId],
  )

/**
 * A duty and the others of its child that an excuse may cover, neither done nor excused; locked in the order in which a
 * card locks them.
 */
export const excusableQuery = (scope: Scope, pupilId: string | null, dutyId: string | null) =>
  raw<{ id: string; key: string; from: string; to: string; dueOn: string }>(
    `select id, key, window_from as "from", window_to as "to", due_on as "dueOn" from duty
     where school_id = $1::uuid and (pupil_id = $2::uuid or id = $3::uuid) and done_on is null and excuse_kind is null
       and (ended_on is null or ended_on >= app_today())
     order by id for update`,
    [scope.schoolId, pupilId, dutyId],
  )

/** Windows of a child that are excused already. */
export const excuseWindowsQuery = (scope: Scope, pupilId: string | null) =>
  raw<{ id: string; key: string; from: string; to: string; dueOn: string }>(
    `select id, key, window_from as "from", window_to as "to", due_on as "dueOn" from duty
     where school_id = $1::uuid and pupil_id = $2::uuid and excuse_kind is not null`,
    [scope.schoolId, pupilId],
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

/** Excuses over a time that reach beyond a day, agreed or waiting for a second person. */
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
  }>(
    `select id, pupil_id as "pupilId", from_on as "from", to_on as "to", kind, state, asked_by as "askedBy", asked_at as "askedAt"
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
