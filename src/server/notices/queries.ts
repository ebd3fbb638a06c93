import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewNotice {
  readonly id: string
  readonly userId: string
  readonly kind: string
  readonly ref: string
  readonly pupilId: string | null
  readonly cardId: string | null
  readonly detail: object
}

/** Any number of notices in one statement; whoever was told already is not told twice. */
export const insertNoticesQuery = (scope: Scope, notices: readonly NewNotice[], at: string) =>
  raw(
    `insert into notice (school_id, id, user_id, kind, ref, day, pupil_id, card_id, detail, created_at)
     select $1::uuid, n.id, n.user_id, n.kind, n.ref, $2::date, n.pupil_id, n.card_id, n.detail::jsonb, $3::timestamptz
     from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[])
       as n(id, user_id, kind, ref, pupil_id, card_id, detail)
     on conflict do nothing`,
    [
      scope.schoolId,
      scope.today,
      at,
      notices.map(({ id }) => id),
      notices.map(({ userId }) => userId),
      notices.map(({ kind }) => kind),
      notices.map(({ ref }) => ref),
      notices.map(({ pupilId }) => pupilId),
      notices.map(({ cardId }) => cardId),
      notices.map(({ detail }) => JSON.stringify(detail)),
    ],
  )

/** Yesterday's reminders say nothing any more, and nothing is kept longer than it is of use: of an incident as long as it is open. */
export const dropOldQuery = (scope: Scope, oldest: string) =>
  raw(
    `delete from notice where school_id = $1::uuid
       and ((kind in ('dueToday', 'overdue') and day < $2::date) or (day < $3::date and (kind <> 'incident' or exists (
         select from incident_step s where s.school_id = notice.school_id and s.incident_id::text = notice.ref and s.kind = 'closed'))))`,
    [scope.schoolId, scope.today, oldest],
  )

export const readNoticesQuery = (scope: Scope, ids: readonly string[], at: string) =>
  raw<{ id: string }>(
    `update notice set read_at = $4::timestamptz
     where school_id = $1::uuid and user_id = $2::uuid and id = any ($3::uuid[]) and (read_at is null or kind = 'incident') returning id`,
    [scope.schoolId, scope.userId, ids, at],
  )

export interface TakenStep {
  readonly id: string
  readonly dutyId: string
  readonly step: number
}

export const insertStepsQuery = (scope: Scope, steps: readonly TakenStep[]) =>
  raw(
    `insert into escalation (school_id, id, duty_id, step, taken_on)
     select $1::uuid, s.id, s.duty_id, s.step, $2::date from unnest($3::uuid[], $4::uuid[], $5::int[]) as s(id, duty_id, step)
     on conflict do nothing`,
    [
      scope.schoolId,
      scope.today,
      steps.map(({ id }) => id),
      steps.map(({ dutyId }) => dutyId),
      steps.map(({ step }) => step),
    ],
  )
