import { sql } from 'kysely'
import { inSchool, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** The current version of every field of the school's own, in the order in which they were added. */
export const ownFieldsQuery = (scope: Scope) =>
  qb
    .selectFrom('own_field as f')
    .select([
      'f.field_id as fieldId',
      'f.version',
      'f.label',
      'f.purpose',
      'f.kind',
      'f.options',
      'f.tier',
      'f.from_on as from',
      'f.retired',
    ])
    .where(inSchool('f.school_id', scope))
    .where(
      sql<boolean>`f.version = (select max(o.version) from own_field o where ${inSchool('o.school_id', scope)} and o.field_id = f.field_id)`,
    )
    .orderBy('f.field_id')
    .compile()

export const goalsQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_goal as g')
    .leftJoin('auth_user as u', 'u.id', 'g.author_id')
    .select([
      'g.id',
      'g.goal',
      'g.state',
      'g.told_by as toldBy',
      'g.stated_on as statedOn',
      'g.evidence_sealed as sealed',
      'g.card_id as cardId',
      'u.name as authorName',
      'g.created_at as createdAt',
    ])
    .where(inSchool('g.school_id', scope))
    .where('g.pupil_id', '=', pupilId)
    .orderBy('g.stated_on', 'desc')
    .orderBy('g.created_at', 'desc')
    .limit(100)
    .compile()

export const openingsQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('child_file as f')
    .leftJoin('auth_user as o', 'o.id', 'f.opened_by')
    .leftJoin('auth_user as c', 'c.id', 'f.closed_by')
    .select([
      'f.id',
      'f.opened_on as openedOn',
      'o.name as openedBy',
      'f.open_kind as openKind',
      'f.open_note_sealed as openSealed',
      'f.closed_on as closedOn',
      'c.name as closedBy',
      'f.close_kind as closeKind',
      'f.close_note_sealed as closeSealed',
    ])
    .where(inSchool('f.school_id', scope))
    .where('f.pupil_id', '=', pupilId)
    .orderBy('f.opened_on', 'desc')
    .orderBy('f.version', 'desc')
    .compile()

/**
 * Who can keep a child's file (X-20): whoever holds a post today that reaches the child and may write in it; the archive
 * keeper first, then by name.
 */
export const keepersQuery = (scope: Scope, pupilId: string) =>
  raw<{ id: string; name: string; roles: string[] }>(
    `select u.id, u.name, array_agg(distinct r.role order by r.role) as roles
     from pupil p join role_assignment r on r.school_id = p.school_id
       and (r.role in ('principal', 'archiveKeeper', 'counsellor') or (r.role = 'classTeacher' and r.class_id = p.class_id)
         or (r.role = 'helpingTeacher' and r.pupil_id = p.id))
       and r.from_on <= $3::date and (r.to_on is null or r.to_on >= $3::date)
     join auth_user u on u.id = r.user_id and not u.disabled
     where p.school_id = $1::uuid and p.id = $2::uuid
     group by u.id, u.name order by bool_or(r.role = 'archiveKeeper') desc, u.name, u.id`,
    [scope.schoolId, pupilId, scope.today],
  )

/** Who kept the child's files, the newest first. */
export const keptByQuery = (scope: Scope, pupilId: string) =>
  raw<{ name: string | null; from: string; by: string | null }>(
    `select u.name, k.one ->> 'from' as "from", b.name as by
     from child_file f cross join jsonb_array_elements(f.keepers) with ordinality as k(one, at)
     left join auth_user u on u.id = (k.one ->> 'id')::uuid left join auth_user b on b.id = (k.one ->> 'by')::uuid
     where f.school_id = $1::uuid and f.pupil_id = $2::uuid order by f.opened_on desc, f.version desc, k.at desc limit 50`,
    [scope.schoolId, pupilId],
  )

/** The school's own rule, else nothing; the plan in force; terms of the last and this school year. */
export const renewalRuleQuery = (scope: Scope) =>
  raw<{
    rule: { windows: { from: string; to: string }[]; eachTerm: boolean; onChange: boolean } | null
    preset: string | null
    terms: { startsOn: string; endsOn: string }[]
  }>(
    `select (select jsonb_build_object('windows', r.windows, 'eachTerm', r.each_term, 'onChange', r.on_change)
         from renewal_rule r where r.school_id = $1::uuid order by r.created_at desc limit 1) as rule,
       (select c.preset from care_plan c where c.school_id = $1::uuid and c.effective_from <= $2::date
         and (c.effective_to is null or c.effective_to >= $2::date) order by c.effective_from desc limit 1) as preset,
       coalesce((select jsonb_agg(jsonb_build_object('startsOn', t.starts_on, 'endsOn', t.ends_on)) from term t
         where t.school_id = $1::uuid and t.starts_on > $2::date - 500), '[]') as terms`,
    [scope.schoolId, scope.today],
  )

/**
 * Of open files the last confirmation of each section and the last change of carer, absence or class since the opening, by
 * sets and not file by file; `among` narrows the children.
 */
const renewalFacts = (among: string): string => {
  const of = (alias: string): string =>
    `${alias}.school_id = $1::uuid and ${among.replace('pupil_id', `${alias}.pupil_id`)}`
  return `file as (select f.pupil_id, f.opened_on, f.keeper_id from child_file f where ${of('f')} and f.closed_on is null),
  last as (select n.pupil_id, n.section, max(n.confirmed_on) as day from file_renewal n where ${of('n')} group by 1, 2),
  confirmed as (select pupil_id, jsonb_object_agg(section, day) as days from last group by 1),
  change as (
    select a.pupil_id, unnest(array[a.from_on, a.to_on]) as day from absence a where ${of('a')}
    union all select k.pupil_id, unnest(array[k.from_on, k.to_on]) from carer k where ${of('k')}
    union all select m.pupil_id, m.from_on from class_membership m where ${of('m')}),
  changed as (select c.pupil_id, max(c.day) as day from change c join file using (pupil_id)
    where c.day > file.opened_on and c.day <= $2::date group by 1),
  fact as (select file.pupil_id, file.keeper_id, coalesce(confirmed.days, '{}') as confirmed, changed.day as "changedOn"
    from file left join confirmed using (pupil_id) left join changed using (pupil_id))`
}

export interface RenewalFactsRow {
  readonly confirmed: Readonly<Record<string, string>>
  readonly changedOn: string | null
}

export const renewalFactsQuery = (scope: Scope, pupilId: string) =>
  raw<RenewalFactsRow>(
    `with ${renewalFacts('pupil_id = $3::uuid')} select confirmed, "changedOn" from fact`,
    [scope.schoolId, scope.today, pupilId],
  )

export const confirmationsQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('file_renewal as n')
    .leftJoin('auth_user as u', 'u.id', 'n.confirmed_by')
    .distinctOn('n.section')
    .select(['n.section', 'n.confirmed_on as on', 'u.name as by'])
    .where(inSchool('n.school_id', scope))
    .where('n.pupil_id', '=', pupilId)
    .orderBy('n.section')
    .orderBy('n.confirmed_on', 'desc')
    .compile()

const REACHED = `reached as materialized (select id from pupil
  where school_id = $1::uuid and (class_id = any ($3::uuid[]) or id = any ($4::uuid[]))), `

/** Every open file the scope reaches, with what its renewal hangs on, in the order of classes and names. */
export const renewalsQuery = (scope: Scope) => {
  const { reach } = scope
  const some = reach.kind === 'some' ? [reach.classIds, reach.pupilIds] : []
  return raw<
    RenewalFactsRow & { pupilId: string; name: string; className: string | null; keeperName: string | null }
  >(
    `with ${reach.kind === 'school' ? '' : REACHED}${renewalFacts(reach.kind === 'school' ? 'true' : 'pupil_id in (select id from reached)')}
     select p.id as "pupilId", p.name, c.name as "className", u.name as "keeperName", f.confirmed, f."changedOn"
     from fact f
     join pupil p on p.school_id = $1::uuid and p.id = f.pupil_id and p.left_on is null
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join auth_user u on u.id = f.keeper_id
     order by c.grade, c.number, p.pinyin, p.id`,
    [scope.schoolId, scope.today, ...some],
  )
}
