import type { Decider } from '#shared/family/rules/legal.ts'
import { MARKED_FOR_DUTIES } from '#server/db/marks.ts'
import { raw, reachedSql, reachOf, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Kinds of pairing and whom they are for, of the plan in force today; whether the school has named key targets. */
export const planPairingQuery = (scope: Scope) =>
  raw<{ pairing: unknown; named: boolean }>(
    `select params->'pairing' as pairing,
       exists (select from pairing_need n where n.school_id = $1::uuid and n.key_target) as named
     from care_plan
     where school_id = $1::uuid and effective_from <= $2::date and (effective_to is null or effective_to >= $2::date)
     order by created_at desc, id desc limit 1`,
    [scope.schoolId, scope.today],
  )

/** Children a plan asks to look after: on the list, or marked as another of its groups. */
export const LISTED = `(exists (select from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
  and d.is_primary and d.effective_to is null
  where s.school_id = p.school_id and s.pupil_id = p.id and s.to_on is null and s.result = 'counted') or ${MARKED_FOR_DUTIES})`

export interface ChildRow {
  readonly id: string
  readonly name: string
  readonly classId: string | null
  readonly className: string | null
  readonly keyTarget: boolean
  readonly parts: string[]
  readonly kinds: string[]
  readonly proposed: string | null
}

/** Children on the list within reach, or one of them, with who helps them today. */
export const childrenQuery = (scope: Scope, only: string | null = null) =>
  raw<ChildRow>(
    `with help as materialized (select pupil_id, array_agg(distinct part) as parts from child_helper
       where school_id = $1::uuid and ($5::uuid is null or pupil_id = $5::uuid) group by pupil_id),
     running as materialized (
       select m.pupil_id, m.class_id, array_agg(distinct s.kind) as kinds, (array_agg(s.id order by s.id) filter (where s.state = 'proposed'))[1] as proposed,
         array_agg(distinct s.kind) filter (where s.state in ('trial', 'active')) as now
       from pairing_state s join pairing_member m on m.school_id = s.school_id and m.pairing_id = s.id and m.part in ('child', 'class')
       where s.school_id = $1::uuid and s.state <> 'ended' group by m.pupil_id, m.class_id)
     select p.id, p.name, p.class_id as "classId", c.name as "className", coalesce(n.key_target, false) as "keyTarget",
       coalesce(h.parts, '{}') as parts, coalesce(r.now, '{}') || coalesce(k.now, '{}') as kinds, r.proposed
     from pupil p left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join pairing_need n on n.school_id = p.school_id and n.pupil_id = p.id
     left join help h on h.pupil_id = p.id left join running r on r.pupil_id = p.id left join running k on k.class_id = p.class_id
     where p.school_id = $1::uuid and p.left_on is null and ${reachedSql('p', 2)} and ($5::uuid is null or p.id = $5::uuid) and ${LISTED}
     order by c.grade, c.number, p.pinyin, p.name, p.id`,
    [scope.schoolId, ...reachOf(scope), only],
  )

export interface PersonOf {
  readonly id: string
  readonly part: string
  readonly personId: string
  readonly name: string
  readonly className: string | null
  readonly inCare: boolean
  /** Of a pupil: within the reach of whoever asks. */
  readonly reached: boolean
}

export interface PairingRow {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly members: PersonOf[]
  readonly proposedOn: string
  readonly startedOn: string | null
  readonly trialTo: string | null
  readonly endedOn: string | null
  readonly endKind: string | null
  readonly nextReviewOn: string | null
  readonly reviewDue: boolean
  readonly vettingLapsed: boolean
  readonly version: number
  readonly follows: string | null
  readonly supervisorId: string | null
  readonly supervisorName: string | null
  readonly agreedSealed: Buffer
  readonly endNoteSealed: Buffer | null
  readonly endedBy: string | null
}

/** Pairings within reach: by a child it is for, or by a class. With an id one, with a child's the child's own of all times. */
export const pairingsQuery = (
  scope: Scope,
  only: {
    readonly id?: string
    readonly pupilId?: string
    readonly helperId?: string
    readonly ended?: boolean
  },
) =>
  raw<PairingRow>(
    `select s.id, s.kind, s.state, s.proposed_on as "proposedOn", s.started_on as "startedOn", s.trial_to as "trialTo",
       s.ended_on as "endedOn", s.end_kind as "endKind", s.review_on as "nextReviewOn",
       coalesce(s.review_on <= $5::date, false) and s.state <> 'ended' as "reviewDue", s.version, s.follows,
       s.supervisor_id as "supervisorId", v.name as "supervisorName", s.agreed_sealed as "agreedSealed",
       s.end_note_sealed as "endNoteSealed", s.ended_by as "endedBy",
       s.state <> 'ended' and exists (select from pairing_member m
         left join helper_vetting t on t.school_id = m.school_id and t.helper_id = m.helper_id
         where m.school_id = s.school_id and m.pairing_id = s.id and m.part = 'outside'
           and (t.vetted_to is null or t.vetted_to < $5::date)) as "vettingLapsed",
       (select coalesce(json_agg(json_build_object('id', q.id, 'part', q.part, 'personId', q.person_id,
           'name', coalesce(p.name, u.name, h.name, k.name), 'className', c.name,
           'inCare', p.id is not null and ${LISTED}, 'reached', ${reachedSql('p', 2)} is true) order by q.part, coalesce(p.name, u.name, h.name, k.name), q.id), '[]')
         from pairing_person q
         left join pupil p on p.school_id = q.school_id and p.id = q.person_id and q.part in ('child', 'pupil')
         left join class c on c.school_id = p.school_id and c.id = p.class_id
         left join auth_user u on u.id = q.person_id and q.part = 'teacher'
         left join helper h on h.school_id = q.school_id and h.id = q.person_id and q.part = 'outside'
         left join class k on k.school_id = q.school_id and k.id = q.person_id and q.part = 'class'
         where q.school_id = s.school_id and q.pairing_id = s.id) as members
     from pairing_state s left join auth_user v on v.id = s.supervisor_id
     where s.school_id = $1::uuid and ($6::uuid is null or s.id = $6::uuid) and ($9::boolean or s.state <> 'ended')
       and ($8::uuid is null or exists (select from pairing_member m where m.school_id = s.school_id and m.pairing_id = s.id and m.helper_id = $8::uuid))
       and exists (select from pairing_member m left join pupil p on p.school_id = m.school_id and p.id = m.pupil_id
         where m.school_id = s.school_id and m.pairing_id = s.id and m.part in ('child', 'class')
           and ($7::uuid is null or m.pupil_id = $7::uuid)
           and (${reachedSql('p', 2)} or m.class_id = any ($3::uuid[])))
     order by s.proposed_on desc, s.id desc limit 3000`,
    [
      scope.schoolId,
      ...reachOf(scope),
      scope.today,
      only.id ?? null,
      only.pupilId ?? null,
      only.helperId ?? null,
      only.ended ?? false,
    ],
  )

/** Where a child takes part in what has not ended; `shared`: others are in the same part. */
export const membershipsQuery = (scope: Scope, pupilId: string) =>
  raw<{ id: string; pairingId: string; shared: boolean }>(
    `select m.id, m.pairing_id as "pairingId", exists (select from pairing_member o where o.school_id = m.school_id
       and o.pairing_id = m.pairing_id and o.part = m.part and o.id <> m.id) as shared
     from pairing_member m join pairing p on p.school_id = m.school_id and p.id = m.pairing_id
     where m.school_id = $1::uuid and m.pupil_id = $2::uuid and (p.ended_on is null or p.ended_on > $3::date) order by m.id`,
    [scope.schoolId, pupilId, scope.today],
  )

/** Every answer to one pairing, oldest first, with the guardian who gave it. */
export const consentsQuery = (scope: Scope, pairingId: string) =>
  raw<{
    memberId: string
    party: 'self' | 'guardian'
    agreed: boolean
    givenOn: string
    byName: string | null
    guardianId: string | null
  }>(
    `select c.member_id as "memberId", c.party, c.agreed, c.guardian_id as "guardianId", c.given_on as "givenOn", coalesce(f.name, k.name, f.relation, k.relation) as "byName"
     from pairing_consent c
     left join family_member f on f.school_id = c.school_id and f.id = c.guardian_id
     left join carer k on k.school_id = c.school_id and k.id = c.guardian_id
     where c.school_id = $1::uuid and c.pairing_id = $2::uuid order by c.recorded_at, c.id`,
    [scope.schoolId, pairingId],
  )

export interface GuardianRow extends Decider {
  readonly id: string
  readonly pupilId: string
  readonly name: string | null
}

/** The grown-ups around some children, as the law sees them; the rule says who may decide. */
export const guardiansQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw<GuardianRow>(
    `select id, pupil_id as "pupilId", name, relation, is_guardian as "isGuardian", incapable, state, no_contact as "noContact", null as "careBasis"
     from family_member where school_id = $1::uuid and pupil_id = any ($2::uuid[])
     union all
     select k.id, k.pupil_id, k.name, k.relation, null, false, 'present', null, k.legal_basis
     from carer k
     where k.school_id = $1::uuid and k.pupil_id = any ($2::uuid[]) and k.member_id is null
       and not exists (select from family_member m where m.school_id = k.school_id and m.pupil_id = k.pupil_id
         and m.relation = k.relation and m.name = k.name)
       and (k.from_on is null or k.from_on <= $3::date) and (k.to_on is null or k.to_on >= $3::date)`,
    [scope.schoolId, pupilIds, scope.today],
  )

export const reviewsQuery = (scope: Scope, pairingId: string) =>
  raw<{
    id: string
    heldOn: string
    result: string
    goesOn: boolean
    authorId: string
    authorName: string | null
    noteSealed: Buffer
  }>(
    `select r.id, r.held_on as "heldOn", r.result, r.goes_on as "goesOn", r.author_id as "authorId", u.name as "authorName", r.note_sealed as "noteSealed"
     from pairing_review r left join auth_user u on u.id = r.author_id
     where r.school_id = $1::uuid and r.pairing_id = $2::uuid order by r.held_on desc, r.created_at desc`,
    [scope.schoolId, pairingId],
  )

/** Who of some people is in a group that has not ended; groups that are taken over from do not count (K-60). */
export const groupedQuery = (scope: Scope, personIds: readonly string[], follows: readonly string[]) =>
  raw<{ personId: string }>(
    `select distinct q.person_id as "personId" from pairing_state s
     join pairing_person q on q.school_id = s.school_id and q.pairing_id = s.id
     where s.school_id = $1::uuid and s.kind = 'group3211' and s.state <> 'ended'
       and q.person_id = any ($2::uuid[]) and s.id <> all ($3::uuid[])`,
    [scope.schoolId, [...personIds], [...follows]],
  )

export interface LoadRow {
  readonly part: string
  readonly personId: string
  readonly name: string
  readonly vettedTo: string | null
  readonly most: number | null
  readonly children: { id: string; name: string }[]
  /** How many more are helped out of reach: a number, no child. */
  readonly elsewhere: number
}

/**
 * Everybody who helps or could, with the children helped or agreed on; children out of reach are a number, and pupils who
 * help only such are not there (H-24). The pupils of a group carry it together: it is no load of one of them.
 */
export const loadsQuery = (scope: Scope) =>
  raw<LoadRow>(
    `with taken as materialized (
       select h.pupil_id, h.part, h.person_id from child_helper h where h.school_id = $1::uuid
         and not (h.part = 'pupil' and exists (select from pairing g where g.school_id = h.school_id and g.id = h.pairing_id and g.kind = 'group3211'))
       union
       select c.pupil_id, m.part, coalesce(m.user_id, m.pupil_id, m.helper_id)
       from pairing_state s
       join pairing_member c on c.school_id = s.school_id and c.pairing_id = s.id and c.part = 'child'
       join pairing_member m on m.school_id = s.school_id and m.pairing_id = s.id and m.part in ('teacher', 'pupil', 'outside')
       where s.school_id = $1::uuid and (s.state = 'proposed' or (s.state in ('trial', 'active') and m.part = 'outside'))
         and not (m.part = 'pupil' and s.kind = 'group3211')),
     who as (
       select 'teacher' as part, u.id as person_id, u.name, null::date as vetted_to, h.most_children as most
       from auth_user u left join helper h on h.school_id = $1::uuid and h.user_id = u.id
       where not u.disabled and exists (select from role_assignment r where r.school_id = $1::uuid and r.user_id = u.id
         and r.role in ('classTeacher', 'helpingTeacher', 'counsellor', 'principal', 'archiveKeeper')
         and r.from_on <= $5::date and (r.to_on is null or r.to_on >= $5::date))
       union all
       select 'outside', h.id, h.name, v.vetted_to, h.most_children from helper h
       left join helper_vetting v on v.school_id = h.school_id and v.helper_id = h.id
       where h.school_id = $1::uuid and h.kind <> 'staff' and h.left_on is null
       union all
       select distinct 'pupil', p.id, p.name, null::date, null::int from taken t
       join pupil p on p.school_id = $1::uuid and p.id = t.person_id
       join pupil k on k.school_id = $1::uuid and k.id = t.pupil_id
       where t.part = 'pupil' and (${reachedSql('p', 2)} or ${reachedSql('k', 2)}))
     select w.part, w.person_id as "personId", w.name, w.vetted_to as "vettedTo", w.most,
       coalesce(k.children, '[]') as children, coalesce(k.elsewhere, 0)::int as elsewhere
     from who w left join lateral (
       select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.pinyin, p.name) filter (where ${reachedSql('p', 2)}) as children,
         count(*) filter (where ${reachedSql('p', 2)} is not true) as elsewhere
       from taken t join pupil p on p.school_id = $1::uuid and p.id = t.pupil_id and p.left_on is null
       where t.part = w.part and t.person_id = w.person_id) k on true
     order by w.part, w.name, w.person_id`,
    [scope.schoolId, ...reachOf(scope), scope.today],
  )

/** Every pupil within reach: who of another class is not offered would tell who is on the list there. */
export const choicesQuery = (scope: Scope) =>
  raw<{ id: string; name: string; className: string | null; listed: boolean }>(
    `select p.id, p.name, c.name as "className", ${LISTED} as listed
     from pupil p left join class c on c.school_id = p.school_id and c.id = p.class_id
     where p.school_id = $1::uuid and p.left_on is null and ${reachedSql('p', 2)} order by c.grade, c.number, p.pinyin, p.name, p.id`,
    [scope.schoolId, ...reachOf(scope)],
  )

export const classesQuery = (scope: Scope) =>
  raw<{ id: string; name: string }>(
    `select c.id, c.name from class c join school_year y on y.school_id = c.school_id and y.id = c.school_year_id
     where c.school_id = $1::uuid and $2::date between y.starts_on and y.ends_on order by c.grade, c.number`,
    [scope.schoolId, scope.today],
  )

export const needQuery = (scope: Scope, pupilId: string) =>
  raw<{
    version: number
    helperSex: string
    language: string | null
    sameVillage: boolean
    keyTarget: boolean
    relatives: string[]
    conflicts: string[]
  }>(
    `select version, helper_sex as "helperSex", language, same_village as "sameVillage", key_target as "keyTarget", relatives, conflicts
     from pairing_need where school_id = $1::uuid and pupil_id = $2::uuid`,
    [scope.schoolId, pupilId],
  )

export const reachedQuery = (scope: Scope, pupilId: string) =>
  raw<{ id: string }>(
    `select p.id from pupil p where p.school_id = $1::uuid and p.id = $5::uuid
       and ${stillHereSql('p')} and ${reachedSql('p', 2)}`,
    [scope.schoolId, ...reachOf(scope), pupilId],
  )
