import { newId } from '#server/db/id.ts'
import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const insertRoundQuery = (scope: Scope, round: { id: string; kind: string; to: string }) =>
  qb
    .insertInto('contact_round')
    .values({
      school_id: scope.schoolId,
      id: round.id,
      kind: round.kind,
      from_on: scope.today,
      to_on: round.to,
      created_by: scope.userId ?? '',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

/** One round begins at a time. */
export const lockRoundsQuery = (scope: Scope) => lockQuery('contact-rounds', scope.schoolId)

interface Link {
  readonly roundId: string
  readonly pupilId: string
  readonly memberId: string
  readonly hash: Buffer
  readonly until: string
}

/** A child's link of a round, which it never outlives; a new one stops the one before. No row = confirmed already. */
export const makeLinkQuery = (scope: Scope, link: Link) =>
  raw<{ id: string; until: string }>(
    `insert into contact_check as c (school_id, id, round_id, pupil_id, member_id, token_hash, expires_at)
     select r.school_id, $2::uuid, r.id, $4::uuid, $5::uuid, decode($6, 'hex'),
       least($7::timestamptz, (r.to_on + 1)::timestamp at time zone n.time_zone)
     from contact_round r join unit n on n.id = r.school_id where r.school_id = $1::uuid and r.id = $3::uuid
     on conflict (school_id, round_id, pupil_id) do update set state = 'open', way = null, answered_at = null,
       member_id = excluded.member_id, token_hash = excluded.token_hash, expires_at = excluded.expires_at
       where c.state in ('open', 'notMine')
     returning c.id, c.expires_at as until`,
    [
      scope.schoolId,
      newId(),
      link.roundId,
      link.pupilId,
      link.memberId,
      link.hash.toString('hex'),
      link.until,
    ],
  )

/** Somebody of the school confirmed the numbers; a link that is out is spent with it. */
export const checkedQuery = (
  scope: Scope,
  check: { roundId: string; pupilId: string; way: string; state: string; at: string },
) =>
  raw(
    `insert into contact_check as c (school_id, id, round_id, pupil_id, state, way, answered_at, answered_by)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::timestamptz, $8::uuid)
     on conflict (school_id, round_id, pupil_id) do update set state = excluded.state, way = excluded.way,
       answered_at = excluded.answered_at, answered_by = excluded.answered_by, token_hash = null, expires_at = null`,
    [scope.schoolId, newId(), check.roundId, check.pupilId, check.state, check.way, check.at, scope.userId],
  )

/** A guardian's answer: once. No row = it was answered in the same moment, or the link has ended. */
export const answerQuery = (scope: Scope, checkId: string, hash: Buffer, state: string, at: string) =>
  raw<{ id: string }>(
    `update contact_check set state = $4, way = 'link', answered_at = $5::timestamptz, token_hash = null
     where school_id = $1::uuid and id = $2::uuid and token_hash = decode($3, 'hex') and answered_at is null
       and expires_at > $5::timestamptz returning id`,
    [scope.schoolId, checkId, hash.toString('hex'), state, at],
  )

export interface NewProposal {
  readonly id: string
  readonly checkId: string
  readonly pupilId: string
  readonly record: 'member' | 'carer'
  readonly recordId: string
  readonly phoneSealed: Buffer | null
  readonly phoneMasked: string | null
  readonly at: string
}

export const insertProposalQuery = (scope: Scope, one: NewProposal) =>
  qb
    .insertInto('contact_proposal')
    .values({
      school_id: scope.schoolId,
      id: one.id,
      check_id: one.checkId,
      pupil_id: one.pupilId,
      record: one.record,
      record_id: one.recordId,
      phone_sealed: one.phoneSealed,
      phone_masked: one.phoneMasked,
      created_at: one.at,
    })
    .compile()

/** Decided once: no row when somebody else has already. */
export const decideQuery = (scope: Scope, id: string, state: string, at: string) =>
  qb
    .updateTable('contact_proposal')
    .set({ state, decided_by: scope.userId, decided_at: at })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning(['id', 'record', 'record_id as recordId', 'phone_sealed as phoneSealed'])
    .compile()

export const proposalQuery = (scope: Scope, pupilId: string, id: string) =>
  qb
    .selectFrom('contact_proposal')
    .select('id')
    .where('school_id', '=', scope.schoolId)
    .where('pupil_id', '=', pupilId)
    .where('id', '=', id)
    .compile()

interface Numbers {
  readonly id: string
  readonly office: Buffer | null
  readonly mobile: Buffer | null
  readonly published: string
  readonly version: number
}

/** No row = somebody saved another version meanwhile. */
export const saveNumbersQuery = (scope: Scope, { id, office, mobile, published, version }: Numbers) =>
  version === 0
    ? qb
        .insertInto('staff_number')
        .values({
          school_id: scope.schoolId,
          id,
          user_id: scope.userId ?? '',
          office_sealed: office,
          mobile_sealed: mobile,
          published,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .compile()
    : qb
        .updateTable('staff_number')
        .set({ office_sealed: office, mobile_sealed: mobile, published, version: version + 1 })
        .where('school_id', '=', scope.schoolId)
        .where('user_id', '=', scope.userId)
        .where('version', '=', version)
        .returning('version')
        .compile()
