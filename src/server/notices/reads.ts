import type { TransferState } from '#shared/transfers/schema.ts'
import type { Reach } from '#shared/access/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { PERFORMERS, TARGET, UNASSIGNED } from '#server/db/performers.ts'
import { TO_DO } from '#server/db/open-duty.ts'

export const NOTICE_PAGE = 50

export interface NoticeRow {
  readonly id: string
  readonly kind: string
  readonly ref: string
  readonly day: string
  readonly createdAt: string
  readonly read: boolean
  readonly detail: unknown
  readonly pupilId: string | null
  readonly pupilName: string | null
  readonly className: string | null
  readonly cardId: string | null
  readonly authorName: string | null
  readonly heldOn: string | null
  readonly urgent: boolean | null
  readonly transfer: {
    readonly transferId: string
    readonly otherName: string
    readonly name: string
    readonly className: string | null
    readonly state: TransferState
    readonly expiresOn: string
  } | null
  readonly excuse: {
    readonly id: string
    readonly state: string
    readonly from: string
    readonly to: string
    readonly dutyId: string | null
    readonly key: string | null
    readonly late: boolean
    readonly open: boolean
  } | null
  readonly answerSealed: Buffer | null
  readonly incident: {
    readonly closed: boolean
    readonly waiting: number
    readonly late: number
    readonly reports: number
  } | null
}

/** The incident a notice is about; of another kind none. */
const OF_INCIDENT = `case when n.kind = 'incident' then n.ref::uuid end`
/** A notice of an incident that somebody is still to be told. */
const WAITING = `s.told_at is null and s.withheld_at is null and s.closed_at is null`

/**
 * Whether a notice is new to its reader at the instant $7: never read, or of an incident of which since then another limit has
 * passed, or a report has to be made at once (P3-71, H-04: what is not done rises again, each time somebody looks).
 */
const UNREAD = `(n.read_at is null or exists (
  select from incident_notice_state s where s.school_id = n.school_id and s.incident_id = ${OF_INCIDENT} and ${WAITING}
    and (s.due_at >= n.read_at and s.due_at < $7::timestamptz or s.at_once and s.created_at >= n.read_at)))`

/** Whom the reader reaches today, and the kinds of notices that are not for the reader any more. */
export interface Reader {
  readonly hidden: readonly string[]
  readonly reach: Reach
  /** The instant of the question. */
  readonly at: string
}

/** The reader's own notices; one about an excuse as long as the reader looks after the child. Reads $1 to $6; $7 is the instant. */
const OWN = `n.school_id = $1::uuid and n.user_id = $2::uuid and n.kind <> all ($3::text[])
       and (n.kind <> 'excuseAnswered' or $4::boolean or exists (select from pupil x where x.school_id = n.school_id
         and x.id = n.pupil_id and (x.class_id = any ($5::uuid[]) or x.id = any ($6::uuid[]))))`
const ownOf = (scope: Scope, { hidden, reach, at }: Reader) => [
  scope.schoolId,
  scope.userId,
  hidden,
  reach.kind === 'school',
  reach.kind === 'some' ? reach.classIds : [],
  reach.kind === 'some' ? reach.pupilIds : [],
  at,
]

/** The own notices, unread first; child and author of an urgent card and a transfer are joined now, as they stand now. */
export const noticesQuery = (scope: Scope, reader: Reader) =>
  raw<NoticeRow>(
    `select n.id, n.kind, n.ref, n.day, n.created_at as "createdAt", not ${UNREAD} as read, n.detail,
       p.id as "pupilId", p.name as "pupilName", k.name as "className", c.id as "cardId", u.name as "authorName",
       c.held_on as "heldOn", c.urgent, case when t.id is not null then jsonb_build_object('transferId', t.id,
         'otherName', t.other_name, 'name', coalesce(m.name, t.name_masked), 'className', t.class_name, 'state', t.state,
         'expiresOn', t.expires_on) end as transfer,
       case when e.id is not null then jsonb_build_object('id', e.id, 'state', e.state, 'from', e.from_on,
         'to', e.to_on, 'dutyId', d.id, 'key', d.key, 'late', d.state = 'missed', 'open', p.left_on is null and exists (
           select from duty d where d.school_id = e.school_id and d.pupil_id = e.pupil_id and d.refused_id = e.id and ${TO_DO})) end as excuse,
       e.answer_sealed as "answerSealed",
       case when n.kind = 'incident' then (select jsonb_build_object('closed', coalesce(bool_or(s.closed_at is not null), false),
           'waiting', count(*) filter (where ${WAITING}), 'late', count(*) filter (where ${WAITING} and s.due_at < $7::timestamptz),
           'reports', count(*) filter (where ${WAITING} and s.at_once))
         from incident_notice_state s where s.school_id = n.school_id and s.incident_id = ${OF_INCIDENT}) end as incident
     from notice n
     left join pupil p on p.school_id = n.school_id and p.id = n.pupil_id
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     left join card c on c.school_id = n.school_id and c.root_id = n.card_id and c.superseded_at is null
     left join auth_user u on u.id = c.author_id
     left join transfer t on t.school_id = n.school_id and n.kind in ('transferAsked', 'transferAnswered') and t.id::text = n.ref
     left join pupil m on m.school_id = t.school_id and m.id = t.pupil_id
     left join excuse e on e.school_id = n.school_id and n.kind = 'excuseAnswered' and e.id::text = n.ref
     left join duty_state d on d.school_id = e.school_id and d.id = e.duty_id
     where ${OWN}
     order by not ${UNREAD}, n.kind = 'incident' desc, n.kind = 'urgent' desc, n.created_at desc, n.id desc limit ${NOTICE_PAGE}`,
    ownOf(scope, reader),
  )

export const unreadQuery = (scope: Scope, reader: Reader) =>
  raw<{ unread: number }>(
    `select count(*)::int as unread from notice n where ${UNREAD} and ${OWN}`,
    ownOf(scope, reader),
  )

export const classNamesQuery = (scope: Scope) =>
  raw<{ id: string; name: string }>('select id, name from class where school_id = $1::uuid', [scope.schoolId])

/** Who owes what some roles owe today, by the posts held or covered. */
export const performersQuery = (scope: Scope, roles: readonly string[]) =>
  raw<{ userId: string; role: string; classId: string | null }>(
    `select distinct p.user_id as "userId", p.role, case when p.role = 'classTeacher' then p.target end as "classId"
     from performer p where p.school_id = $1::uuid and p.role = any ($2::text[])`,
    [scope.schoolId, roles],
  )

/**
 * A person `r` with a duty `d` of his own: whoever holds or covers its post, and for what one owes for oneself that person
 * alone.
 */
const owing = (duties: string): string =>
  `select d.*, r.user_id from ${duties} d join performer r on r.role = d.performer_role and r.target = ${TARGET}
     where d.school_id = $1::uuid and d.subject_kind <> 'person'
   union all select d.*, u.id from ${duties} d join auth_user u on u.id = d.person_id and not u.disabled
     where d.school_id = $1::uuid and d.subject_kind = 'person'`

const OWED_BY_PERSON = `select d.user_id as "userId",
       count(distinct d.id) filter (where d.state = 'due')::int as "dueToday",
       count(distinct d.pupil_id) filter (where d.state = 'due')::int as "dueChildren",
       count(distinct d.id) filter (where d.state = 'missed')::int as overdue,
       count(distinct d.pupil_id) filter (where d.state = 'missed')::int as "overdueChildren",
       coalesce(max(-d.days_left) filter (where d.state = 'missed'), 0)::int as longest`

export interface OwedNow {
  readonly userId: string
  readonly dueToday: number
  readonly dueChildren: number
  readonly overdue: number
  readonly overdueChildren: number
  readonly longest: number
}

/** What each person owes now: due today and overdue, by the one view of states; null = everybody. */
export const owedNowQuery = (scope: Scope, since: string, userIds: readonly string[] | null = null) =>
  raw<OwedNow>(
    `with ${PERFORMERS}, owed as (
       select * from duty_state x
       where x.school_id = $1::uuid and x.due_on between $2::date and app_today() and x.state in ('due', 'missed'))
     ${OWED_BY_PERSON} from (${owing('owed')}) d where $3::uuid[] is null or d.user_id = any ($3::uuid[]) group by d.user_id`,
    [scope.schoolId, since, userIds],
  )

/**
 * The same for the reader alone, who is reminded of it today; asked for each minute, it looks at no duty where there is no
 * such reminder.
 */
export const owedByReaderQuery = (scope: Scope, since: string) =>
  raw<OwedNow>(
    `with ${PERFORMERS}, owed as (
       select * from duty_state x
       where x.school_id = $1::uuid and x.due_on between $2::date and app_today() and x.state in ('due', 'missed')
         and exists (select from notice n where n.school_id = $1::uuid and n.user_id = $3::uuid
           and n.kind in ('dueToday', 'overdue')))
     ${OWED_BY_PERSON} from (${owing('owed')}) d where d.user_id = $3::uuid group by d.user_id`,
    [scope.schoolId, since, scope.userId],
  )

/** What is left of the reader's escalations: of the duties that went up those still overdue. */
export const leftOfEscalationsQuery = (scope: Scope) =>
  raw<{ id: string; count: number; longest: number }>(
    `select n.id, count(d.id)::int as count, coalesce(max(-d.days_left), 0)::int as longest
     from notice n cross join lateral jsonb_array_elements_text(n.detail -> 'duties') as x(duty)
     left join duty_state d on d.school_id = n.school_id and d.id = x.duty::uuid and d.state = 'missed'
     where n.school_id = $1::uuid and n.user_id = $2::uuid and n.kind = 'escalation' group by n.id`,
    [scope.schoolId, scope.userId],
  )

/** Overdue duties that have not gone through all steps, with those they have. */
export const toEscalateQuery = (scope: Scope, since: string, afterDays: number, steps: number) =>
  raw<{ dutyId: string; daysOverdue: number; taken: number[] }>(
    `select d.id as "dutyId", -d.days_left as "daysOverdue",
       array(select e.step::int from escalation e where e.school_id = d.school_id and e.duty_id = d.id) as taken
     from duty_state d
     where d.school_id = $1::uuid and d.due_on between $2::date and app_today() - $3::int and d.state = 'missed'
       and (select count(*) from escalation e where e.school_id = d.school_id and e.duty_id = d.id) < $4::int
     order by d.id`,
    [scope.schoolId, since, afterDays, steps],
  )

/** Who owes some duties; null = nobody does. */
export const performersOfQuery = (scope: Scope, dutyIds: readonly string[]) =>
  raw<{ dutyId: string; userId: string | null }>(
    `with ${PERFORMERS}, asked as (select * from duty x where x.school_id = $1::uuid and x.id = any ($2::uuid[]))
     select distinct s.id as "dutyId", d.user_id as "userId"
     from asked s left join (${owing('asked')}) d on d.id = s.id`,
    [scope.schoolId, dutyIds],
  )

export interface WeekRow {
  readonly classId: string | null
  readonly done: number
  readonly late: number
  readonly missed: number
  readonly excused: number
  readonly duties: number
  readonly children: number
  readonly overdue: number
  readonly unassigned: number
}

/** By class: what the week before brought, what this one asks, what is overdue as it begins. */
export const weekQuery = (scope: Scope, since: string, monday: string) =>
  raw<WeekRow>(
    `with ${PERFORMERS}, d as (select * from duty_state x where x.school_id = $1::uuid and x.pupil_id is not null
       and x.due_on between $2::date and $3::date + 6)
     select d.class_id as "classId",
       count(*) filter (where d.due_on between $3::date - 7 and $3::date - 1 and d.state = 'done')::int as done,
       count(*) filter (where d.due_on between $3::date - 7 and $3::date - 1 and d.state = 'late')::int as late,
       count(*) filter (where d.due_on between $3::date - 7 and $3::date - 1 and d.state = 'missed')::int as missed,
       count(*) filter (where d.due_on between $3::date - 7 and $3::date - 1 and d.state = 'excused')::int as excused,
       count(*) filter (where d.due_on >= $3::date and ${TO_DO})::int as duties,
       count(distinct d.pupil_id) filter (where d.due_on >= $3::date and ${TO_DO})::int as children,
       count(*) filter (where d.due_on < $3::date and d.state = 'missed')::int as overdue,
       count(*) filter (where d.state in ('due', 'missed') and ${UNASSIGNED})::int as unassigned
     from d group by d.class_id`,
    [scope.schoolId, since, monday],
  )

export interface WorkWeekRow {
  readonly kind: string
  readonly classId: string | null
  readonly personId: string | null
  readonly duties: number
  readonly overdue: number
}

/** Of classes, staff and school: what this week asks, and what is overdue as it begins. */
export const workWeekQuery = (scope: Scope, since: string, monday: string) =>
  raw<WorkWeekRow>(
    `select d.subject_kind as kind, d.class_id as "classId", d.person_id as "personId",
       count(*) filter (where d.due_on >= $3::date and d.state in ('due', 'missed', 'upcoming'))::int as duties,
       count(*) filter (where d.due_on < $3::date and d.state = 'missed')::int as overdue
     from duty_state d where d.school_id = $1::uuid and d.pupil_id is null and d.due_on between $2::date and $3::date + 6
     group by 1, 2, 3`,
    [scope.schoolId, since, monday],
  )

/** Urgent cards of some days that a principal or counsellor of today has not been told of; not their own. */
export const untoldUrgentQuery = (scope: Scope, since: string) =>
  raw<{ rootId: string; pupilId: string; userId: string }>(
    `select distinct c.root_id as "rootId", c.pupil_id as "pupilId", r.user_id as "userId"
     from card c join role_assignment r on r.school_id = c.school_id and r.role in ('principal', 'counsellor')
       and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date) and r.user_id <> c.author_id
     join auth_user u on u.id = r.user_id and not u.disabled
     where c.school_id = $1::uuid and c.urgent and c.superseded_at is null and c.created_at >= $3::date
       and not exists (select 1 from notice n where n.school_id = c.school_id and n.user_id = r.user_id
         and n.kind = 'urgent' and n.ref = c.root_id::text)`,
    [scope.schoolId, scope.today, since],
  )

/** Requests that wait for an answer here, and own ones that lapsed unanswered, with leaders of today who do not know. */
export const untoldTransfersQuery = (scope: Scope, since: string) =>
  raw<{ id: string; userId: string; kind: 'transferAsked' | 'transferAnswered' }>(
    `with told as (
       select t.id, case t.side when 'in' then 'transferAsked' else 'transferAnswered' end as kind from transfer t
       where t.school_id = $1::uuid and case t.side when 'in' then t.state = 'asked' and t.expires_on >= $2::date
         else t.state in ('asked', 'expired') and t.expires_on < $2::date and t.expires_on >= $3::date end)
     select distinct told.id, told.kind, p.user_id as "userId" from told
     join performer p on p.school_id = $1::uuid and p.role in ('principal', 'archiveKeeper')
     where not exists (select from notice n where n.school_id = $1::uuid and n.user_id = p.user_id and n.kind = told.kind
       and n.ref = told.id::text)`,
    [scope.schoolId, scope.today, since],
  )

export const schoolsQuery = () =>
  raw<{ id: string; timeZone: string }>(
    `select id, time_zone as "timeZone" from unit where kind = 'school' order by id`,
  )
