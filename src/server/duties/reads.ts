import { sql } from 'kysely'
import { qb, raw, reached } from '#server/db/query.ts'
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

/** Times on the list by definition, over all its versions; a pupil who left the school is not on it any more. */
export const listTimesQuery = (scope: Scope, pupilIds: readonly string[] | null) =>
  raw<{ pupilId: string; classId: string | null; definitionKey: string; from: string; to: string | null }>(
    `select s.pupil_id as "pupilId", p.class_id as "classId", d.key as "definitionKey",
       s.from_on as "from", least(s.to_on, p.left_on) as "to"
     from child_status s join pupil p on p.school_id = s.school_id and p.id = s.pupil_id
     join definition d on d.school_id = s.school_id and d.id = s.definition_id
     where s.school_id = $1::uuid and s.result = 'counted' and ($2::uuid[] is null or s.pupil_id = any ($2::uuid[]))`,
    [scope.schoolId, pupilIds],
  )

/** Duties of the school, or of some children, due from a day on. */
export const dutiesDueFromQuery = (scope: Scope, from: string, pupilIds: readonly string[] | null) =>
  qb
    .selectFrom('duty')
    .select([
      'id',
      'rule_id as ruleId',
      'key',
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
      sql<boolean>`excuse_kind is not null`.as('excused'),
    ])
    .where('school_id', '=', scope.schoolId)
    .where('due_on', '>=', from)
    .$if(pupilIds !== null, (q) => q.where(sql<boolean>`pupil_id = any (${[...(pupilIds ?? [])]}::uuid[])`))
    .compile()

export const lastDueQuery = (scope: Scope) =>
  qb
    .selectFrom('duty')
    .select(sql<string | null>`max(due_on)`.as('dueOn'))
    .where('school_id', '=', scope.schoolId)
    .compile()

/** Begun duties of a child that are still to do; the newest first. */
export const stillOpenQuery = (scope: Scope, pupilId: string) =>
  raw<{ dutyId: string; key: string; from: string; dueOn: string }>(
    `select id as "dutyId", key, window_from as "from", due_on as "dueOn" from duty
     where school_id = $1::uuid and pupil_id = $2::uuid and done_on is null and excuse_kind is null
       and window_from <= $3::date order by due_on desc, id limit 20`,
    [scope.schoolId, pupilId, scope.today],
  )

/** One duty with its state, if the scope reaches its child. */
export const dutyQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('duty_state as d')
    .innerJoin('pupil as p', (join) =>
      join.onRef('p.school_id', '=', 'd.school_id').onRef('p.id', '=', 'd.pupil_id'),
    )
    .leftJoin('auth_user as u', 'u.id', 'd.excused_by')
    .select(dutyColumns)
    .where('d.school_id', '=', scope.schoolId)
    .where('d.id', '=', id)
    .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))
    .compile()

const dutyColumns = [
  'd.id',
  'd.key',
  'd.pupil_id as pupilId',
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
  'd.excuse_reason as excuseReason',
  'u.name as excusedByName',
] as const

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
    .select(dutyColumns)
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

/** Children on today's list of a definition, by class, with the class teachers of today. */
export const childrenByClassQuery = (scope: Scope, definitionKey: string) =>
  raw<{ classId: string | null; className: string | null; teachers: string[]; children: number }>(
    `select c.id as "classId", c.name as "className", count(*)::int as children, array(
         select distinct u.name from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
         where r.school_id = $1::uuid and r.class_id = c.id and r.role = 'classTeacher' and r.from_on <= $3::date
           and (r.to_on is null or r.to_on >= $3::date) order by u.name) as teachers
     from child_status s
     join definition d on d.school_id = s.school_id and d.id = s.definition_id and d.key = $2 and d.effective_to is null
     join pupil p on p.school_id = s.school_id and p.id = s.pupil_id and p.left_on is null
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     where s.school_id = $1::uuid and s.to_on is null and s.result = 'counted'
     group by c.id, c.name, c.grade, c.number order by c.grade nulls last, c.number`,
    [scope.schoolId, definitionKey, scope.today],
  )

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

/** Who holds which role today: for a class, a child or the school. */
const PERFORMERS = `performer as (
  select r.role,
    case r.role when 'classTeacher' then r.class_id when 'helpingTeacher' then r.pupil_id else r.school_id end as target
  from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
  where r.school_id = $1::uuid and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today()))`
const UNASSIGNED = `coalesce((d.performer_role, case d.performer_role when 'classTeacher' then d.class_id
  when 'helpingTeacher' then d.pupil_id else d.school_id end) in (select r.role, r.target from performer r), false) is not true`

export interface MyDayRow {
  readonly dutyId: string
  readonly key: string
  readonly pupilId: string
  readonly pupilName: string
  readonly classId: string | null
  readonly className: string | null
  readonly village: string | null
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly daysLeft: number
  readonly attempts: number
  readonly lastAttemptOn: string | null
  readonly performerRole: string
  readonly noCarer: boolean
  readonly unassigned: boolean
  readonly alsoOpen: number
  readonly open: number
  readonly cardKind: string | null
  readonly cardHeldOn: string | null
  readonly cardTopics: string[] | null
  readonly contactWho: string | null
  readonly contactPhone: string | null
  readonly contactTime: string | null
}

/** A person's own classes and children. */
export interface Own {
  readonly classIds: readonly string[]
  readonly pupilIds: readonly string[]
}

/** Nobody, or nobody certain, cares for a child at home (K-76, H-03). Reads $2 today. */
export const noCarer = (row: string): string =>
  `exists (select 1 from carer c where c.school_id = ${row}.school_id and c.pupil_id = ${row}.pupil_id
     and c.kind in ('nobody', 'uncertain')
     and (c.from_on is null or c.from_on <= $2::date) and (c.to_on is null or c.to_on > $2::date))`

/** How far a list looks ahead: at windows begun by a day, and those due by another; null = whenever. */
export interface Ahead {
  readonly begunBy: string
  readonly dueBy: string | null
}

/**
 * Begun duties still to do, one line for each child and kind, the most urgent first (shared byUrgency); a window that
 * begins later within the days looked at is a line of its own. A leader's own classes come whole,
 * of the others only what is overdue or has nobody to do it.
 */
export const myDayQuery = (
  scope: Scope,
  own: Own,
  since: string,
  limit: number,
  ahead: Ahead = { begunBy: scope.today, dueBy: null },
) =>
  raw<MyDayRow>(
    `with ${PERFORMERS}, open as (
       select d.id, d.key, d.pupil_id, d.class_id, d.window_from, d.window_to, d.due_on, d.attempts, d.last_attempt_on,
         d.performer_role, d.school_id, row_number() over kind as place,
         count(*) over (partition by d.pupil_id, d.key, case when d.window_from > $2::date then d.id end) as n
       from duty d
       where d.school_id = $1::uuid and d.done_on is null and d.excuse_kind is null
         and d.window_from <= $7::date and d.due_on >= $3::date
         and (d.class_id = any ($4::uuid[]) or d.pupil_id = any ($5::uuid[])${
           scope.reach.kind === 'school' ? ` or d.due_on < $2::date or ${UNASSIGNED}` : ''
         })
       window kind as (partition by d.pupil_id, d.key, case when d.window_from > $2::date then d.id end
         order by d.window_from desc, d.due_on, d.id)),
     line as (
       select o.*, p.name as pupil_name, p.village, p.class_id as now_class, ${noCarer('o')} as no_carer
       from open o join pupil p on p.school_id = o.school_id and p.id = o.pupil_id where o.place = 1),
     shown as (
       select l.*, count(*) over () as lines from line l
       where $8::date is null or l.due_on <= $8::date or l.no_carer
       order by (l.due_on < $2::date or l.no_carer) desc, l.no_carer desc, l.due_on, l.pupil_name, l.id limit $6::int)
     select d.id as "dutyId", d.key, d.pupil_id as "pupilId", d.pupil_name as "pupilName", d.class_id as "classId",
       k.name as "className", d.village, d.window_from as "from", d.window_to as "to", d.due_on as "dueOn",
       d.due_on - $2::date as "daysLeft", d.attempts, d.last_attempt_on as "lastAttemptOn",
       d.performer_role as "performerRole", d.no_carer as "noCarer", ${UNASSIGNED} as "unassigned",
       (d.n - 1)::int as "alsoOpen", d.lines::int as "open",
       a.kind as "cardKind", a.held_on as "cardHeldOn", a.topics as "cardTopics",
       coalesce(f.relation, c.relation) as "contactWho", coalesce(f.phone_masked, c.phone_masked) as "contactPhone",
       coalesce(f.best_time, c.best_time) as "contactTime"
     from shown d
     left join class k on k.school_id = d.school_id and k.id = d.now_class
     left join lateral (
       select x.kind, x.held_on, x.fields -> 'topics' as topics from card x where x.school_id = d.school_id
         and x.pupil_id = d.pupil_id and x.superseded_at is null and x.reached order by x.held_on desc limit 1) a on true
     left join lateral (
       select m.relation, m.phone_masked, m.best_time from family_member m
       where d.key = 'parentContact' and m.school_id = d.school_id and m.pupil_id = d.pupil_id and m.state = 'present'
         and m.phone_masked is not null
       order by exists (select 1 from absence b where b.school_id = m.school_id and b.pupil_id = m.pupil_id
         and b.member_id = m.id and (b.to_on is null or b.to_on > $2::date)) desc, m.id limit 1) f on true
     left join lateral (
       select y.relation, y.phone_masked, (select m.best_time from family_member m
         where m.school_id = y.school_id and m.id = y.member_id) as best_time
       from carer y where d.key = 'homeVisit' and y.school_id = d.school_id and y.pupil_id = d.pupil_id
         and (y.from_on is null or y.from_on <= $2::date) and (y.to_on is null or y.to_on > $2::date)
       order by y.phone_masked is not null desc, y.id limit 1) c on true
     order by (d.due_on < $2::date or d.no_carer) desc, d.no_carer desc, d.due_on, d.pupil_name, d.id`,
    [scope.schoolId, scope.today, since, own.classIds, own.pupilIds, limit, ahead.begunBy, ahead.dueBy],
  )

/** Whom a person reaches as a condition on duties, of the lists that hold somebody only: an index fits one, not both. */
function reachedDuties(
  { reach }: Scope,
  first: number,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  if (reach.kind === 'school') return { sql: '', parameters: [] }
  const lists = [
    { column: 'class_id', ids: reach.classIds },
    { column: 'pupil_id', ids: reach.pupilIds },
  ].filter(({ ids }) => ids.length > 0)
  const each = lists.map(({ column }, at) => `${column} = any ($${first + at}::uuid[])`)
  return { sql: ` and (${each.join(' or ') || 'false'})`, parameters: lists.map(({ ids }) => ids) }
}

/** The ring: begun duties due in some days, done and still to do; excused ones are in neither. */
export const ringQuery = (scope: Scope, from: string, to: string) => {
  const own = reachedDuties(scope, 5)
  return raw<{ done: number; open: number }>(
    `select count(*) filter (where done_on is not null)::int as done,
       count(*) filter (where done_on is null and excuse_kind is null)::int as open
     from duty where school_id = $1::uuid and due_on between $2::date and $3::date and window_from <= $4::date${own.sql}`,
    [scope.schoolId, from, to, scope.today, ...own.parameters],
  )
}
