import { raw, reachedSql, reachOf, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

interface InvolvedRow {
  readonly id: string
  readonly name: string
  readonly classId: string | null
  readonly className: string | null
  readonly leftOn: string | null
}

export interface IncidentRow {
  readonly id: string
  readonly kind: string
  readonly occurredAt: string | null
  readonly knownAt: string
  readonly atSchool: boolean
  readonly actedAt: string
  readonly sealed: Buffer
  readonly limits: unknown
  readonly startsAt: string | null
  readonly recordedBy: string
  readonly recordedByName: string | null
  readonly recordedAt: string
  readonly closedAt: string | null
  readonly children: readonly InvolvedRow[]
}

// Of a child that another school took over only what is still open is seen (docs/adr/0022, P3-71).
const INCIDENTS = `select i.id, i.kind, i.occurred_at as "occurredAt", i.known_at as "knownAt", i.at_school as "atSchool",
    i.acted_at as "actedAt", i.sealed, i.limits, i.starts_at as "startsAt", i.recorded_by as "recordedBy", u.name as "recordedByName",
    i.recorded_at as "recordedAt", closed.at as "closedAt", coalesce(c.children, '[]') as children
  from incident i
  left join auth_user u on u.id = i.recorded_by
  left join incident_step closed on closed.school_id = i.school_id and closed.incident_id = i.id and closed.kind = 'closed'
  left join lateral (
    select jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name, 'classId', p.class_id, 'className', k.name, 'leftOn', p.left_on)) as children
    from incident_child ic join pupil p on p.school_id = ic.school_id and p.id = ic.pupil_id
    left join class k on k.school_id = p.school_id and k.id = p.class_id
    where ic.school_id = i.school_id and ic.incident_id = i.id and (${stillHereSql('p')} or closed.id is null)) c on true`

/** One incident of the school; whether the reader may know of it is `incidentLevel`'s to say. */
export const incidentQuery = (scope: Scope, id: string) =>
  raw<IncidentRow>(`${INCIDENTS} where i.school_id = $1::uuid and i.id = $2::uuid`, [scope.schoolId, id])

/** Open or closed ones with a child within reach, the newest first. */
export const incidentsQuery = (scope: Scope, closed: boolean, most: number) =>
  raw<IncidentRow>(
    `${INCIDENTS} where i.school_id = $1::uuid and (closed.id is not null) = $2::boolean and ($4::boolean or exists (
       select from incident_child x join pupil q on q.school_id = x.school_id and q.id = x.pupil_id
       where x.school_id = i.school_id and x.incident_id = i.id and ${reachedSql('q', 4)}))
     order by i.known_at desc, i.id desc limit $3::int`,
    [scope.schoolId, closed, most, ...reachOf(scope)],
  )

export interface NoticeRow {
  readonly id: string
  readonly incidentId: string
  readonly party: string
  readonly pupilId: string | null
  readonly personId: string | null
  readonly relation: string | null
  readonly dueAt: string | null
  readonly atOnce: boolean
  readonly createdAt: string
  readonly toldAt: string | null
  readonly withheldAt: string | null
}

const NOTICE = `select id, incident_id as "incidentId", party, pupil_id as "pupilId", person_id as "personId", relation,
       due_at as "dueAt", at_once as "atOnce", created_at as "createdAt", told_at as "toldAt", withheld_at as "withheldAt"`

/** Notices with what became of them, in the order of the chain: family, offices, reports of the protection branch. */
export const noticesQuery = (scope: Scope, incidentIds: readonly string[]) =>
  raw<NoticeRow>(
    `${NOTICE}
     from incident_notice_state where school_id = $1::uuid and incident_id = any ($2::uuid[])
     order by array_position(array['carer', 'parent', 'authority', 'town', 'police', 'civilAffairs', 'education'], party), created_at, id`,
    [scope.schoolId, incidentIds],
  )

/** Notices to somebody that are still open in whatever else goes on with some children. */
export const openElsewhereQuery = (scope: Scope, incidentId: string, pupilIds: readonly string[]) =>
  raw<NoticeRow>(
    `${NOTICE}
     from incident_notice_state where school_id = $1::uuid and incident_id <> $2::uuid and person_id is not null and told_at is null
       and withheld_at is null and closed_at is null and incident_id in (
         select c.incident_id from incident_child c where c.school_id = $1::uuid and c.pupil_id = any ($3::uuid[]))
     order by incident_id, id`,
    [scope.schoolId, incidentId, pupilIds],
  )

export interface StepRow {
  readonly id: string
  readonly incidentId: string
  readonly kind: string
  readonly noticeId: string | null
  readonly ofStepId: string | null
  readonly channel: string | null
  readonly at: string
  readonly recordedAt: string
  readonly recordedBy: string
  readonly byName: string | null
  readonly sealed: Buffer | null
  /** Why a notice is withheld: there only in a scope with its tier. */
  readonly reasonSealed: Buffer | null
}

export const stepsQuery = (scope: Scope, incidentId: string) =>
  raw<StepRow>(
    `select s.id, s.incident_id as "incidentId", s.kind, s.notice_id as "noticeId", s.of_step_id as "ofStepId", s.channel, s.at,
       s.recorded_at as "recordedAt", s.recorded_by as "recordedBy", u.name as "byName", s.sealed, r.sealed as "reasonSealed"
     from incident_step s left join auth_user u on u.id = s.recorded_by
     left join incident_reason r on r.school_id = s.school_id and r.id = s.id
     where s.school_id = $1::uuid and s.incident_id = $2::uuid order by s.recorded_at, s.kind = 'closed', s.id`,
    [scope.schoolId, incidentId],
  )

/** A step by its id, whichever incident it is of: an id is used once in a school. */
export const stepQuery = (scope: Scope, id: string) =>
  raw<{
    incidentId: string
    noticeId: string | null
    ofStepId: string | null
    kind: string
    channel: string | null
    at: string
    recordedAt: string
    recordedBy: string
    sealed: Buffer | null
    reasonSealed: Buffer | null
  }>(
    `select s.incident_id as "incidentId", s.notice_id as "noticeId", s.of_step_id as "ofStepId", s.kind, s.channel, s.at,
       s.recorded_at as "recordedAt", s.recorded_by as "recordedBy", s.sealed, r.sealed as "reasonSealed"
     from incident_step s left join incident_reason r on r.school_id = s.school_id and r.id = s.id
     where s.school_id = $1::uuid and s.id = $2::uuid`,
    [scope.schoolId, id],
  )

/** Children of the school within reach; of one that has left it is said that it has, of one that another school took over nothing. */
export const reachedChildrenQuery = (scope: Scope, ids: readonly string[]) =>
  raw<InvolvedRow>(
    `select p.id, p.name, p.class_id as "classId", k.name as "className", p.left_on as "leftOn" from pupil p
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     where p.school_id = $1::uuid and p.id = any ($2::uuid[]) and ${stillHereSql('p')} and ${reachedSql('p', 3)} order by p.id`,
    [scope.schoolId, ids, ...reachOf(scope)],
  )

/** Counts since a day; of notices those with a limit that were told, or ought to have been by now. */
export const figuresQuery = (scope: Scope, from: string, now: string) =>
  raw<{ open: number; closed: number; due: number; inTime: number }>(
    `with i as (select i.id, c.id is not null as closed from incident i
       left join incident_step c on c.school_id = i.school_id and c.incident_id = i.id and c.kind = 'closed'
       where i.school_id = $1::uuid and i.known_at >= $2::date),
     n as (select s.told_at, s.due_at from incident_notice_state s join i on i.id = s.incident_id
       where s.school_id = $1::uuid and s.due_at is not null and s.withheld_at is null
         and (s.told_at is not null or s.due_at < $3::timestamptz))
     select (select count(*)::int from i where not closed) as open, (select count(*)::int from i where closed) as closed,
       (select count(*)::int from n) as due, (select count(*)::int from n where told_at <= due_at) as "inTime"`,
    [scope.schoolId, from, now],
  )
