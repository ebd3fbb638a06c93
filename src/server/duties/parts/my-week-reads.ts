import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { noCarer, OF_MY_DAY, type Own } from '#server/duties/parts/my-day-reads.ts'
import { householdMarks } from '#server/db/household.ts'
import { MINE, PERFORMERS } from '#server/db/performers.ts'
import { TO_DO } from '#server/db/open-duty.ts'

/** A person's own children in care: with an open file, or with a duty this school year; what comes next for the person. */
export const myChildrenQuery = (scope: Scope, own: Own, since: string) =>
  raw<{
    pupilId: string
    pupilName: string
    className: string | null
    village: string | null
    noCarer: boolean
    cardKind: string | null
    cardHeldOn: string | null
    nextKey: string | null
    nextFrom: string | null
    nextDueOn: string | null
    coveredBy: string | null
    coveredTo: string | null
  }>(
    `with ${PERFORMERS}
     select o.pupil_id as "pupilId", o.name as "pupilName", k.name as "className", o.village,
       ${noCarer('o')} as "noCarer", a.kind as "cardKind", a.held_on as "cardHeldOn",
       n.key as "nextKey", n.window_from as "nextFrom", n.due_on as "nextDueOn", v.name as "coveredBy",
       v.to_on as "coveredTo"
     from (select p.school_id, p.id as pupil_id, p.name, p.village, p.class_id from pupil p
       where p.school_id = $1::uuid and p.left_on is null and (p.class_id = any ($4::uuid[]) or p.id = any ($5::uuid[]))
         and (exists (select 1 from child_file f where f.school_id = p.school_id and f.pupil_id = p.id and f.closed_on is null)
           or exists (select 1 from duty y where y.school_id = p.school_id and y.pupil_id = p.id and y.window_from >= $3::date))) o
     left join class k on k.school_id = o.school_id and k.id = o.class_id
     left join lateral (select x.kind, x.held_on from card x where x.school_id = o.school_id and x.pupil_id = o.pupil_id
       and x.superseded_at is null and x.reached order by x.held_on desc, x.id desc limit 1) a on true
     left join lateral (select d.key, d.window_from, d.due_on from duty d where d.school_id = o.school_id
       and d.pupil_id = o.pupil_id and ${OF_MY_DAY} and ${MINE}
       and ${TO_DO} and d.window_from > $2::date
       order by d.due_on, d.window_from, d.id limit 1) n on true
     left join lateral (select u.name, c.to_on from cover c join auth_user u on u.id = c.to_user_id
       where c.school_id = o.school_id and c.from_user_id = app_user() and c.ended_at is null
         and $2::date between c.from_on and c.to_on and exists (
           select from cover_post p join role_assignment r on r.school_id = p.school_id and r.id = p.assignment_id
           where p.school_id = c.school_id and p.cover_id = c.id and (r.pupil_id = o.pupil_id
             or (r.role = 'classTeacher' and r.class_id = o.class_id)))
       order by c.to_on desc, c.id limit 1) v on true
     order by o.name, o.pupil_id`,
    [scope.schoolId, scope.today, since, own.classIds, own.pupilIds],
  )

/**
 * Children with the marks of their household (db/household.ts). A leader's are those with open duties. Looked up by hash and
 * counted together, nothing joined: without statistics a join of these would go through every mark for every child.
 */
export const householdLinksQuery = (scope: Scope, own: Own) => {
  const leads = scope.reach.kind === 'school'
  const among = 'pupil_id in (select id from own)'
  return raw<{ id: string; links: string[] }>(
    `with own as (
       select p.id from pupil p where p.school_id = $1::uuid and p.left_on is null
         and (p.class_id = any ($3::uuid[]) or p.id = any ($4::uuid[])${
           leads
             ? ` or exists (select 1 from duty d where d.school_id = p.school_id and d.pupil_id = p.id
               and ${TO_DO})`
             : ''
         })),
     ${householdMarks('$2', leads ? `coalesce(${among}, false)` : among)}
     select id, coalesce(array_agg(mark) filter (where mark is not null), '{}') as links
     from (select id, null as mark from own union all select pupil_id, mark from mark) k group by id`,
    [scope.schoolId, scope.today, own.classIds, own.pupilIds],
  )
}
