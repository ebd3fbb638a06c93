import { raw, reachedSql, reachOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { LISTED } from '#server/pairing/reads.ts'

export interface MatchChildRow {
  readonly id: string
  readonly name: string
  readonly className: string | null
  readonly classId: string | null
  readonly sex: string
  readonly village: string | null
  readonly helperSex: 'any' | 'same' | 'male' | 'female'
  readonly language: string | null
  readonly sameVillage: boolean
  readonly relatives: string[]
  readonly conflicts: string[]
  readonly knownBy: string[]
}

/** Children a search is for, with what they ask and who knows them: class teachers, authors of a year's cards, helpers of before. */
export const matchChildrenQuery = (scope: Scope, ids: readonly string[]) =>
  raw<MatchChildRow>(
    `with known as materialized (
       select k.pupil_id, k.author_id as person from card k where k.school_id = $1::uuid and k.pupil_id = any ($2::uuid[])
         and k.held_on > $3::date - 365 and k.superseded_at is null
       union select p.id, r.user_id from pupil p join role_assignment r on r.school_id = p.school_id and r.role = 'classTeacher' and r.class_id = p.class_id
         and r.from_on <= $3::date and (r.to_on is null or r.to_on >= $3::date) where p.school_id = $1::uuid and p.id = any ($2::uuid[])
       union select c.pupil_id, coalesce(m.user_id, m.helper_id, m.pupil_id) from pairing_member c
         join pairing_member m on m.school_id = c.school_id and m.pairing_id = c.pairing_id and m.part in ('teacher', 'outside', 'pupil')
         join pairing q on q.school_id = c.school_id and q.id = c.pairing_id and q.confirmed_on is not null
         where c.school_id = $1::uuid and c.part = 'child' and c.pupil_id = any ($2::uuid[])),
     by_child as (select pupil_id, array_agg(person) as people from known group by pupil_id)
     select p.id, p.name, c.name as "className", p.class_id as "classId", p.sex, p.village, coalesce(n.helper_sex, 'any') as "helperSex",
       n.language, coalesce(n.same_village, false) as "sameVillage", coalesce(n.relatives, '{}') as relatives,
       coalesce(n.conflicts, '{}') as conflicts, coalesce(b.people, '{}') as "knownBy"
     from pupil p left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join pairing_need n on n.school_id = p.school_id and n.pupil_id = p.id
     left join by_child b on b.pupil_id = p.id
     where p.school_id = $1::uuid and p.id = any ($2::uuid[]) order by c.grade, c.number, p.pinyin, p.name, p.id`,
    [scope.schoolId, ids, scope.today],
  )

export interface MatchHelperRow {
  readonly id: string
  readonly name: string
  readonly sex: string
  readonly village: string | null
  /** Null for pupils. */
  readonly languages: string[] | null
  readonly classId: string | null
}

/** What a search must know of grown-ups who help; load and checks come with the loads. */
export const helperFactsQuery = (scope: Scope) =>
  raw<MatchHelperRow>(
    `select coalesce(case when h.kind = 'staff' then h.user_id else h.id end, u.id) as id, coalesce(h.name, u.name) as name,
       coalesce(h.sex, 'unknown') as sex, h.village, coalesce(h.languages, '{}') as languages,
       (select r.class_id from role_assignment r where r.school_id = $1::uuid and r.user_id = u.id and r.role = 'classTeacher'
         and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date) order by r.from_on desc limit 1) as "classId"
     from (select distinct user_id as id from role_assignment where school_id = $1::uuid) w
     join auth_user u on u.id = w.id
     full join helper h on h.school_id = $1::uuid and h.user_id = u.id and h.kind = 'staff'
     where h.id is null or h.school_id = $1::uuid`,
    [scope.schoolId, scope.today],
  )

/** Pupils within reach who could help others: none of the list. */
export const peersQuery = (scope: Scope) =>
  raw<MatchHelperRow>(
    `select p.id, p.name, p.sex, p.village, null::text[] as languages, p.class_id as "classId"
     from pupil p where p.school_id = $1::uuid and p.left_on is null and p.class_id is not null and ${reachedSql('p', 2)} and not ${LISTED} order by p.id`,
    [scope.schoolId, ...reachOf(scope)],
  )
