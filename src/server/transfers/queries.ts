import { sql } from 'kysely'
import type { TransferState } from '#shared/transfers/schema.ts'
import type { RETURNED } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** Two schools are written to in one transaction: one such at a time, so that none waits for another for ever. */
export const lockTransfersQuery = () => lockQuery('transfers')

export interface NewTransfer {
  readonly id: string
  readonly side: 'out' | 'in'
  readonly otherSchoolId: string | null
  readonly otherName: string
  readonly pupilId: string
  readonly nameMasked: string
  readonly sex: string
  readonly birthYear: number
  readonly className: string | null
  readonly state: 'asked' | 'left'
  readonly noteSealed: Buffer | null
  readonly idIndex: Buffer | null
  readonly askedOn: string
  readonly expiresOn: string
}

/** No row = the id is taken. */
export const insertTransferQuery = (scope: Scope, one: NewTransfer) =>
  qb
    .insertInto('transfer')
    .values({
      school_id: scope.schoolId,
      id: one.id,
      side: one.side,
      other_school_id: one.otherSchoolId,
      other_name: one.otherName,
      pupil_id: one.pupilId,
      name_masked: one.nameMasked,
      sex: one.sex,
      birth_year: one.birthYear,
      class_name: one.className,
      state: one.state,
      note_sealed: one.noteSealed,
      id_index: one.idIndex,
      asked_by: scope.userId,
      asked_on: one.askedOn,
      expires_on: one.expiresOn,
    })
    .onConflict((conflict) => conflict.columns(['school_id', 'id']).doNothing())
    .returning('id')
    .compile()

export const lockTransferQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('transfer')
    .select([
      'id',
      'side',
      'state',
      'other_school_id as otherSchoolId',
      'pupil_id as pupilId',
      'expires_on as expiresOn',
      'asked_on as askedOn',
      'decided_on as decidedOn',
    ])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .compile()

/** The request of a child that is still open by its state; at most one. */
export const lockAskedQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('transfer')
    .select(['id', 'state', 'other_school_id as otherSchoolId', 'expires_on as expiresOn'])
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('side', '=', 'out')
    .where('state', '=', 'asked')
    .forUpdate()
    .compile()

export const decideTransferQuery = (
  scope: Scope,
  id: string,
  state: TransferState,
  answerSealed: Buffer | null = null,
) =>
  qb
    .updateTable('transfer')
    .set({
      state,
      decided_by: state === 'expired' ? null : scope.userId,
      decided_on: scope.today,
      ...(answerSealed === null ? {} : { answer_sealed: answerSealed }),
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .compile()

/** The school outside has confirmed, or has not after all; the state stays. */
export const confirmLeavingQuery = (scope: Scope, id: string, on: string | null) =>
  qb
    .updateTable('transfer')
    .set({ decided_by: on === null ? null : scope.userId, decided_on: on })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('state', '=', 'left')
    .compile()

/** Ends the class a pupil is in on the day before; one that began later is taken back. */
export const endMembershipQueries = (scope: Scope, pupilId: string, from: string) => [
  raw(
    `delete from class_membership where school_id = $1::uuid and pupil_id = $2::uuid and to_on is null and from_on >= $3::date`,
    [scope.schoolId, pupilId, from],
  ),
  raw(
    `update class_membership set to_on = $3::date - 1 where school_id = $1::uuid and pupil_id = $2::uuid and to_on is null`,
    [scope.schoolId, pupilId, from],
  ),
]

export const insertMembershipQuery = (
  scope: Scope,
  pupilId: string,
  classId: string,
  from: string,
  reason: typeof RETURNED | null = null,
) =>
  qb
    .insertInto('class_membership')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      pupil_id: pupilId,
      class_id: classId,
      from_on: from,
      reason,
    })
    .compile()

/** Where no membership was kept, the class until now is one since the pupil came. */
export const keepMembershipQuery = (scope: Scope, pupilId: string, from: string) =>
  raw(
    `insert into class_membership (school_id, id, pupil_id, class_id, from_on, to_on)
     select p.school_id, $4::uuid, p.id, p.class_id, p.joined_on, $3::date - 1 from pupil p
     where p.school_id = $1::uuid and p.id = $2::uuid and p.class_id is not null and p.joined_on < $3::date
       and not exists (select 1 from class_membership m where m.school_id = p.school_id and m.pupil_id = p.id)`,
    [scope.schoolId, pupilId, from, newId()],
  )

export const setClassQuery = (scope: Scope, pupilId: string, classId: string) =>
  qb
    .updateTable('pupil')
    .set({ class_id: classId, version: sql`version + 1`, updated_at: sql`now()` })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .compile()

export const leaveQuery = (scope: Scope, pupilId: string, on: string) =>
  qb
    .updateTable('pupil')
    .set({ left_on: on, left_reason: 'left', version: sql`version + 1`, updated_at: sql`now()` })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .compile()

export const returnQuery = (scope: Scope, pupilId: string, classId: string) =>
  qb
    .updateTable('pupil')
    .set({
      class_id: classId,
      left_on: null,
      left_reason: null,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', pupilId)
    .compile()

/** Whoever helps this child does so no longer; a post that began today ends today. */
export const endHelpersQuery = (scope: Scope, pupilId: string, reason: string) =>
  raw(
    `update role_assignment set to_on = greatest(from_on, $3::date - 1), ended_reason = $4
     where school_id = $1::uuid and pupil_id = $2::uuid and (to_on is null or to_on >= $3::date)`,
    [scope.schoolId, pupilId, scope.today, reason],
  )

/** Whose household it was at this school, until yesterday; a place that was found today is taken back to its day. */
export const endHouseholdQuery = (scope: Scope, pupilId: string) =>
  raw(
    `update household_place set to_on = greatest(from_on, $3::date - 1)
     where school_id = $1::uuid and pupil_id = $2::uuid and to_on is null`,
    [scope.schoolId, pupilId, scope.today],
  )

/** What could still be done here cannot be any more: explained, neither done nor missed (K-28). */
export const excuseMovedQuery = (scope: Scope, pupilId: string) =>
  raw(
    `update duty set excuse_kind = 'moved', excused_by = $4::uuid, excused_at = now()
     where school_id = $1::uuid and pupil_id = $2::uuid and done_on is null and excuse_kind is null and due_on >= $3::date`,
    [scope.schoolId, pupilId, scope.today, scope.userId],
  )

/** What stays with the sending school: a masked name without family, file or numbers, so that its past figures hold. */
export const remainderQuery = (scope: Scope, pupilId: string, nameMasked: string) =>
  raw(
    `update pupil set name = $3, name_grams = '{}', pinyin = '', initials = '', sex = 'unknown',
       birth_on = date_trunc('year', birth_on)::date, ethnic = null, residence = 'unknown', boarding = null, class_id = null,
       student_no = null, id_kind = 'none', id_sealed = null, id_index = null, id_masked = null, phone_sealed = null,
       phone_masked = null, address_sealed = null, village = null, registered_mark = null, extra = '{}', extra_sealed = null,
       left_on = $4::date, left_reason = 'transfer', version = version + 1, field_versions = '{}', updated_at = now()
     where school_id = $1::uuid and id = $2::uuid`,
    [scope.schoolId, pupilId, nameMasked, scope.today],
  )

/** Times on the list and of marks stay; what was said of the parents, and what a mark rests on, does not. */
export const clearReasonsQueries = (scope: Scope, pupilId: string) => [
  raw(
    `update child_status set reasons = '[]', ended_reason = null where school_id = $1::uuid and pupil_id = $2::uuid`,
    [scope.schoolId, pupilId],
  ),
  raw(`update care_mark set note_sealed = null where school_id = $1::uuid and pupil_id = $2::uuid`, [
    scope.schoolId,
    pupilId,
  ]),
]

/** Duties of the sending school as they stand today, for the child's page at the receiving one. */
export const carryDutiesQuery = (scope: Scope, transferId: string, pupilId: string) =>
  raw<{ count: number }>(
    `with carried as (
       insert into carried_duty (school_id, id, pupil_id, transfer_id, key, window_from, window_to, due_on, state, done_on,
         card_id, work_id, work_sealed)
       select $1::uuid, d.id, d.pupil_id, $3::uuid, d.key, d.window_from, d.window_to, d.due_on, d.state, d.done_on,
         case when w.id is null then d.done_card_id end, w.id, w.sealed
       from duty_state d left join lateral (select x.id, x.sealed from work x where x.school_id = $2::uuid and x.duty_id = d.id
         and x.superseded_at is null order by x.version desc limit 1) w on true
       where d.school_id = $2::uuid and d.pupil_id = $4::uuid and d.state in ('done', 'late', 'missed', 'excused')
         and not exists (select 1 from duty own where own.school_id = $1::uuid and own.id = d.id)
       on conflict (school_id, id) do nothing returning id)
     select count(*)::int as count from carried`,
    [scope.schoolId, scope.otherSchoolId, transferId, pupilId],
  )

/** How two entries were made one may be undone only where the child is. */
export const forgetMergesQuery = (scope: Scope, pupilId: string) =>
  raw(`select drop_rows('pupil_merge', $1::uuid, 'kept_id', array[$2]::uuid[])`, [scope.schoolId, pupilId])

/** A child's duties, after the child itself: the order in which a card that is filed takes them. */
export const lockDutiesOfQuery = (scope: Scope, pupilId: string) =>
  raw('select id from duty where school_id = $1::uuid and pupil_id = $2::uuid order by id for update', [
    scope.schoolId,
    pupilId,
  ])
