import type { AlertFacts } from '#shared/family/rules/alerts.ts'
import { householdMarksNear } from '#server/db/household.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface AlertRow {
  readonly pupilId: string
  readonly name: string
  readonly birthDate: string
  readonly classId: string | null
  readonly className: string | null
  readonly fileFrom: string | null
  readonly carer: {
    readonly kind: string
    readonly relation: string
    readonly bornOn: string | null
    readonly ill: boolean
    readonly legalBasis: string
    readonly barred: boolean
    readonly knownOn: string
  } | null
  readonly parents: AlertFacts['parents']
  readonly numbers: readonly { readonly relation: string; readonly deadOn: string | null }[]
  readonly contactOn: string | null
  readonly contactMissed: { readonly from: string; readonly promised: boolean } | null
}

/** Pupils of the scope's reach as a condition on `p`, with its parameters from $first on. */
function reachSql({ reach }: Scope, first: number): { sql: string; parameters: readonly unknown[] } {
  if (reach.kind === 'school') return { sql: 'true', parameters: [] }
  return {
    sql: `(p.class_id = any ($${first}::uuid[]) or p.id = any ($${first + 1}::uuid[]))`,
    parameters: [reach.classIds, reach.pupilIds],
  }
}

/**
 * What the alerts of the care are decided by (shared/family/rules/alerts.ts): of one child, or of everybody in reach who
 * has a file or whose care is in question. Numbers of people not to be contacted are none.
 */
export const alertFactsQuery = (scope: Scope, pupilId: string | null) => {
  const reach = reachSql(scope, 4)
  return raw<AlertRow>(
    `select p.id as "pupilId", p.name, p.birth_on as "birthDate", p.class_id as "classId", c.name as "className",
       f.opened_on as "fileFrom", to_jsonb(k) as carer,
       coalesce((select jsonb_agg(jsonb_build_object('present', m.state = 'present', 'away', w.away, 'calls', w.calls))
         from family_member m cross join lateral (
           select count(*) > 0 as away, (array_agg(a.calls_often order by a.from_on desc nulls last, a.id))[1] as calls
           from absence a where a.school_id = m.school_id and a.member_id = m.id
             and (a.from_on is null or a.from_on <= $2::date) and (a.to_on is null or a.to_on > $2::date)) w
         where m.school_id = p.school_id and m.pupil_id = p.id and m.relation in
           ('father', 'mother', 'adoptiveFather', 'adoptiveMother', 'stepFather', 'stepMother')), '[]') as parents,
       coalesce((select jsonb_agg(n.number order by n.number ->> 'relation') from (
         select jsonb_build_object('relation', m.relation, 'deadOn', m.phone_dead_on) as number from family_member m
         where m.school_id = p.school_id and m.pupil_id = p.id and m.state = 'present' and m.phone_masked is not null and m.no_contact is null
         union
         select jsonb_build_object('relation', y.relation, 'deadOn', y.phone_dead_on) from carer y
         where y.school_id = p.school_id and y.pupil_id = p.id and y.phone_masked is not null
           and (y.to_on is null or y.to_on >= $2::date) and (y.from_on is null or y.from_on <= $2::date)
           and not exists (select 1 from family_member m where m.school_id = y.school_id and m.pupil_id = y.pupil_id
             and (m.id = y.member_id or (m.relation = y.relation and m.name = y.name))
             and (m.no_contact is not null or m.phone_masked is not null))
         ) n), '[]') as numbers,
       greatest((select max(d.held_on) from card d where d.school_id = p.school_id and d.pupil_id = p.id and d.superseded_at is null
         and d.kind = 'parentContact' and d.reached and d.fields ->> 'who' in ('father', 'mother')),
         (select max(d.done_on) from duty d where d.school_id = p.school_id and d.pupil_id = p.id
           and d.key in ('familyCall', 'familyPhone'))) as "contactOn",
       (select case when s.state = 'missed' then jsonb_build_object('from', s.window_from, 'promised',
           s.due_on >= (select (r.params ->> 'adoptedOn')::date from duty_rule r where r.school_id = s.school_id and r.id = s.rule_id)
             is not false) end from duty_state s
         where s.school_id = p.school_id and s.pupil_id = p.id and s.key in ('parentContact', 'familyCall', 'familyPhone')
           and s.due_on < $2::date and s.state <> 'ended'
         order by s.window_from desc limit 1) as "contactMissed"
     from pupil p
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join child_file f on f.school_id = p.school_id and f.pupil_id = p.id and f.closed_on is null
     left join lateral (
       select y.kind, y.relation, coalesce(y.born_on, m.born_on) as "bornOn", y.ill, y.legal_basis as "legalBasis",
         (y.bars_sealed is not null or coalesce(m.incapable, false)) as barred,
         (y.created_at at time zone (select u.time_zone from unit u where u.id = $1::uuid))::date as "knownOn"
       from carer y left join family_member m on m.school_id = y.school_id and m.id = y.member_id
       where y.school_id = p.school_id and y.pupil_id = p.id
         and (y.from_on is null or y.from_on <= $2::date) and (y.to_on is null or y.to_on >= $2::date)
       order by y.from_on desc nulls last, y.created_at desc limit 1) k on true
     where p.school_id = $1::uuid and p.left_on is null and ${reach.sql}
       and ${pupilId === null ? "$3::uuid is null and (f.id is not null or k.kind in ('nobody', 'uncertain') or k.barred or k.\"legalBasis\" = 'entrusted')" : 'p.id = $3::uuid'}
     order by c.grade, c.number, p.pinyin, p.id`,
    [scope.schoolId, scope.today, pupilId, ...reach.parameters],
  )
}

export interface SiblingRow {
  readonly id: string
  readonly name: string
  readonly className: string | null
  readonly reached: boolean
  readonly confirmed: boolean
}

/**
 * Others of the child's confirmed household, named to whoever has this child; and, as far as the person reaches them, those
 * by the guess (db/household.ts) of whom nobody has said yet whether they belong to it.
 */
export const siblingsQuery = (scope: Scope, pupilId: string) => {
  const reach = reachSql(scope, 4)
  return raw<SiblingRow>(
    `with ${householdMarksNear('$2', '$3')}, own as (select household_id from placed where pupil_id = $2::uuid),
     kin as (
       select o.pupil_id as id, true as confirmed from placed o where o.household_id = (select household_id from own) and o.pupil_id <> $2::uuid
       union
       select b.pupil_id, false from guess a join guess b on b.mark = a.mark and b.pupil_id <> a.pupil_id
       where a.pupil_id = $2::uuid and not (exists (select from own) and b.pupil_id in (select pupil_id from placed)))
     select p.id, p.name, k.name as "className", ${reach.sql} as reached, kin.confirmed
     from kin join pupil p on p.school_id = $1::uuid and p.id = kin.id and p.left_on is null
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     where kin.confirmed or ${reach.sql} order by k.grade, k.number, p.pinyin, p.id limit 20`,
    [scope.schoolId, pupilId, scope.today, ...reach.parameters],
  )
}

/** A pupil about whom the person may answer: one in reach, or a confirmed sibling who is named anyhow. */
export const answerableQuery = (scope: Scope, pupilId: string, other: string) => {
  const reach = reachSql(scope, 4)
  return raw<{ id: string }>(
    `select p.id from pupil p where p.school_id = $1::uuid and p.id = $3::uuid and p.left_on is null and (${reach.sql} or exists (
       select 1 from household_place a join household_place b on b.school_id = a.school_id and b.household_id = a.household_id
       where a.school_id = $1::uuid and a.pupil_id = $2::uuid and b.pupil_id = p.id and a.to_on is null and b.to_on is null))`,
    [scope.schoolId, pupilId, other, ...reach.parameters],
  )
}

/** The confirmed household of some pupils. */
export const placesQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw<{ pupilId: string; householdId: string }>(
    `select pupil_id as "pupilId", household_id as "householdId" from household_place
     where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and to_on is null`,
    [scope.schoolId, pupilIds],
  )
