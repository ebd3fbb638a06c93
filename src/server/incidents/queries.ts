import { sql } from 'kysely'
import type { EmergencyLimits } from '#shared/incidents/schema.ts'
import { lockQuery, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** One change at a time of what became of an incident; rows of it are never locked, because nobody may change them. */
export const lockIncidentQuery = (scope: Scope, id: string) => lockQuery('incident', scope.schoolId, id)

/**
 * Who is withheld of a school's children changes by one at a time, and no incident begins meanwhile: none begins with a notice to
 * somebody withheld in the same moment. Taken before the lock of an incident.
 */
export const lockProtectionQuery = (scope: Scope) => lockQuery('protection', scope.schoolId)

export interface NewIncident {
  readonly id: string
  readonly kind: string
  readonly occurredAt: string | null
  readonly knownAt: string
  readonly atSchool: boolean
  readonly actedAt: string
  readonly sealed: Buffer
  readonly limits: EmergencyLimits
  readonly startsAt: string | null
  readonly recordedBy: string
  readonly recordedAt: string
}

export const insertIncidentQuery = (scope: Scope, incident: NewIncident) =>
  qb
    .insertInto('incident')
    .values({
      school_id: scope.schoolId,
      id: incident.id,
      kind: incident.kind,
      occurred_at: incident.occurredAt,
      known_at: incident.knownAt,
      at_school: incident.atSchool,
      acted_at: incident.actedAt,
      sealed: incident.sealed,
      limits: sql`${JSON.stringify(incident.limits)}::text::jsonb`,
      starts_at: incident.startsAt,
      recorded_by: incident.recordedBy,
      recorded_at: incident.recordedAt,
    })
    .compile()

export const insertChildrenQuery = (
  scope: Scope,
  incidentId: string,
  children: readonly { readonly id: string; readonly pupilId: string }[],
) =>
  qb
    .insertInto('incident_child')
    .values(
      children.map(({ id, pupilId }) => ({
        school_id: scope.schoolId,
        id,
        incident_id: incidentId,
        pupil_id: pupilId,
      })),
    )
    .compile()

export interface NewNotice {
  readonly id: string
  readonly party: string
  readonly pupilId: string | null
  readonly personId: string | null
  readonly relation: string | null
  readonly dueAt: string | null
  readonly atOnce: boolean
}

export const insertNoticesQuery = (
  scope: Scope,
  incidentId: string,
  notices: readonly NewNotice[],
  at: string,
) =>
  qb
    .insertInto('incident_notice')
    .values(
      notices.map((one) => ({
        school_id: scope.schoolId,
        id: one.id,
        incident_id: incidentId,
        party: one.party,
        pupil_id: one.pupilId,
        person_id: one.personId,
        relation: one.relation,
        due_at: one.dueAt,
        at_once: one.atOnce,
        created_at: at,
      })),
    )
    .compile()

export interface NewStep {
  readonly id: string
  readonly kind: string
  readonly noticeId: string | null
  readonly ofStepId: string | null
  readonly channel: string | null
  readonly at: string
  readonly sealed: Buffer | null
  readonly recordedBy: string
  readonly recordedAt: string
}

export const insertStepsQuery = (scope: Scope, incidentId: string, steps: readonly NewStep[]) =>
  qb
    .insertInto('incident_step')
    .values(
      steps.map((one) => ({
        school_id: scope.schoolId,
        id: one.id,
        incident_id: incidentId,
        notice_id: one.noticeId,
        kind: one.kind,
        of_step_id: one.ofStepId,
        channel: one.channel,
        at: one.at,
        sealed: one.sealed,
        recorded_by: one.recordedBy,
        recorded_at: one.recordedAt,
      })),
    )
    .compile()

/** In one's own name only. */
export const insertReasonsQuery = (
  scope: Scope,
  authorId: string,
  reasons: readonly { readonly id: string; readonly sealed: Buffer }[],
) =>
  qb
    .insertInto('incident_reason')
    .values(reasons.map(({ id, sealed }) => ({ school_id: scope.schoolId, id, author_id: authorId, sealed })))
    .compile()
