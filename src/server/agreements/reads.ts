import { AgreementKind } from '#shared/agreements/schema.ts'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import { raw, reachedSql, reachOf, stillHereSql } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

const today = '(from_on is null or from_on <= app_today()) and (to_on is null or to_on >= app_today())'

/** Whom the school should have an agreement of a kind with; of `joint` none is asked for. */
const expected: Readonly<Record<AgreementKind, string>> = {
  entrusted: `select distinct pupil_id, null::uuid as staff_id from carer
    where school_id = $1::uuid and legal_basis = 'entrusted' and ${today}`,
  safetyHome: `select pupil_id, null::uuid as staff_id from child_file where school_id = $1::uuid and closed_on is null`,
  joint: `select null::uuid as pupil_id, null::uuid as staff_id where false`,
  commitment: `select distinct pupil_id, user_id as staff_id from role_assignment
    where school_id = $1::uuid and role = 'helpingTeacher' and pupil_id is not null and ${today}`,
  safetyStaff: `select distinct null::uuid as pupil_id, user_id as staff_id from role_assignment
    where school_id = $1::uuid and role not in ('auditor', 'volunteer') and ${today}`,
  target: `select distinct null::uuid as pupil_id, user_id as staff_id from role_assignment
    where school_id = $1::uuid and role in ('classTeacher', 'helpingTeacher') and ${today}`,
}

const sameAs = (kind: AgreementKind, one: string): string =>
  [KINDS[kind].child && `a.pupil_id = ${one}.pupil_id`, KINDS[kind].staff && `a.staff_id = ${one}.staff_id`]
    .filter((part) => part !== false)
    .join(' and ')

export interface LineRow {
  readonly id: string | null
  readonly kind: AgreementKind
  readonly state: 'missing' | 'toSign' | 'valid' | 'ending' | 'ended'
  readonly childId: string | null
  readonly name: string
  readonly staffName: string | null
  readonly staffId: string | null
  readonly className: string | null
  readonly classId: string | null
  readonly from: string | null
  readonly to: string | null
  readonly unsigned: number
}

/**
 * One line for each child or member of staff that should have, or has, a running agreement of a kind: counts and lists are
 * this query and nothing else. Of several the valid one counts, then the renewal that waits for signatures.
 */
const linesSql = (kind: AgreementKind): string => `
  with reach as (select $2::boolean as whole, $3::uuid[] as classes, $4::uuid[] as pupils),
  expected as (${expected[kind]}),
  running as (
    select distinct a.pupil_id, a.staff_id from agreement a
    where a.school_id = $1::uuid and a.kind = '${kind}' and (a.ended_on is null or a.ended_on > app_today())
      and (a.to_on is null or a.to_on >= app_today())),
  subject as (
    select pupil_id, staff_id from expected
    union select a.pupil_id, a.staff_id from running a)
  select g.id, '${kind}' as kind, coalesce(g.state, 'missing') as state, p.id as "childId",
    coalesce(p.name, u.name, '') as name, u.name as "staffName", s.staff_id as "staffId", c.name as "className",
    c.id as "classId", c.grade, c.number, g.from_on as "from", g.to_on as "to", coalesce(g.unsigned, 0) as unsigned
  from subject s
  cross join reach r
  left join pupil p on p.school_id = $1::uuid and p.id = s.pupil_id
  left join class c on c.school_id = $1::uuid and c.id = p.class_id
  left join auth_user u on u.id = s.staff_id
  left join lateral (
    select a.id, a.state, a.from_on, a.to_on, a.unsigned from agreement_state a
    where a.school_id = $1::uuid and a.kind = '${kind}' and ${sameAs(kind, 's')} and a.state <> 'ended'
    order by array_position(array['valid', 'toSign', 'ending'], a.state), a.from_on desc, a.id desc limit 1) g on true
  where ${
    KINDS[kind].child
      ? `p.left_on is null and p.id is not null and (r.whole or p.class_id = any (r.classes) or p.id = any (r.pupils))`
      : `not coalesce(u.disabled, true) and (r.whole or s.staff_id = app_user())`
  }`

const ORDER = `order by array_position(array['missing', 'toSign', 'ending', 'valid'], l.state), l.grade nulls last, l.number, l.name, l."childId", l."staffId"`

export interface RoundFilter {
  readonly kind: AgreementKind
  readonly classId?: string | undefined
  readonly state?: string | undefined
}

export const MOST_LINES = 300

export const linesQuery = (scope: Scope, { kind, classId, state }: RoundFilter) =>
  raw<LineRow>(
    `select * from (${linesSql(kind)}) l
     where ($5::uuid is null or l."classId" = $5::uuid) and ($6::text is null or l.state = $6) ${ORDER} limit ${MOST_LINES}`,
    [scope.schoolId, ...reachOf(scope), classId ?? null, state ?? null],
  )

export const countsQuery = (scope: Scope, kind: AgreementKind) =>
  raw<{ classId: string | null; className: string | null; state: LineRow['state']; count: number }>(
    `select l."classId", l."className", l.state, count(*)::integer as count from (${linesSql(kind)}) l
     group by 1, 2, 3, l.grade, l.number order by l.grade nulls last, l.number`,
    [scope.schoolId, ...reachOf(scope)],
  )

/** The kind that most is still to be signed of; of none, the first. */
export const mostOpenKindQuery = (scope: Scope) =>
  raw<{ kind: AgreementKind }>(
    `select l.kind from (${AgreementKind.options
      .map((kind) => `select kind, state from (${linesSql(kind)}) k`)
      .join(' union all ')}) l
     where l.state in ('missing', 'toSign') group by l.kind
     order by count(*) desc, array_position($5::text[], l.kind) limit 1`,
    [scope.schoolId, ...reachOf(scope), AgreementKind.options],
  )

/** Which agreement of a kind one child lacks, has, or is about to lose. */
export const lineOfChildQuery = (scope: Scope, kind: AgreementKind, pupilId: string) =>
  raw<LineRow>(`select * from (${linesSql(kind)}) l where l."childId" = $5::uuid`, [
    scope.schoolId,
    ...reachOf(scope),
    pupilId,
  ])

/** Of every child in reach that has or should have one: how the agreement with its entrusted carer stands. */
export const entrustedQuery = (scope: Scope) =>
  raw<{ childId: string; state: LineRow['state']; to: string | null }>(
    `select l."childId", l.state, l."to" from (${linesSql('entrusted')}) l`,
    [scope.schoolId, ...reachOf(scope)],
  )

/** Everything ever agreed for a child, the newest first. */
export const agreementsOfChildQuery = (scope: Scope, pupilId: string) =>
  raw<LineRow>(
    `select a.id, a.kind, a.state, p.id as "childId", p.name, u.name as "staffName", a.staff_id as "staffId",
       c.name as "className", c.id as "classId", a.from_on as "from", a.to_on as "to", a.unsigned
     from agreement_state a
     join pupil p on p.school_id = a.school_id and p.id = a.pupil_id
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join auth_user u on u.id = a.staff_id
     where a.school_id = $1::uuid and a.pupil_id = $2::uuid order by a.state = 'ended', a.from_on desc, a.id desc`,
    [scope.schoolId, pupilId],
  )

export interface AgreementRow {
  readonly id: string
  readonly kind: AgreementKind
  readonly textVersion: number
  readonly title: string | null
  readonly body: string | null
  readonly pupilId: string | null
  readonly pupilName: string | null
  readonly className: string | null
  readonly classId: string | null
  readonly staffId: string | null
  readonly staffName: string | null
  readonly from: string
  readonly to: string | null
  readonly endedOn: string | null
  readonly endReasonSealed: Buffer | null
  readonly termsSealed: Buffer | null
  readonly declaredOn: string | null
  readonly toldSchoolOn: string | null
  readonly toldVillageOn: string | null
  readonly state: LineRow['state']
  readonly version: number
  readonly schoolName: string
  readonly opinionId: string | null
  readonly heardOn: string | null
  readonly opinionSealed: Buffer | null
}

/** An agreement within reach: about a child one reaches, one's own with the school, or any for the whole school. */
export const agreementQuery = (scope: Scope, id: string) =>
  raw<AgreementRow>(
    `select a.id, a.kind, a.text_version as "textVersion", coalesce(g.signed_title, t.title) as title,
       coalesce(g.signed_body, t.body) as body, a.pupil_id as "pupilId", p.name as "pupilName",
       c.name as "className", p.class_id as "classId", a.staff_id as "staffId", u.name as "staffName", a.from_on as "from",
       a.to_on as "to", a.ended_on as "endedOn", a.end_reason_sealed as "endReasonSealed", a.terms_sealed as "termsSealed",
       a.declared_on as "declaredOn", a.told_school_on as "toldSchoolOn", a.told_village_on as "toldVillageOn", a.state,
       a.version, coalesce(g.signed_school, n.name) as "schoolName", o.id as "opinionId", o.heard_on as "heardOn", w.sealed as "opinionSealed"
     from agreement_state a
     join agreement g on g.school_id = a.school_id and g.id = a.id
     join unit n on n.id = a.school_id
     left join agreement_text t on t.school_id = a.school_id and t.kind = a.kind and t.version = a.text_version
     left join pupil p on p.school_id = a.school_id and p.id = a.pupil_id
     left join class c on c.school_id = p.school_id and c.id = p.class_id
     left join auth_user u on u.id = a.staff_id
     left join agreement_opinion o on o.school_id = a.school_id and o.agreement_id = a.id
     left join agreement_opinion_text w on w.school_id = o.school_id and w.id = o.id
     where a.school_id = $1::uuid and a.id = $2::uuid and ${stillHereSql('p')} and (
       ${reachedSql('p', 3)} or (a.pupil_id is null and a.staff_id = app_user()))`,
    [scope.schoolId, id, ...reachOf(scope)],
  )

export interface PartyRow {
  readonly id: string
  readonly part: string
  readonly name: string | null
  readonly relation: string | null
  readonly userId: string | null
  readonly memberId: string | null
  readonly carerId: string | null
  readonly signedOn: string | null
  readonly method: string | null
  readonly attachmentId: string | null
  readonly witnessSealed: Buffer | null
}

export const partiesQuery = (scope: Scope, agreementId: string) =>
  raw<PartyRow>(
    `select s.id, s.part, coalesce(u.name, m.name, k.name, km.name) as name, coalesce(m.relation, k.relation) as relation,
       s.user_id as "userId", s.member_id as "memberId", s.carer_id as "carerId",
       s.signed_on as "signedOn", s.method, s.attachment_id as "attachmentId",
       s.witness_sealed as "witnessSealed"
     from agreement_party s
     left join auth_user u on u.id = s.user_id
     left join family_member m on m.school_id = s.school_id and m.id = s.member_id
     left join carer k on k.school_id = s.school_id and k.id = s.carer_id
     left join family_member km on km.school_id = k.school_id and km.id = k.member_id
     where s.school_id = $1::uuid and s.agreement_id = $2::uuid order by s.id`,
    [scope.schoolId, agreementId],
  )

/** A kept file of this agreement that a signature can stand on. */
export const signatureFileQuery = (scope: Scope, agreementId: string, attachmentId: string) =>
  raw<{ id: string }>(
    `select id from attachment where school_id = $1::uuid and id = $2::uuid and owner_kind = 'agreement'
       and owner_id = $3::uuid and state = 'ready' and removed_at is null for share`,
    [scope.schoolId, attachmentId, agreementId],
  )
