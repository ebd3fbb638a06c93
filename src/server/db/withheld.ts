import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface WithheldRow {
  readonly pupilId: string
  readonly personId: string | null
  readonly relation: string | null
  /** Who decided it, and when. */
  readonly by: string
  readonly at: string
}

/** Of whom notice is withheld in what goes on with some children: whoever is under suspicion is so in all of it (H-04). */
export const withheldNowQuery = (scope: Scope, pupilIds: readonly string[]) =>
  raw<WithheldRow>(
    `select pupil_id as "pupilId", person_id as "personId", relation, withheld_by as "by", withheld_at as "at"
     from incident_notice_state where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and withheld_at is not null
       and closed_at is null`,
    [scope.schoolId, pupilIds],
  )

/**
 * Whether anybody of a child is withheld now, for lists that offer one number: they offer none then. Who may be rung is said where
 * the whole file is at hand (`withheldEntries` of shared/incidents).
 */
export const withheldSql = (row: string): string =>
  `exists (select from incident_notice_state s where s.school_id = ${row}.school_id and s.pupil_id = ${row}.pupil_id
     and s.withheld_at is not null and s.closed_at is null)`
