import type { MovedTable } from '#server/db/child-tables.ts'
import type { StoredRow } from '#server/db/moving.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface SideRow {
  readonly id: string
  readonly name: string
  readonly pinyin: string
  readonly sex: string
  readonly birthDate: string
  readonly className: string | null
  readonly idMasked: string | null
  readonly joinedOn: string
  readonly parents: string[]
}

/** A column of `pupil` under an alias, its class and the names of its parents, as one JSON value. */
const side = (
  p: string,
): string => `jsonb_build_object('id', ${p}.id, 'name', ${p}.name, 'pinyin', ${p}.pinyin, 'sex', ${p}.sex,
  'birthDate', ${p}.birth_on, 'idMasked', ${p}.id_masked, 'joinedOn', ${p}.joined_on,
  'className', (select c.name from class c where c.school_id = ${p}.school_id and c.id = ${p}.class_id),
  'parents', coalesce((select jsonb_agg(m.name) from family_member m where m.school_id = ${p}.school_id and m.pupil_id = ${p}.id
    and m.relation in ('father', 'mother') and m.name is not null), '[]'))`

/** Pairs that the rules are asked about: far more than a school of ten thousand has. */
export const MOST_CANDIDATES = 2000

const SAME_PARENT = `exists (select 1 from family_member x join family_member y on y.name = x.name
  where x.school_id = $1::uuid and y.school_id = $1::uuid and x.pupil_id = a.id and y.pupil_id = b.id
    and x.relation in ('father', 'mother') and y.relation in ('father', 'mother'))`

/**
 * Pairs worth a closer look, found by equality only: the same day of birth with the same surname, the same pinyin with the
 * same year or the same day of the year, or a number that came with a child from another school and was taken here. All
 * that the rules (shared/duplicates/rules/suspect.ts) suspect is among them; work grows with pupils, not with their pairs.
 */
export const candidatesQuery = (scope: Scope, pair?: { readonly first: string; readonly second: string }) =>
  raw<{ first: SideRow; second: SideRow; sameId: boolean }>(
    `with present as materialized (
       select id, name, birth_on, pinyin, left(name, 1) as surname from pupil where school_id = $1::uuid and left_on is null
         and ($2::uuid is null or id = any (array[$2, $3]::uuid[]))),
     pairs as (
       select least(a.id, b.id) as first, greatest(a.id, b.id) as second, false as same_id
         from present a join present b on a.birth_on = b.birth_on and a.surname = b.surname and a.id < b.id
         where a.name = b.name or (a.pinyin <> '' and a.pinyin = b.pinyin)
           or (length(a.name) = length(b.name) and length(a.name) >= 3 and ${SAME_PARENT})
       union select least(a.id, b.id), greatest(a.id, b.id), false
         from present a join present b on a.pinyin = b.pinyin and a.id < b.id
         where a.pinyin <> '' and (abs(a.birth_on - b.birth_on) <= 3
           or date_part('year', a.birth_on) = date_part('year', b.birth_on) or to_char(a.birth_on, 'MMDD') = to_char(b.birth_on, 'MMDD'))
       union select least(t.pupil_id, p.id), greatest(t.pupil_id, p.id), true
         from transfer t join pupil p on p.school_id = t.school_id and p.id_index = t.id_index and p.id <> t.pupil_id
         join present on present.id = t.pupil_id
         where t.school_id = $1::uuid and t.state = 'accepted' and t.side = 'in' and t.id_index is not null and p.left_on is null)
     select ${side('a')} as first, ${side('b')} as second, bool_or(x.same_id) as "sameId"
     from pairs x join pupil a on a.school_id = $1::uuid and a.id = x.first join pupil b on b.school_id = $1::uuid and b.id = x.second
     where $2::uuid is not null or not exists (
       select 1 from duplicate_verdict v where v.school_id = $1::uuid and v.first_id = x.first and v.second_id = x.second)
     group by x.first, x.second, a.school_id, a.id, b.school_id, b.id
     order by bool_or(x.same_id) desc, (a.birth_on = b.birth_on) desc, x.first, x.second limit ${MOST_CANDIDATES}`,
    [scope.schoolId, pair?.first ?? null, pair?.second ?? null],
  )

/** A pupil as stored, with its open file and how much hangs on it, for comparing. */
export const comparedQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{
    side: SideRow
    pupil: StoredRow
    file: StoredRow | null
    /** Father and mother. */
    parents: StoredRow[]
    /** What the files say, without what only case workers may read. */
    parts: StoredRow[]
    keeperName: string | null
    family: number
    cards: number
    duties: number
  }>(
    `select ${side('p')} as side, to_jsonb(p) as pupil, to_jsonb(f) as file, u.name as "keeperName",
       coalesce((select jsonb_agg(to_jsonb(m) order by m.created_at, m.id) from family_member m where m.school_id = $1::uuid
         and m.pupil_id = p.id and m.relation in ('father', 'mother')), '[]') as parents,
       coalesce((select jsonb_agg(to_jsonb(s)) from child_file_part s where s.school_id = $1::uuid and s.pupil_id = p.id
         and s.tier in ('basic', 'contact')), '[]') as parts,
       (select count(*)::int from family_member m where m.school_id = $1::uuid and m.pupil_id = p.id) as family,
       (select count(*)::int from card c where c.school_id = $1::uuid and c.pupil_id = p.id and c.superseded_at is null) as cards,
       (select count(*)::int from duty d where d.school_id = $1::uuid and d.pupil_id = p.id and d.done_on is not null) as duties
     from pupil p left join child_file f on f.school_id = $1::uuid and f.pupil_id = p.id and f.closed_on is null
     left join auth_user u on u.id = f.keeper_id
     where p.school_id = $1::uuid and p.id = any ($2::uuid[])`,
    [scope.schoolId, ids],
  )

/** Rows of some children in one table, as stored. */
export const imagesQuery = (
  scope: Scope,
  table: MovedTable,
  { by, ids }: { by: string; ids: readonly string[] },
) =>
  raw<{ row: StoredRow }>(
    `select to_jsonb(t) as row from ${table} t where t.school_id = $1::uuid and t.${by} = any ($2::uuid[]) order by t.id`,
    [scope.schoolId, ids],
  )

export const mergesQuery = (scope: Scope, limit: number) =>
  raw<{
    id: string
    keptId: string
    keptName: string | null
    mergedByName: string | null
    mergedAt: string
    undoneByName: string | null
    undoneAt: string | null
  }>(
    `select m.id, m.kept_id as "keptId", p.name as "keptName", b.name as "mergedByName", m.merged_at as "mergedAt",
       u.name as "undoneByName", m.undone_at as "undoneAt"
     from pupil_merge m left join pupil p on p.school_id = m.school_id and p.id = m.kept_id
     left join auth_user b on b.id = m.merged_by left join auth_user u on u.id = m.undone_by
     where m.school_id = $1::uuid order by m.merged_at desc limit $2`,
    [scope.schoolId, limit],
  )

/** Children that another school has been asked to take: nothing of them changes hands meanwhile. */
export const askedTransferQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw<{ id: string }>(
    `select id from transfer where school_id = $1::uuid and side = 'out' and state = 'asked' and pupil_id = any ($2::uuid[])
       and expires_on >= $3::date`,
    [scope.schoolId, pupilIds, scope.today],
  )

export const worksOfDutiesQuery = (scope: Scope, dutyIds: readonly string[]) =>
  raw<{ id: string; dutyId: string }>(
    `select id, duty_id as "dutyId" from work where school_id = $1::uuid and duty_id = any ($2::uuid[]) order by id`,
    [scope.schoolId, dutyIds],
  )

export const existingDutiesQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string }>(`select id from duty where school_id = $1::uuid and id = any ($2::uuid[])`, [
    scope.schoolId,
    ids,
  ])
