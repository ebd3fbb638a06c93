import { sql } from 'kysely'
import { builtOnce } from '#server/db/built-once.ts'
import { inSchool, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const membersQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('family_member')
    .select([
      'id',
      'version',
      'relation',
      'name',
      'state',
      'incapable',
      'is_guardian as isGuardian',
      'born_on as bornOn',
      'id_sealed as idSealed',
      'id_masked as idMasked',
      'phone_sealed as phoneSealed',
      'phone_masked as phoneMasked',
      'phone_verified_on as phoneVerifiedOn',
      'best_time as bestTime',
      'address_sealed as addressSealed',
      'work_unit as workUnit',
      'died_on as diedOn',
      'occupation',
      'health_sealed as healthSealed',
      'work_phone_sealed as workPhoneSealed',
      'work_phone_masked as workPhoneMasked',
      'work_address_sealed as workAddressSealed',
      'phone_dead_on as phoneDeadOn',
      'no_contact as noContactReason',
      'no_contact_sealed as noContactSealed',
    ])
    .where(inSchool('school_id', scope))
    .where('pupil_id', '=', pupilId)
    .orderBy(sql`case relation when 'father' then 0 when 'mother' then 1 else 2 end`)
    .orderBy('created_at')
    .orderBy('id')
    .compile(),
)

export const absencesQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('absence')
    .select([
      'id',
      'version',
      'member_id as memberId',
      'from_on as from',
      'to_on as to',
      'kind',
      'place',
      'work_unit as workUnit',
      'note_sealed as noteSealed',
      'division',
      'home_often as homeOften',
      'calls_often as callsOften',
    ])
    .where(inSchool('school_id', scope))
    .where('pupil_id', '=', pupilId)
    .orderBy(sql`from_on desc nulls last`)
    .orderBy('id')
    .compile(),
)

export const carersQuery = builtOnce((scope: Scope, pupilId: string) =>
  qb
    .selectFrom('carer')
    .select([
      'id',
      'version',
      'member_id as memberId',
      'kind',
      'relation',
      'name',
      'born_on as bornOn',
      'phone_sealed as phoneSealed',
      'phone_masked as phoneMasked',
      'phone_verified_on as phoneVerifiedOn',
      'occupation',
      'health_sealed as healthSealed',
      'legal_basis as legalBasis',
      'ill',
      'address_sealed as addressSealed',
      'phone_dead_on as phoneDeadOn',
      'bars_sealed as barsSealed',
      'from_on as from',
      'to_on as to',
      'reason_sealed as reasonSealed',
    ])
    .where(inSchool('school_id', scope))
    .where('pupil_id', '=', pupilId)
    .orderBy(sql`from_on desc nulls last`)
    .orderBy('created_at', 'desc')
    .compile(),
)

/** Whom else one can ring: the second contacts, then the village children's director. */
export const namedQuery = (scope: Scope, pupilId: string) =>
  qb
    .selectFrom('contact_named')
    .select([
      'id',
      'version',
      'kind',
      'name',
      'relation',
      'phone_sealed as phoneSealed',
      'phone_masked as phoneMasked',
      'phone_verified_on as phoneVerifiedOn',
      'phone_dead_on as phoneDeadOn',
      'best_time as bestTime',
    ])
    .where(inSchool('school_id', scope))
    .where('pupil_id', '=', pupilId)
    .where('ended_on', 'is', null)
    .orderBy('kind')
    .orderBy('created_at')
    .orderBy('id')
    .compile()
