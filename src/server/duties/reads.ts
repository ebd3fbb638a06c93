import { sql } from 'kysely'
import { CardKind } from '#shared/duties/schema.ts'
import { TO_DO } from '#server/db/open-duty.ts'
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

/** Every version of every rule, with what its plan goes by: the key of the definition, and whom else it asks duties for. */
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
      sql<string[]>`array(select t ->> 'category' from jsonb_array_elements(p.params -> 'otherTargets') t
        where (t ->> 'duties')::boolean order by 1)`.as('otherTargets'),
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

/** Who did what is owed once, under which version of its rule, in whatever year: also under one that was corrected the same day. */
export const doneOnceQuery = (scope: Scope, keys: readonly string[], pupilIds: readonly string[] | null) =>
  raw<{ key: string; ruleId: string; subjectId: string }>(
    `select d.key, d.rule_id as "ruleId", d.subject_id as "subjectId" from duty_rule r
     join duty d on d.school_id = r.school_id and d.rule_id = r.id and d.done_on is not null
     where r.school_id = $1::uuid and r.key = any ($2::text[]) and r.params ->> 'period' = 'once'
       and ($3::uuid[] is null or d.pupil_id = any ($3::uuid[]))`,
    [scope.schoolId, keys, pupilIds],
  )

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
    `select d.id as "dutyId", d.key, d.window_from as "from", d.due_on as "dueOn" from duty d
     where d.school_id = $1::uuid and d.pupil_id = $2::uuid and ${TO_DO} and d.window_from <= $3::date
       and d.key = any ($4::text[]) order by d.due_on desc, d.id limit 20`,
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
