import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface HelpRow {
  readonly id: string
  readonly pairingId: string
  readonly heldOn: string
  readonly kind: string
  readonly minutes: number
  readonly sealed: Buffer
  readonly pupilIds: string[]
  readonly helperName: string | null
  readonly recordedBy: string
  readonly recordedByName: string | null
}

const HELPS = `select h.session_id as id, h.pairing_id as "pairingId", min(h.held_on) as "heldOn", min(h.kind) as kind,
    min(h.minutes) as minutes, (array_agg(h.words_sealed))[1] as sealed, array_agg(h.pupil_id order by h.pupil_id) as "pupilIds",
    (select coalesce(u.name, e.name, eu.name, k.name) from (select min(h.helper_id::text)::uuid as id) x
       left join auth_user u on u.id = x.id
       left join helper e on e.school_id = $1::uuid and e.id = x.id left join auth_user eu on eu.id = e.user_id
       left join pupil k on k.school_id = $1::uuid and k.id = x.id) as "helperName",
    min(h.recorded_by::text)::uuid as "recordedBy", min(r.name) as "recordedByName"
  from help h left join auth_user r on r.id = h.recorded_by`

const NEWEST = 'group by h.session_id, h.pairing_id order by min(h.held_on) desc, h.session_id desc'

/** The newest helps of a pairing that were not taken back. */
export const helpsQuery = (scope: Scope, pairingId: string) =>
  raw<HelpRow>(
    `${HELPS} where h.school_id = $1::uuid and h.pairing_id = $2::uuid and h.withdrawn_on is null ${NEWEST} limit 100`,
    [scope.schoolId, pairingId],
  )

export const helpTotalsQuery = (scope: Scope, pairingId: string) =>
  raw<{ times: number; minutes: number }>(
    `select count(*)::int as times, coalesce(sum(minutes), 0)::int as minutes from (
       select min(minutes) as minutes from help where school_id = $1::uuid and pairing_id = $2::uuid and withdrawn_on is null
       group by session_id) s`,
    [scope.schoolId, pairingId],
  )

/** What a person wrote down of some pairings, and nobody else. */
export const ownHelpsQuery = (scope: Scope, pairingIds: readonly string[]) =>
  raw<HelpRow>(
    `${HELPS} where h.school_id = $1::uuid and h.pairing_id = any ($2::uuid[]) and h.recorded_by = $3::uuid
       and h.withdrawn_on is null ${NEWEST} limit 20`,
    [scope.schoolId, pairingIds, scope.userId],
  )

/** One help of a pairing, whoever wrote it down. */
export const helpQuery = (scope: Scope, pairingId: string, sessionId: string) =>
  raw<{ recordedBy: string; pupilId: string }>(
    `select recorded_by as "recordedBy", pupil_id as "pupilId" from help
     where school_id = $1::uuid and pairing_id = $2::uuid and session_id = $3::uuid limit 1`,
    [scope.schoolId, pairingId, sessionId],
  )
