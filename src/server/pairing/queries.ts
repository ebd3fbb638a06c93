import type { NeedInput, PairingInput } from '#shared/pairing/schema.ts'
import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** One change of a school's pairings at a time, so that nobody is given away twice; released with the transaction. */
export const lockPairingsQuery = (scope: Scope) => lockQuery('pairings', scope.schoolId)

export interface NewPairing extends PairingInput {
  readonly sealed: Buffer
}

/** A proposal with its members; the same id again changes nothing. */
export const insertPairingsQuery = (scope: Scope, pairings: readonly NewPairing[]) =>
  raw<{ id: string }>(
    `insert into pairing (school_id, id, kind, agreed_sealed, supervisor_id, follows, proposed_on, created_by)
     select $1::uuid, p.id, p.kind, decode(p.sealed, 'hex'), p.supervisor, p.follows, $2::date, $3::uuid
     from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[]) as p(id, kind, sealed, supervisor, follows)
     on conflict do nothing returning id`,
    [
      scope.schoolId,
      scope.today,
      scope.userId,
      pairings.map(({ id }) => id),
      pairings.map(({ kind }) => kind),
      pairings.map(({ sealed }) => sealed.toString('hex')),
      pairings.map(({ supervisorId }) => supervisorId),
      pairings.map(({ follows }) => follows),
    ],
  )

/** Fewer rows than members = an id is taken. */
export const insertMembersQuery = (scope: Scope, pairings: readonly NewPairing[]) => {
  const members = pairings.flatMap(({ id, members: own }) =>
    own.map((member) => ({ ...member, pairingId: id })),
  )
  return raw<{ id: string }>(
    `insert into pairing_member (school_id, id, pairing_id, part, pupil_id, user_id, helper_id, class_id)
     select $1::uuid, m.id, m.pairing_id, m.part, case when m.part in ('child', 'pupil') then m.person end,
       case when m.part = 'teacher' then m.person end, case when m.part = 'outside' then m.person end,
       case when m.part = 'class' then m.person end
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[]) as m(id, pairing_id, part, person)
     on conflict do nothing returning id`,
    [
      scope.schoolId,
      members.map(({ id }) => id),
      members.map(({ pairingId }) => pairingId),
      members.map(({ part }) => part),
      members.map(({ personId }) => personId),
    ],
  )
}

export const insertConsentQuery = (
  scope: Scope,
  pairingId: string,
  consent: {
    readonly id: string
    readonly memberId: string
    readonly party: string
    readonly agreed: boolean
    readonly guardianId: string | null
    readonly givenOn: string
  },
) =>
  raw(
    `insert into pairing_consent (school_id, id, pairing_id, member_id, party, agreed, guardian_id, given_on, recorded_by, recorded_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::boolean, $7::uuid, $8::date, $9::uuid, clock_timestamp()) on conflict do nothing`,
    [
      scope.schoolId,
      consent.id,
      pairingId,
      consent.memberId,
      consent.party,
      consent.agreed,
      consent.guardianId,
      consent.givenOn,
      scope.userId,
    ],
  )

export const changePairingQuery = (scope: Scope, id: string, columns: Readonly<Record<string, unknown>>) =>
  qb
    .updateTable('pairing')
    .set((eb) => ({ ...columns, version: eb('version', '+', 1) }))
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export interface GivenRole {
  readonly id: string
  readonly userId: string
  readonly pupilId: string
}

/**
 * A teacher's part of a pairing is the dated role: one held for the child already is taken up, else it is given from today.
 */
export const giveRolesQuery = (scope: Scope, pairingId: string, roles: readonly GivenRole[]) =>
  raw(
    `with wanted as (select * from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as w(id, user_id, pupil_id)),
     held as (
       update role_assignment r set pairing_id = $2::uuid from wanted w
       where r.school_id = $1::uuid and r.role = 'helpingTeacher' and r.user_id = w.user_id and r.pupil_id = w.pupil_id
         and r.from_on <= $6::date and (r.to_on is null or r.to_on >= $6::date)
       returning r.user_id, r.pupil_id)
     insert into role_assignment (school_id, id, user_id, role, pupil_id, pairing_id, from_on, created_by)
     select $1::uuid, w.id, w.user_id, 'helpingTeacher', w.pupil_id, $2::uuid, $6::date, $7::uuid
     from wanted w where not exists (select from held h where h.user_id = w.user_id and h.pupil_id = w.pupil_id)`,
    [
      scope.schoolId,
      pairingId,
      roles.map(({ id }) => id),
      roles.map(({ userId }) => userId),
      roles.map(({ pupilId }) => pupilId),
      scope.today,
      scope.userId,
    ],
  )

/** The roles end with the pairing: their last day was yesterday. */
export const endRolesQuery = (scope: Scope, pairingId: string) =>
  raw(
    `update role_assignment set from_on = least(from_on, $3::date - 1), to_on = $3::date - 1, ended_reason = '结对结束'
     where school_id = $1::uuid and pairing_id = $2::uuid and (to_on is null or to_on >= $3::date)`,
    [scope.schoolId, pairingId, scope.today],
  )

export const insertReviewQuery = (
  scope: Scope,
  pairingId: string,
  review: {
    readonly id: string
    readonly heldOn: string
    readonly result: string
    readonly goesOn: boolean
    readonly sealed: Buffer
  },
) =>
  raw<{ id: string }>(
    `insert into pairing_review (school_id, id, pairing_id, held_on, result, goes_on, note_sealed, author_id)
     values ($1::uuid, $2::uuid, $3::uuid, $4::date, $5, $6::boolean, $7::bytea, $8::uuid) on conflict do nothing returning id`,
    [
      scope.schoolId,
      review.id,
      pairingId,
      review.heldOn,
      review.result,
      review.goesOn,
      review.sealed,
      scope.userId,
    ],
  )

/** Kept at the version one saw; nothing is returned when somebody else was quicker. */
export const keepNeedQuery = (scope: Scope, id: string, pupilId: string, need: NeedInput) =>
  raw<{ version: number }>(
    `insert into pairing_need as n (school_id, id, pupil_id, helper_sex, language, same_village, key_target, relatives, conflicts, changed_by)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::boolean, $7::boolean, $8::uuid[], $9::uuid[], $10::uuid)
     on conflict (school_id, pupil_id) do update set helper_sex = excluded.helper_sex, language = excluded.language,
       same_village = excluded.same_village, key_target = excluded.key_target, relatives = excluded.relatives,
       conflicts = excluded.conflicts, changed_by = excluded.changed_by, changed_at = now(), version = n.version + 1
     where n.version = $11::int returning version`,
    [
      scope.schoolId,
      id,
      pupilId,
      need.helperSex,
      need.language,
      need.sameVillage,
      need.keyTarget,
      need.relatives,
      need.conflicts,
      scope.userId,
      need.version,
    ],
  )
