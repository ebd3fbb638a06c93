import type { OwnHelpInput } from '#shared/helps/schema.ts'
import { newId } from '#server/db/id.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** One help at a time is written down of a pairing, so that one sent twice is found by the second. */
export const lockPairingQuery = (scope: Scope, pairingId: string) =>
  raw('select id from pairing where school_id = $1::uuid and id = $2::uuid for update', [
    scope.schoolId,
    pairingId,
  ])

export interface NewHelp extends Pick<OwnHelpInput, 'id' | 'heldOn' | 'kind' | 'minutes'> {
  readonly pairingId: string
  readonly pupilIds: readonly string[]
  readonly helperId: string | null
  readonly sealed: Buffer
}

/** A row for each child who came; none when the help is known. */
export const insertHelpQuery = (scope: Scope, help: NewHelp) =>
  raw<{ id: string }>(
    `insert into help (school_id, id, session_id, pairing_id, pupil_id, held_on, kind, minutes, words_sealed, helper_id, recorded_by)
     select $1::uuid, r.id, $2::uuid, $3::uuid, r.pupil_id, $4::date, $5, $6::int, $7, $8::uuid, $9::uuid
     from unnest($10::uuid[], $11::uuid[]) as r(id, pupil_id)
     where not exists (select from help h where h.school_id = $1::uuid and h.session_id = $2::uuid) returning id`,
    [
      scope.schoolId,
      help.id,
      help.pairingId,
      help.heldOn,
      help.kind,
      help.minutes,
      help.sealed,
      help.helperId,
      scope.userId,
      help.pupilIds.map(() => newId()),
      help.pupilIds,
    ],
  )

export const withdrawHelpQuery = (scope: Scope, sessionId: string) =>
  raw<{ id: string }>(
    `update help set withdrawn_on = $3::date, withdrawn_by = $4::uuid
     where school_id = $1::uuid and session_id = $2::uuid and withdrawn_on is null returning id`,
    [scope.schoolId, sessionId, scope.today, scope.userId],
  )
