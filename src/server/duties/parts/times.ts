import type { Role } from '#shared/access/schema.ts'
import type { PairingKind } from '#shared/pairing/schema.ts'
import type { EventKind } from '#shared/periods/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/**
 * Times on the list by definition, over all its versions; a pupil who left the school is not on it any more. In the order of
 * the indexes into which the duties go.
 */
export const listTimesQuery = (
  scope: Scope,
  pupilIds: readonly string[] | null,
  definitionKeys: readonly string[],
) =>
  raw<{ pupilId: string; classId: string | null; definitionKey: string; from: string; to: string | null }>(
    `select s.pupil_id as "pupilId", p.class_id as "classId", d.key as "definitionKey",
       s.from_on as "from", least(s.to_on, p.left_on) as "to"
     from child_status s join pupil p on p.school_id = s.school_id and p.id = s.pupil_id
     join definition d on d.school_id = s.school_id and d.id = s.definition_id
     where s.school_id = $1::uuid and s.result = 'counted' and ($2::uuid[] is null or s.pupil_id = any ($2::uuid[]))
       and d.key = any ($3::text[])
     order by s.pupil_id`,
    [scope.schoolId, pupilIds, definitionKeys],
  )

/**
 * Pupils who are at the school or left it after a day, with the times their files were open: what an event asks for is owed also
 * by a child whom that event takes off the list, or who is on none yet.
 */
export const pupilTimesQuery = (scope: Scope, pupilIds: readonly string[] | null, from: string) =>
  raw<{
    pupilId: string
    classId: string | null
    to: string | null
    files: { from: string; to: string | null }[]
  }>(
    `select p.id as "pupilId", p.class_id as "classId", p.left_on as "to", coalesce((
         select json_agg(json_build_object('from', f.opened_on, 'to', f.closed_on) order by f.opened_on, f.id) from child_file f
         where f.school_id = p.school_id and f.pupil_id = p.id), '[]') as files
     from pupil p where p.school_id = $1::uuid and ($2::uuid[] is null or p.id = any ($2::uuid[]))
       and (p.left_on is null or p.left_on >= $3::date)`,
    [scope.schoolId, pupilIds, from],
  )

/**
 * Days on which a mark held, by category, as long as the pupil was at the school: by the dated memberships, the first of which
 * began with joining and the last of which goes on until leaving, or by joining and leaving alone where none are kept. Joining
 * alone would not do: whoever comes back from another school, or was two entries, was here before. The day of leaving counts.
 */
export const markTimesQuery = (
  scope: Scope,
  pupilIds: readonly string[] | null,
  categories: readonly string[],
) =>
  raw<{ pupilId: string; classId: string | null; category: string; from: string; to: string | null }>(
    `select m.pupil_id as "pupilId", p.class_id as "classId", m.category, lower(span) as "from", upper(span) - 1 as "to"
     from care_mark m join pupil p on p.school_id = m.school_id and p.id = m.pupil_id
     cross join lateral (
       select coalesce(
         range_agg(daterange(
           case when b.first then least(b.from_on, p.joined_on) else b.from_on end,
           case when b.last then null else greatest(b.from_on, b.to_on + 1) end, '[]')),
         datemultirange(daterange(p.joined_on, null))) as days
       from (select c.from_on, c.to_on, row_number() over (order by c.from_on, c.to_on) = 1 as first,
           row_number() over (order by c.to_on desc nulls first, c.from_on desc) = 1 as last
         from class_membership c where c.school_id = p.school_id and c.pupil_id = p.id) b) here
     cross join lateral unnest(here.days * datemultirange(daterange(m.from_on, m.to_on, '[]'))
       * datemultirange(daterange(null, p.left_on, '[]'))) as span
     where m.school_id = $1::uuid and m.mistaken_at is null and m.category = any ($3::text[])
       and ($2::uuid[] is null or m.pupil_id = any ($2::uuid[]))
     order by m.pupil_id`,
    [scope.schoolId, pupilIds, categories],
  )

/**
 * When each class had a child on the list, by definition: from the dated memberships, or from the class a pupil is in
 * where none are kept.
 */
export const classTimesQuery = (scope: Scope, definitionKeys: readonly string[]) =>
  raw<{ classId: string; definitionKey: string; from: string; to: string | null }>(
    `with listed as (
       select s.pupil_id, d.key, s.from_on, least(s.to_on, p.left_on) as to_on, p.class_id
       from child_status s join pupil p on p.school_id = s.school_id and p.id = s.pupil_id
       join definition d on d.school_id = s.school_id and d.id = s.definition_id
       where s.school_id = $1::uuid and s.result = 'counted' and d.key = any ($2::text[])),
     placed as (
       select l.key, m.class_id, greatest(l.from_on, m.from_on) as from_on, least(l.to_on, m.to_on) as to_on
       from listed l join class_membership m on m.school_id = $1::uuid and m.pupil_id = l.pupil_id
       union all
       select l.key, l.class_id, l.from_on, l.to_on from listed l where l.class_id is not null and not exists (
         select from class_membership m where m.school_id = $1::uuid and m.pupil_id = l.pupil_id)),
     spans as (
       select p.key, p.class_id, unnest(range_agg(daterange(greatest(p.from_on, y.starts_on), least(p.to_on, y.ends_on), '[]'))) as span
       from placed p join class c on c.school_id = $1::uuid and c.id = p.class_id
       join school_year y on y.school_id = $1::uuid and y.id = c.school_year_id
       where greatest(p.from_on, y.starts_on) <= least(p.to_on, y.ends_on) group by p.key, p.class_id)
     select class_id as "classId", key as "definitionKey", lower(span) as "from", upper(span) - 1 as "to" from spans`,
    [scope.schoolId, definitionKeys],
  )

/** Who held a role of the school, and for which child where it is a helping teacher's, ever. */
export const roleTimesQuery = (scope: Scope) =>
  raw<{ userId: string; role: Role; pupilId: string | null; from: string; to: string | null }>(
    `select user_id as "userId", role, pupil_id as "pupilId", from_on as "from", to_on as "to" from role_assignment
     where school_id = $1::uuid`,
    [scope.schoolId],
  )

/**
 * What happened to children in some days: files opened, parents home again, parents found away after the child was on the
 * roster; for birthdays the day each was born on; and the last days of agreements that nobody renewed or ended yet, as
 * far ahead as a window before one may begin in these days.
 */
export const eventsQuery = (
  scope: Scope,
  days: { readonly from: string; readonly to: string },
  pupilIds: readonly string[] | null,
) =>
  raw<{ pupilId: string; event: EventKind; on: string }>(
    `with wanted as (
       select p.id, p.birth_on, (p.created_at at time zone u.time_zone)::date as since, u.time_zone
       from pupil p join unit u on u.id = p.school_id
       where p.school_id = $1::uuid and ($4::uuid[] is null or p.id = any ($4::uuid[])))
     select f.pupil_id as "pupilId", 'fileOpened' as event, f.opened_on as "on" from child_file f
       join wanted w on w.id = f.pupil_id where f.school_id = $1::uuid and f.opened_on between $2::date and $3::date
     union all
     select a.pupil_id, 'parentHome', a.to_on from absence a join wanted w on w.id = a.pupil_id
       where a.school_id = $1::uuid and a.to_on between $2::date and $3::date
     union all
     select a.pupil_id, 'absenceFound', greatest(a.from_on, (a.created_at at time zone w.time_zone)::date)
       from absence a join wanted w on w.id = a.pupil_id
       where a.school_id = $1::uuid and (a.created_at at time zone w.time_zone)::date > w.since
         and greatest(a.from_on, (a.created_at at time zone w.time_zone)::date) between $2::date and $3::date
     union all
     select e.pupil_id, 'agreementEnds', e.to_on from agreement_expiry e join wanted w on w.id = e.pupil_id
       where e.school_id = $1::uuid and e.to_on between $2::date and $3::date + 92
     union all
     select w.id, 'birthday', w.birth_on from wanted w`,
    [scope.schoolId, days.from, days.to, pupilIds],
  )

/** When children were in a pairing of some kinds; the day it ended on is none of its days. */
export const pairingTimesQuery = (
  scope: Scope,
  pupilIds: readonly string[] | null,
  kinds: readonly PairingKind[],
) =>
  raw<{ pupilId: string; kind: PairingKind; from: string; to: string | null }>(
    `select "pupilId", kind, lower(span) as "from", upper(span) - 1 as "to" from (
       select m.pupil_id as "pupilId", p.kind, unnest(range_agg(daterange(p.started_on, p.ended_on))) as span
       from pairing p join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id and m.part = 'child'
       where p.school_id = $1::uuid and p.started_on is not null and ($2::uuid[] is null or m.pupil_id = any ($2::uuid[]))
         and p.kind = any ($3::text[])
       group by m.pupil_id, p.kind) times`,
    [scope.schoolId, pupilIds, kinds],
  )
