import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface HelperRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly userId: string | null
  readonly sex: string
  readonly village: string | null
  readonly languages: string[]
  readonly phone: string | null
  readonly mostChildren: number | null
  readonly vettedTo: string | null
  readonly checks: { kind: string; doneOn: string; validTo: string }[]
  readonly children: number
  readonly leftOn: string | null
  readonly version: number
}

/** Everybody entered as a helper, or one; those who left come last. */
export const helpersQuery = (scope: Scope, id: string | null = null) =>
  raw<HelperRow>(
    `select h.id, h.kind, coalesce(h.name, u.name) as name, h.user_id as "userId", h.sex, h.village, h.languages,
       h.phone_masked as phone, h.most_children as "mostChildren", v.vetted_to as "vettedTo",
       coalesce((select json_agg(json_build_object('kind', k.kind, 'doneOn', k.done_on, 'validTo', k.valid_to) order by k.kind)
         from (select distinct on (kind) kind, done_on, valid_to from helper_check
           where school_id = h.school_id and helper_id = h.id order by kind, valid_to desc) k), '[]') as checks,
       (select count(distinct c.pupil_id)::int from pairing_member m
         join pairing_state p on p.school_id = m.school_id and p.id = m.pairing_id and p.state <> 'ended'
         join pairing_member c on c.school_id = p.school_id and c.pairing_id = p.id and c.part = 'child'
         where m.school_id = h.school_id and (m.helper_id = h.id or m.user_id = h.user_id)) as children,
       h.left_on as "leftOn", h.version
     from helper h left join auth_user u on u.id = h.user_id
     left join helper_vetting v on v.school_id = h.school_id and v.helper_id = h.id
     where h.school_id = $1::uuid and ($2::uuid is null or h.id = $2::uuid)
     order by h.left_on is not null, coalesce(h.name, u.name), h.id`,
    [scope.schoolId, id],
  )

export interface CardRow {
  readonly id: string
  readonly sealed: Buffer
  readonly supervisor: string | null
  readonly startedOn: string
  readonly children: { memberId: string; pupilId: string; name: string }[]
}

/** The running pairings of a person from outside whose checks hold today: nothing but the children's names and the agreement. */
export const ownPairingsQuery = (scope: Scope, helperId: string) =>
  raw<CardRow>(
    `select p.id, p.agreed_sealed as sealed, u.name as supervisor,
       p.started_on as "startedOn",
       jsonb_agg(jsonb_build_object('memberId', c.id, 'pupilId', k.id, 'name', k.name) order by k.id) as children
     from pairing_state p
     join pairing_member m on m.school_id = p.school_id and m.pairing_id = p.id and m.helper_id = $2::uuid
     join helper_vetting v on v.school_id = m.school_id and v.helper_id = m.helper_id and v.vetted_to >= $3::date
     join pairing_member c on c.school_id = p.school_id and c.pairing_id = p.id and c.part = 'child'
     join pupil k on k.school_id = c.school_id and k.id = c.pupil_id and k.left_on is null
     left join auth_user u on u.id = p.supervisor_id
     where p.school_id = $1::uuid and p.state in ('trial', 'active')
     group by p.id, p.agreed_sealed, u.name, p.started_on order by p.started_on, p.id`,
    [scope.schoolId, helperId, scope.today],
  )

export const ownHelperQuery = (scope: Scope) =>
  raw<{ id: string }>(
    `select id from helper where school_id = $1::uuid and user_id = $2::uuid and left_on is null`,
    [scope.schoolId, scope.userId],
  )
