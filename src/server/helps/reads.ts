import { raw, reachedSql, reachOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

interface WrittenRow {
  readonly id: string
  readonly pairingId: string
  readonly heldOn: string
  readonly kind: string
  readonly minutes: number
  readonly sealed: Buffer
}

export interface HelpRow extends WrittenRow {
  /** Of those who came whoever is within the reader's reach. */
  readonly pupilIds: string[]
  /** Whether notes about everybody who came, as far as they are still at the school, are the reader's to read. */
  readonly reads: boolean
  /** How many of those who came are still at the school. */
  readonly came: number
  readonly helperName: string | null
  readonly recordedBy: string
  readonly recordedByName: string | null
}

const WRITTEN = `h.session_id as id, h.pairing_id as "pairingId", min(h.held_on) as "heldOn", min(h.kind) as kind,
    min(h.minutes) as minutes, (array_agg(h.words_sealed order by length(h.words_sealed) desc))[1] as sealed`

/** Who wrote it down is named while it is at the school of that person: elsewhere nobody from outside is (H-02). */
const RECORDED_BY = `(select r.name from (select min(h.recorded_by::text)::uuid as id) y join auth_user r on r.id = y.id
    where exists (select from role_assignment g where g.school_id = $1::uuid and g.user_id = y.id))`

const HELPER = `(select coalesce(u.name, e.name, eu.name, k.name) from (select min(h.helper_id::text)::uuid as id) x
    left join auth_user u on u.id = x.id
    left join helper e on e.school_id = $1::uuid and e.id = x.id left join auth_user eu on eu.id = e.user_id
    left join pupil k on k.school_id = $1::uuid and k.id = x.id)`

const NEWEST = 'group by h.session_id, h.pairing_id order by min(h.held_on) desc, h.session_id desc'
const PUPILS = 'from help h join pupil p on p.school_id = h.school_id and p.id = h.pupil_id'

/** The newest helps of a pairing to which somebody within reach came, and that were not taken back. */
export const helpsQuery = (scope: Scope, notes: Scope | undefined, pairingId: string) =>
  raw<HelpRow>(
    `select ${WRITTEN}, ${HELPER} as "helperName", min(h.recorded_by::text)::uuid as "recordedBy",
       ${RECORDED_BY} as "recordedByName",
       array_agg(distinct h.pupil_id) filter (where ${reachedSql('p', 3)}) as "pupilIds",
       $6::boolean and bool_and(${reachedSql('p', 7)} is true) as reads, count(*)::int as came
     ${PUPILS} where h.school_id = $1::uuid and h.pairing_id = $2::uuid and h.withdrawn_on is null
       and h.session_id in (select o.session_id from help o join pupil p on p.school_id = o.school_id and p.id = o.pupil_id
         where o.school_id = $1::uuid and o.pairing_id = $2::uuid and ${reachedSql('p', 3)})
     ${NEWEST} limit 100`,
    [
      scope.schoolId,
      pairingId,
      ...reachOf(scope),
      notes !== undefined,
      ...(notes ? reachOf(notes) : [false, [], []]),
    ],
  )

export const helpTotalsQuery = (scope: Scope, pairingId: string) =>
  raw<{ times: number; minutes: number }>(
    `select count(*)::int as times, coalesce(sum(minutes), 0)::int as minutes from (
       select min(h.minutes) as minutes ${PUPILS} where h.school_id = $1::uuid and h.pairing_id = $2::uuid
         and h.withdrawn_on is null and ${reachedSql('p', 3)}
       group by h.session_id) s`,
    [scope.schoolId, pairingId, ...reachOf(scope)],
  )

/** What a person wrote down of some pairings, and nobody else. */
export const ownHelpsQuery = (scope: Scope, pairingIds: readonly string[]) =>
  raw<WrittenRow>(
    `select ${WRITTEN} from help h where h.school_id = $1::uuid and h.pairing_id = any ($2::uuid[])
       and h.recorded_by = $3::uuid and h.withdrawn_on is null ${NEWEST} limit 20`,
    [scope.schoolId, pairingIds, scope.userId],
  )

/** One help of a pairing, whoever wrote it down, by those within reach who came; no row = none of them. */
export const helpQuery = (scope: Scope, pairingId: string, sessionId: string) =>
  raw<{ recordedBy: string; pupilId: string }>(
    `select h.recorded_by as "recordedBy", h.pupil_id as "pupilId" ${PUPILS}
     where h.school_id = $1::uuid and h.pairing_id = $2::uuid and h.session_id = $3::uuid and ${reachedSql('p', 4)}
     order by h.pupil_id`,
    [scope.schoolId, pairingId, sessionId, ...reachOf(scope)],
  )

/** What was written of one child in the school that it comes from. */
export const wordsOfQuery = (schoolId: string, pupilId: string) =>
  raw<{ id: string; sessionId: string; sealed: Buffer }>(
    `select id, session_id as "sessionId", words_sealed as sealed from help
     where school_id = $1::uuid and pupil_id = $2::uuid order by id`,
    [schoolId, pupilId],
  )
