import { looksAfterChildren } from '#shared/access/policy.ts'
import { Role } from '#shared/access/schema.ts'
import { raw, reachedSql, stillHereSql, type Reached } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { MINE, PERFORMERS, POST, UNASSIGNED } from '#server/db/performers.ts'
import { TO_DO } from '#server/db/open-duty.ts'
import { withheldSql } from '#server/db/withheld.ts'
import { ASKED } from '#server/duties/reads.ts'

/** What My day shows child by child: what teachers owe for a child, and whatever is done by a card. The rest is work. */
export const OF_MY_DAY = `d.pupil_id is not null and (d.performer_role in ('classTeacher', 'helpingTeacher')
  or d.key in ('talk', 'parentContact', 'homeVisit'))`
/** The rest, said so that the index `duty_work` is found: its predicate stands in front. */
const WORK = `(d.pupil_id is null or d.performer_role not in ('classTeacher', 'helpingTeacher'))
  and (d.pupil_id is null or d.key not in ('talk', 'parentContact', 'homeVisit'))`

const ALL_STAFF = Role.options
  .filter(looksAfterChildren)
  .map((role) => `'${role}'`)
  .join(', ')

/** Nobody is there to do it: for a person, that one does not hold the role any more, or of what all staff owes no role at all. */
export const WORK_UNASSIGNED = `case when d.subject_kind = 'person' then not exists (
    select from role_assignment r join auth_user u on u.id = r.user_id and not u.disabled
    where r.school_id = $1::uuid and r.user_id = d.person_id and (r.role = d.performer_role or (r.role in (${ALL_STAFF})
        and exists (select from duty_rule u where u.school_id = d.school_id and u.id = d.rule_id and u.params @> '{"allStaff": true}')))
      and r.from_on <= app_today() and (r.to_on is null or r.to_on >= app_today()))
  else ${UNASSIGNED} end`

export interface WorkRow {
  readonly dutyId: string
  readonly key: string
  readonly subjectKind: string
  readonly subjectName: string | null
  readonly className: string | null
  readonly from: string
  readonly to: string
  readonly dueOn: string
  readonly oldestDueOn: string
  readonly daysLeft: number
  readonly performerRole: string
  readonly alsoOpen: number
  readonly unassigned: boolean
  readonly excuseAsked: boolean
}

/**
 * Begun duties of classes, persons and the school still to do, and those about a child that a role of the whole school
 * does; one line for each subject and kind, and one for each window that begins later within the days looked at. A leader
 * also sees what is overdue, but of a child, and what has nobody to do it.
 */
export const myWorkQuery = (
  scope: Scope,
  leads: boolean,
  since: string,
  limit: number,
  ahead: Ahead = { begunBy: scope.today, dueBy: null },
) =>
  raw<WorkRow>(
    `with ${PERFORMERS}, open as (
       select d.*, ${WORK_UNASSIGNED} as unassigned, ${MINE} as mine
       from duty d
       where d.school_id = $1::uuid and ${WORK}
         and ${TO_DO} and d.window_from <= $7::date and d.due_on >= $3::date
         and ($8::date is null or d.due_on <= $8::date)),
     mine as (
       select o.*, row_number() over (kind order by o.window_from desc, o.due_on, o.id) as place,
         count(*) over kind as n, min(o.due_on) over kind as oldest_due_on from open o
       where o.person_id = $4::uuid or (o.subject_kind <> 'person' and o.mine)
         or ($5::boolean and ((o.pupil_id is null and o.due_on < $2::date) or o.unassigned))
       window kind as (partition by o.subject_id, o.key, case when o.window_from > $2::date then o.id end))
     select d.id as "dutyId", d.key, d.subject_kind as "subjectKind", coalesce(p.name, u.name,
         case when d.subject_kind = 'class' then c.name end) as "subjectName", c.name as "className",
       d.window_from as "from", d.window_to as "to", d.due_on as "dueOn", d.due_on - $2::date as "daysLeft", d.oldest_due_on as "oldestDueOn",
       d.performer_role as "performerRole", (d.n - 1)::int as "alsoOpen", d.unassigned, ${ASKED} as "excuseAsked"
     from mine d left join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     left join class c on c.school_id = d.school_id and c.id = d.class_id
     left join auth_user u on u.id = d.person_id
     where d.place = 1 order by d.oldest_due_on, d.key, c.grade, c.number, p.name, d.id limit $6::int`,
    [scope.schoolId, scope.today, since, scope.userId, leads, limit, ahead.begunBy, ahead.dueBy],
  )

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
  readonly oldestDueOn: string
  readonly daysLeft: number
  readonly attempts: number
  readonly lastAttemptOn: string | null
  readonly performerRole: string
  readonly noCarer: boolean
  readonly unassigned: boolean
  readonly excuseAsked: boolean
  readonly refusedId: string | null
  readonly answerSealed: Buffer | null
  readonly mine: boolean
  readonly performers: string[]
  readonly coverFor: string | null
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
     and (c.from_on is null or c.from_on <= $2::date) and (c.to_on is null or c.to_on >= $2::date))`

/** How far a list looks ahead: at windows begun by a day, and those due by another; null = whenever. */
export interface Ahead {
  readonly begunBy: string
  readonly dueBy: string | null
}

/**
 * Begun duties still to do that the person owes, one line for each child and kind, which shows the newest window and stands
 * where the oldest belongs, the most urgent first (shared byUrgency); a window that begins later within the days looked at is
 * a line of its own. A leader also sees what is overdue and what nobody owes.
 */
export const myDayQuery = (
  scope: Scope,
  near: Near,
  since: string,
  limit: number,
  ahead: Ahead = { begunBy: scope.today, dueBy: null },
) => {
  const own = reachedDuties(near, 7)
  return raw<MyDayRow>(
    `with ${PERFORMERS}, open as (
       select d.id, d.key, d.pupil_id, d.class_id, d.window_from, d.window_to, d.due_on, d.attempts, d.last_attempt_on,
         d.performer_role, d.school_id, d.asked_id, d.refused_id, d.done_on,
         row_number() over (kind order by d.window_from desc, d.due_on, d.id) as place,
         count(*) over kind as n, min(d.due_on) over kind as oldest_due_on
       from duty d
       where d.school_id = $1::uuid and ${OF_MY_DAY} and ${TO_DO}
         and d.window_from <= $5::date and d.due_on >= $3::date
         ${own.sql} and (${MINE}${scope.reach.kind === 'school' ? ` or d.due_on < $2::date or ${UNASSIGNED}` : ''})
       window kind as (partition by d.pupil_id, d.key, case when d.window_from > $2::date then d.id end)),
     line as (
       select o.*, p.name as pupil_name, p.village, p.class_id as now_class, ${noCarer('o')} as no_carer
       from open o join pupil p on p.school_id = o.school_id and p.id = o.pupil_id where o.place = 1),
     shown as (
       select l.*, count(*) over () as lines from line l
       where $6::date is null or l.oldest_due_on <= $6::date or l.no_carer
       order by (l.oldest_due_on < $2::date or l.no_carer) desc, l.no_carer desc, l.oldest_due_on, l.pupil_name, l.id limit $4::int)
     select d.id as "dutyId", d.key, d.pupil_id as "pupilId", d.pupil_name as "pupilName", d.class_id as "classId",
       k.name as "className", d.village, d.window_from as "from", d.window_to as "to", d.due_on as "dueOn",
       d.due_on - $2::date as "daysLeft", d.oldest_due_on as "oldestDueOn", d.attempts, d.last_attempt_on as "lastAttemptOn",
       d.performer_role as "performerRole", d.no_carer as "noCarer", ${UNASSIGNED} as "unassigned", ${MINE} as mine, ${ASKED} as "excuseAsked",
       d.refused_id as "refusedId", (select q.answer_sealed from excuse q where q.school_id = d.school_id and q.id = d.refused_id) as "answerSealed",
       array(select distinct r.name from performer r where (r.role, r.target) = ${POST} and r.user_id is distinct from app_user()) as performers,
       (select u.name from performer r join auth_user u on u.id = r.covers_id
         where (r.role, r.target) = ${POST} and r.user_id = app_user() limit 1) as "coverFor",
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
         and m.phone_masked is not null and m.no_contact is null and m.phone_dead_on is null
         and not ${withheldSql('m')}
       order by exists (select 1 from absence b where b.school_id = m.school_id and b.pupil_id = m.pupil_id
         and b.member_id = m.id and (b.to_on is null or b.to_on > $2::date)) desc, m.id limit 1) f on true
     left join lateral (
       select y.relation, y.phone_masked, (select m.best_time from family_member m
         where m.school_id = y.school_id and m.id = y.member_id) as best_time
       from carer y where d.key = 'homeVisit' and y.school_id = d.school_id and y.pupil_id = d.pupil_id
         and (y.from_on is null or y.from_on <= $2::date) and (y.to_on is null or y.to_on >= $2::date)
         and y.phone_dead_on is null and not ${withheldSql('y')} and not exists (select 1 from family_member m where m.school_id = y.school_id and m.pupil_id = y.pupil_id
           and m.no_contact is not null and (m.id = y.member_id or (m.relation = y.relation and m.name = y.name)))
       order by y.phone_masked is not null desc, y.id limit 1) c on true
     order by (d.oldest_due_on < $2::date or d.no_carer) desc, d.no_carer desc, d.oldest_due_on, d.pupil_name, d.id`,
    [scope.schoolId, scope.today, since, limit, ahead.begunBy, ahead.dueBy, ...own.parameters],
  )
}

/** Dated covers of or by the person that run or begin by a day. */
export const myCoversQuery = (scope: Scope, by: string) =>
  raw<{ id: string; covering: boolean; name: string; from: string; to: string }>(
    `select c.id, c.to_user_id = app_user() as covering, u.name, c.from_on as "from", c.to_on as "to"
     from cover c join auth_user u on u.id = case when c.to_user_id = app_user() then c.from_user_id else c.to_user_id end
     where c.school_id = $1::uuid and app_user() in (c.from_user_id, c.to_user_id) and c.ended_at is null
       and c.to_on >= $2::date and c.from_on <= $3::date
     order by c.from_on, c.id`,
    [scope.schoolId, scope.today, by],
  )

/** Where a person's duties can only be: narrows what is looked at, and decides nothing. */
export type Near = Scope['reach']

/** Whom a person reaches as a condition on duties, of the lists that hold somebody only: an index fits one, not both. */
function reachedDuties(
  reach: Near,
  first: number,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  if (reach.kind === 'school') return { sql: '', parameters: [] }
  const lists = [
    { column: 'class_id', ids: reach.classIds },
    { column: 'pupil_id', ids: reach.pupilIds },
  ].filter(({ ids }) => ids.length > 0)
  const each = lists.map(({ column }, at) => `d.${column} = any ($${first + at}::uuid[])`)
  return { sql: ` and (${each.join(' or ') || 'false'})`, parameters: lists.map(({ ids }) => ids) }
}

/** Posts the reader covers today, each with the first day of the cover. Reads $1 school and $4 today. */
const COVERED = `covered as (
  select r.role, post_target(r.role, r.school_id, r.class_id, r.pupil_id) as target, min(c.from_on) as since
  from cover c join cover_post p on p.school_id = c.school_id and p.cover_id = c.id
  join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
  where c.school_id = $1::uuid and c.to_user_id = app_user() and c.ended_at is null and $4::date between c.from_on and c.to_on
  group by 1, 2)`

/** What the reader owes by an own post, and by a covered one from the first day of the cover on. */
const MINE_SINCE = `(coalesce(${POST} in (select r.role, r.target from performer r where r.user_id = app_user() and r.covers_id is null), false)
  or exists (select from covered v where (v.role, v.target) = ${POST} and d.due_on >= v.since
    and (d.done_on is null or d.done_on >= v.since)))`

/** Duties of the ring, without what is counted or listed of them. Reads $1 school, $2 and $3 the days, $4 today, further ones. */
const ringOf = (scope: Scope, near: Near, from: string, to: string) => {
  const own = reachedDuties(near, 5)
  return {
    where: `d.school_id = $1::uuid and d.due_on between $2::date and $3::date and d.window_from <= $4::date
       and d.pupil_id is not null${own.sql}
       ${scope.reach.kind === 'school' ? '' : `and ${MINE_SINCE}`}`,
    parameters: [scope.schoolId, from, to, scope.today, ...own.parameters],
  }
}

/**
 * The ring: the person's begun duties due in some days, done and still to do; excused ones are in neither. Leaders: all.
 * What was due or done before a cover began is not the covering person's.
 */
export const ringQuery = (scope: Scope, near: Near, from: string, to: string) => {
  const { where, parameters } = ringOf(scope, near, from, to)
  return raw<{ done: number; open: number }>(
    `with ${PERFORMERS}, ${COVERED} select count(*) filter (where d.done_on is not null)::int as done,
       count(*) filter (where ${TO_DO})::int as open
     from duty d where ${where}`,
    parameters,
  )
}

/**
 * The duties that the ring counts: what is still to do first, then by due day. What was done for a child who has gone to
 * somebody else stays the reader's; where the child is now does not come with it (H-02).
 */
export const ringListQuery = (
  scope: Scope,
  near: Near,
  openTo: Reached,
  days: { from: string; to: string },
) => {
  const { where, parameters } = ringOf(scope, near, days.from, days.to)
  const mayOpen = `${reachedSql('p', parameters.length + 1)} and ${stillHereSql('p')}`
  return raw<{
    dutyId: string
    key: string
    pupilId: string
    pupilName: string
    className: string | null
    mayOpen: boolean
    dueOn: string
    doneOn: string | null
  }>(
    `with ${PERFORMERS}, ${COVERED} select d.id as "dutyId", d.key, p.id as "pupilId", p.name as "pupilName",
       case when ${mayOpen} then k.name end as "className", ${mayOpen} as "mayOpen", d.due_on as "dueOn", d.done_on as "doneOn"
     from duty d join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     where ${where} and (d.done_on is not null or ${TO_DO})
     order by d.done_on is not null, d.due_on, p.pinyin, p.name, d.id`,
    [...parameters, ...openTo],
  )
}
