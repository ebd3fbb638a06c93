import type { TrendReason } from '#shared/figures/rules/schooling.ts'
import { PRIMARY_KEY } from '#server/db/primary-definition.ts'
import { raw, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Terms that have begun, the newest first. */
export const begunTermsQuery = (scope: Scope) =>
  raw<{ id: string; name: string; from: string; to: string }>(
    `select id, name, starts_on as "from", ends_on as "to" from term
     where school_id = $1::uuid and starts_on <= $2::date order by starts_on desc`,
    [scope.schoolId, scope.today],
  )

export interface SchoolingRow {
  readonly pupilId: string
  readonly name: string
  readonly birthDate: string
  readonly joinedOn: string
  readonly leftOn: string | null
  /** Has a page here still. */
  readonly here: boolean
  /** The last class. */
  readonly className: string | null
  readonly listed: { readonly from: string; readonly to: string | null; readonly ended: TrendReason | null }[]
  readonly places: { readonly from: string; readonly to: string | null; grade: number; yearFrom: string }[]
  readonly moved: { readonly to: string; readonly confirmedOn: string | null } | null
}

/** Why a time on the list ended, of what the decision kept of it; of a child gone to another school nothing was kept. */
const ENDED = `case when s.to_on is null then null
  when s.ended_reason ->> 'because' = 'left' then 'leftSchool'
  when jsonb_path_exists(s.ended_reason, '$.reasons[*] ? (@.code == "parentReturned")') then 'parentsBack'
  when jsonb_path_exists(s.ended_reason, '$.reasons[*] ? (@.code == "ageLimitReached")') then 'ageReached'
  else 'other' end`

/**
 * Everybody who is or was on the list by the definition that decides now, over all its versions, in the order of the classes:
 * times on the list, times in classes (the class of a pupil where none are kept), and the receipt of the leaving. A school
 * confirms by accepting, one outside by what was told the sending school: both stand in `decided_on`.
 */
export const schoolingQuery = (scope: Scope) =>
  raw<SchoolingRow>(
    `with listed as (
       select s.pupil_id, json_agg(json_build_object('from', s.from_on, 'to', s.to_on, 'ended', ${ENDED}) order by s.from_on) as times
       from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
       where s.school_id = $1::uuid and s.result = 'counted' and d.key = ${PRIMARY_KEY}
       group by s.pupil_id),
     placed as (
       select m.pupil_id, m.from_on, m.to_on, m.class_id from listed l
         join class_membership m on m.school_id = $1::uuid and m.pupil_id = l.pupil_id
       union all
       select p.id, p.joined_on, p.left_on - 1, p.class_id from listed l
         join pupil p on p.school_id = $1::uuid and p.id = l.pupil_id and p.class_id is not null
       where not exists (select from class_membership m where m.school_id = $1::uuid and m.pupil_id = p.id)),
     places as (
       select o.pupil_id, json_agg(json_build_object('from', o.from_on, 'to', o.to_on, 'grade', c.grade, 'yearFrom', y.starts_on)
           order by o.from_on) as times,
         (array_agg(c.id order by o.from_on desc))[1] as last_id
       from placed o join class c on c.school_id = $1::uuid and c.id = o.class_id
       join school_year y on y.school_id = $1::uuid and y.id = c.school_year_id group by o.pupil_id)
     select p.id as "pupilId", p.name, p.birth_on as "birthDate", p.joined_on as "joinedOn", p.left_on as "leftOn",
       ${stillHereSql('p')} as here, c.name as "className", l.times as listed, coalesce(o.times, '[]') as places,
       case when p.left_on is not null then
         (select json_build_object('to', t.other_name, 'confirmedOn', t.decided_on) from transfer t
          where t.school_id = $1::uuid and t.pupil_id = p.id and t.side = 'out'
            and ((t.state = 'accepted' and t.decided_on = p.left_on) or (t.state = 'left' and t.asked_on = p.left_on))
          order by t.asked_on desc, t.id desc limit 1) end as moved
     from listed l join pupil p on p.school_id = $1::uuid and p.id = l.pupil_id
     left join places o on o.pupil_id = p.id
     left join class c on c.school_id = $1::uuid and c.id = o.last_id
     order by c.grade, c.number, p.pinyin, p.name, p.id`,
    [scope.schoolId],
  )

/** Everybody on the roster by grade; null = in no class. */
export const pupilsByGradeQuery = (scope: Scope) =>
  raw<{ grade: number | null; count: number }>(
    `select c.grade, count(*)::int as count from pupil p
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     where p.school_id = $1::uuid and p.left_on is null group by c.grade order by c.grade nulls last`,
    [scope.schoolId],
  )

/** Of whoever is on the list today: the grade, and whether one or both parents are away. */
export const listedKindsQuery = (scope: Scope) =>
  raw<{ pupilId: string; grade: number | null; kind: string | null }>(
    `select s.pupil_id as "pupilId", c.grade, s.kind from child_status s
     join definition d on d.school_id = s.school_id and d.id = s.definition_id and d.is_primary and d.effective_to is null
     join pupil p on p.school_id = s.school_id and p.id = s.pupil_id and p.left_on is null
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     where s.school_id = $1::uuid and s.to_on is null and s.result = 'counted'`,
    [scope.schoolId],
  )

export const schoolNameQuery = (scope: Scope) =>
  raw<{ name: string }>('select name from unit where id = $1::uuid', [scope.schoolId])
