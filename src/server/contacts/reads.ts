import { qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface StaffRow {
  readonly userId: string
  readonly name: string
  readonly role: string
  readonly kind: 'office' | 'mobile'
  readonly sealed: Buffer
}

/** Published numbers of those who work with one child today: its class teacher and helping teacher, and leaders (H-30). */
export const staffQuery = (scope: Scope, pupilId: string) =>
  raw<StaffRow>(
    `select distinct on (u.id) u.id as "userId", u.name, r.role, n.published as kind,
       case n.published when 'office' then n.office_sealed else n.mobile_sealed end as sealed
     from pupil p
     join role_assignment r on r.school_id = p.school_id and (r.to_on is null or r.to_on >= $3::date) and r.from_on <= $3::date
       and (r.role in ('principal', 'counsellor') or (r.role = 'classTeacher' and r.class_id = p.class_id)
         or (r.role = 'helpingTeacher' and r.pupil_id = p.id))
     join staff_number n on n.school_id = p.school_id and n.user_id = r.user_id and n.published <> 'none'
     join auth_user u on u.id = r.user_id and not u.disabled
     where p.school_id = $1::uuid and p.id = $2::uuid
       and case n.published when 'office' then n.office_sealed else n.mobile_sealed end is not null
     order by u.id, array_position(array['classTeacher', 'helpingTeacher', 'counsellor', 'principal'], r.role)`,
    [scope.schoolId, pupilId, scope.today],
  )

/** The round that runs today; of two the one begun last. */
export const currentRoundQuery = (scope: Scope) =>
  qb
    .selectFrom('contact_round')
    .select(['id', 'kind', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', scope.schoolId)
    .where('from_on', '<=', scope.today)
    .where('to_on', '>=', scope.today)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .compile()

const RUNNING = `(select r.id from contact_round r where r.school_id = $1::uuid and r.from_on <= $2::date and r.to_on >= $2::date
  order by r.from_on desc, r.id desc limit 1)`
const LINK_UNTIL = `case when c.answered_at is null and c.expires_at > $3::timestamptz then c.expires_at end`

export interface CheckRow {
  readonly state: string
  readonly way: string | null
  readonly answeredAt: string | null
  readonly linkUntil: string | null
}

export const checkNowQuery = (scope: Scope, pupilId: string, at: string) =>
  raw<CheckRow>(
    `select c.state, c.way, c.answered_at as "answeredAt", ${LINK_UNTIL} as "linkUntil"
     from contact_check c where c.school_id = $1::uuid and c.pupil_id = $4::uuid and c.round_id = ${RUNNING}`,
    [scope.schoolId, scope.today, at, pupilId],
  )

export const proposalsQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('contact_proposal as o')
    .leftJoin('family_member as m', (join) =>
      join.onRef('m.school_id', '=', 'o.school_id').onRef('m.id', '=', 'o.record_id'),
    )
    .leftJoin('carer as k', (join) =>
      join.onRef('k.school_id', '=', 'o.school_id').onRef('k.id', '=', 'o.record_id'),
    )
    .select((eb) => [
      'o.id',
      'o.record',
      'o.record_id as recordId',
      eb.fn.coalesce('m.relation', 'k.relation', eb.val('')).as('relation'),
      'o.phone_sealed as phoneSealed',
      'o.phone_masked as phoneMasked',
      'o.state',
      'o.created_at as givenAt',
    ])
    .where('o.school_id', '=', scope.schoolId)
    .where('o.pupil_id', '=', pupilId)
    .where('o.state', '=', 'open')
    .orderBy('o.created_at')
    .orderBy('o.id')
    .compile()

export const changesQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('contact_change as h')
    .leftJoin('auth_user as u', 'u.id', 'h.changed_by')
    .select([
      'h.id',
      'h.changed_at as at',
      'u.name as byName',
      'h.relation',
      'h.fields',
      'h.phone_was as phoneWas',
      'h.phone_is as phoneIs',
      'h.source',
    ])
    .where('h.school_id', '=', scope.schoolId)
    .where('h.pupil_id', '=', pupilId)
    .orderBy('h.changed_at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(50)
    .compile()

export interface ProgressRow {
  readonly classId: string
  readonly className: string
  readonly total: number
  readonly done: number
  readonly notMine: number
  readonly linkOut: number
  readonly toAgree: number
}

/** Children in reach with a care file, each with its check of the running round. */
function roundChildren(scope: Scope): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const { reach } = scope
  const some = reach.kind === 'some'
  return {
    sql: `child as (
      select p.id, p.name, p.pinyin, k.id as class_id, k.name as class_name, k.grade, k.number, c.state, c.way, c.answered_at,
        ${LINK_UNTIL} as link_until,
        (select count(*)::int from contact_proposal o where o.school_id = p.school_id and o.pupil_id = p.id and o.state = 'open') as to_agree
      from pupil p
      join child_file f on f.school_id = p.school_id and f.pupil_id = p.id and f.closed_on is null
      join class k on k.school_id = p.school_id and k.id = p.class_id
      left join contact_check c on c.school_id = p.school_id and c.pupil_id = p.id and c.round_id = ${RUNNING}
      where p.school_id = $1::uuid and p.left_on is null
        and ${some ? '(p.class_id = any ($4::uuid[]) or p.id = any ($5::uuid[]))' : 'true'})`,
    parameters: some ? [reach.classIds, reach.pupilIds] : [],
  }
}

/** Progress by class; an open number to agree to counts also for a check of an earlier round. */
export const progressQuery = (scope: Scope, at: string) => {
  const children = roundChildren(scope)
  return raw<ProgressRow>(
    `with ${children.sql}
     select class_id as "classId", class_name as "className", count(*)::int as total,
       count(*) filter (where state in ('confirmed', 'corrected'))::int as done,
       count(*) filter (where state = 'notMine')::int as "notMine",
       count(*) filter (where link_until is not null)::int as "linkOut",
       count(*) filter (where to_agree > 0)::int as "toAgree"
     from child group by class_id, class_name, grade, number order by grade, number`,
    [scope.schoolId, scope.today, at, ...children.parameters],
  )
}

export interface RoundChildRow extends CheckRow {
  readonly pupilId: string
  readonly name: string
  readonly toAgree: number
}

export const roundChildrenQuery = (scope: Scope, classId: string, at: string) => {
  const children = roundChildren(scope)
  const next = 4 + children.parameters.length
  return raw<RoundChildRow>(
    `with ${children.sql}
     select id as "pupilId", name, coalesce(state, 'open') as state, way, answered_at as "answeredAt", link_until as "linkUntil",
       to_agree as "toAgree"
     from child where class_id = $${next}::uuid
     order by (coalesce(state, 'open') in ('confirmed', 'corrected') and to_agree = 0), pinyin, id`,
    [scope.schoolId, scope.today, at, ...children.parameters, classId],
  )
}

export const ownNumbersQuery = (scope: Scope) =>
  qb
    .selectFrom('staff_number')
    .select(['id', 'office_sealed as office', 'mobile_sealed as mobile', 'published', 'version'])
    .where('school_id', '=', scope.schoolId)
    .where('user_id', '=', scope.userId)
    .compile()

export interface LinkRow {
  readonly school_id: string
  readonly school_name: string
  readonly time_zone: string
  readonly check_id: string
  readonly pupil_id: string
  readonly pupil_name: string
  readonly member_id: string
}

/** Whose link a token is; no row for one unknown, answered or late. */
export const contactLinkQuery = (hash: Buffer, at: string) =>
  raw<LinkRow>(`select * from contact_link(decode($1, 'hex'), $2::timestamptz)`, [hash.toString('hex'), at])
