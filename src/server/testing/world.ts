import type { Sql } from 'postgres'
import { DEFAULT_LIMITS } from '#shared/incidents/rules/clocks.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { newId } from '#server/db/id.ts'
import { createVault } from '#server/vault/vault.ts'

/** Ids of one of everything at one place: a class with a child, in a school. */
export interface Place {
  readonly schoolId: string
  readonly yearId: string
  readonly termId: string
  readonly classId: string
  readonly pupilId: string
  readonly memberId: string
  readonly absenceId: string
  readonly carerId: string
  readonly namedId: string
  readonly markId: string
  readonly definitionId: string
  readonly dutyId: string
  readonly cardId: string
  /** A duty that a record of work fulfils, still open; tried, so that no opening of duties withdraws it. */
  readonly workDutyId: string
  readonly workId: string
  readonly accountId: string
  readonly roleId: string
  readonly importId: string
  readonly ownPlanId: string
  readonly taskId: string
  /** An entry of the class's handbook about the child, by the account of the place. */
  readonly entryId: string
  readonly coverId: string
  readonly excuseId: string
  readonly ownFieldId: string
  /** A pairing proposed for the child with the account of the place, and one who helps from outside. */
  readonly pairingId: string
  readonly memberOfPairingId: string
  readonly helperId: string
  /** A file about the child, by the account of the place, in quarantine: nobody is served it. */
  readonly attachmentId: string
  readonly agreementId: string
  readonly partyId: string
  /** A number that a guardian of the child gave. */
  readonly proposalId: string
  /** Two entries made one, given back since. */
  readonly mergeId: string
  /** A request of another school, refused. */
  readonly transferId: string
  /** Points and awards of the school's year, asked for and agreed to; conduct is for somebody else than anybody here. */
  readonly schemeId: string
  /** A department that the account of the place heads. */
  readonly departmentId: string
  /** An incident of the child with the notice of its carer, recorded by the account of the place. */
  readonly incidentId: string
  readonly incidentNoticeId: string
  readonly incidentStepId: string
  /** A duty of its own kind of day so that a calendar day exists: 2026-10-01. */
  readonly day: string
}

/** Under the key of the tests. */
const sealedName = (id: string): Buffer =>
  createVault(Buffer.alloc(32, 1)).seal('户口本.pdf', `attachment.name:${id}`)

const ids = (): string[] => Array.from({ length: 48 }, () => newId())

/** A school with the autumn term, a plan and a definition; classes come with `makePlace`. */
export async function makeWorldSchool(
  owner: Sql,
): Promise<Pick<Place, 'schoolId' | 'yearId' | 'termId' | 'definitionId' | 'schemeId'> & { ruleId: string }> {
  const [
    schoolId = '',
    yearId = '',
    termId = '',
    definitionId = '',
    planId = '',
    ruleId = '',
    dayId = '',
    schemeId = '',
  ] = ids()
  await owner`insert into unit (id, kind, name, path) values (${schoolId}, 'school', '测试学校', ${`/${schoolId}/`})`
  await owner`insert into school_year (school_id, id, name, starts_on, ends_on) values (${schoolId}, ${yearId}, '2026-2027', '2026-09-01', '2027-08-31')`
  await owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on) values (${schoolId}, ${termId}, ${yearId}, '秋季学期', '2026-09-01', '2027-01-22')`
  await owner`insert into calendar_day (school_id, id, day, kind, name) values (${schoolId}, ${dayId}, '2026-10-01', 'holiday', '国庆节')`
  await owner`insert into definition (school_id, id, key, params, is_primary, effective_from)
    values (${schoolId}, ${definitionId}, 'recording', '{"parentsAway":"oneOrBoth","minMonthsAway":3,"allowedGapDays":15,"ageBelow":18,"grades":null,"residence":"any","absenceKinds":["work"]}', true, '2026-09-01')`
  await owner`insert into care_plan (school_id, id, preset, params, definition_id, effective_from) values (${schoolId}, ${planId}, 'plan1', '{}', ${definitionId}, '2026-09-01')`
  await owner`insert into duty_rule (school_id, id, plan_id, key, params, effective_from) values (${schoolId}, ${ruleId}, ${planId}, 'talk', '{}', '2026-09-01')`
  const people = [ids()[0] ?? '', ids()[0] ?? '']
  for (const id of people)
    await owner`insert into auth_user (id, name, email, username) values (${id}, '测试员', ${`${id}@shouwang.invalid`}, ${`w${id}`})`
  const [asked = '', agreed = ''] = people
  await owner`insert into appraisal_scheme (school_id, id, school_year_id, settings, conduct_by, turned_on_by, turned_on_at, approved_by, approved_at)
    values (${schoolId}, ${schemeId}, ${yearId}, '{"population":"class","capPerson":1000,"capChild":100}', ${asked}, ${asked}, now(), ${agreed}, now())`
  return { schoolId, yearId, termId, definitionId, schemeId, ruleId }
}

/** A class with one child and one of everything that hangs on a child; `classId` puts another child into a class. */
export async function makePlace(
  owner: Sql,
  school: Awaited<ReturnType<typeof makeWorldSchool>>,
  number: number,
): Promise<Place> {
  const [
    classId = '',
    pupilId = '',
    memberId = '',
    absenceId = '',
    carerId = '',
    namedId = '',
    markId = '',
    dutyId = '',
    cardId = '',
    accountId = '',
    roleId = '',
    importId = '',
    fileId = '',
    ownPlanId = '',
    taskId = '',
    entryId = '',
    workDutyId = '',
    workId = '',
    coverId = '',
    excuseId = '',
    otherId = '',
    ownFieldId = '',
    pairingId = '',
    memberOfPairingId = '',
    helperId = '',
    attachmentId = '',
    agreementId = '',
    partyId = '',
    proposalId = '',
    roundId = '',
    checkId = '',
    mergeId = '',
    transferId = '',
    departmentId = '',
    incidentId = '',
    incidentNoticeId = '',
    incidentStepId = '',
  ] = ids()
  const { schoolId } = school
  await owner`insert into class (school_id, id, school_year_id, grade, number, name) values (${schoolId}, ${classId}, ${school.yearId}, ${1 + Math.floor(number / 99)}, ${1 + (number % 99)}, ${`测试${number}班`})`
  await owner`insert into auth_user (id, name, email, username) values (${accountId}, '测试员', ${`${accountId}@shouwang.invalid`}, ${`w${accountId}`})`
  await owner`insert into role_assignment (school_id, id, user_id, role, from_on) values (${schoolId}, ${roleId}, ${accountId}, 'archiveKeeper', '2026-01-01')`
  await owner`insert into auth_user (id, name, email, username) values (${otherId}, '测试员', ${`${otherId}@shouwang.invalid`}, ${`w${otherId}`})`
  await owner`insert into cover (school_id, id, from_user_id, to_user_id, from_on, to_on) values (${schoolId}, ${coverId}, ${accountId}, ${otherId}, '2026-11-23', '2026-11-27')`
  await owner`insert into pupil (school_id, id, name, name_grams, sex, birth_on, residence, class_id, joined_on)
    values (${schoolId}, ${pupilId}, '测试童', ${['测', '试', '童']}, 'female', '2017-05-04', 'rural', ${classId}, '2026-09-01')`
  await owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${schoolId}, ${fileId}, ${pupilId}, '2026-09-01')`
  await owner`insert into child_status (school_id, id, pupil_id, definition_id, result, kind, from_on, as_of, reasons)
    values (${schoolId}, ${newId()}, ${pupilId}, ${school.definitionId}, 'counted', 'oneAway', '2026-09-01', '2026-09-01', '[]')`
  await owner`insert into family_member (school_id, id, pupil_id, relation) values (${schoolId}, ${memberId}, ${pupilId}, 'father')`
  await owner`insert into absence (school_id, id, pupil_id, member_id, from_on) values (${schoolId}, ${absenceId}, ${pupilId}, ${memberId}, '2025-01-01')`
  await owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on) values (${schoolId}, ${carerId}, ${pupilId}, 'grandparent', 'grandmother', '2025-01-01')`
  await owner`insert into contact_named (school_id, id, pupil_id, kind, name, relation) values (${schoolId}, ${namedId}, ${pupilId}, 'villageDirector', '测试主任', '村儿童主任')`
  await owner`insert into care_mark (school_id, id, pupil_id, category, from_on) values (${schoolId}, ${markId}, ${pupilId}, 'disabled', '2026-09-01')`
  await owner`insert into duty (school_id, id, rule_id, key, pupil_id, class_id, performer_role, window_from, window_to, due_on)
    values (${schoolId}, ${dutyId}, ${school.ruleId}, 'talk', ${pupilId}, ${classId}, 'classTeacher', '2026-11-01', '2026-11-30', '2026-11-30')`
  await owner`insert into excuse (school_id, id, pupil_id, duty_id, from_on, to_on, kind, state, asked_by) values (${schoolId}, ${excuseId}, ${pupilId}, null, '2026-12-01', '2026-12-31', 'away', 'asked', ${otherId})`
  await owner`insert into card (school_id, id, root_id, version, kind, pupil_id, class_id, author_id, held_on, reached, fields)
    values (${schoolId}, ${cardId}, ${cardId}, 1, 'talk', ${pupilId}, ${classId}, ${accountId}, '2026-11-20', true, ${owner.json({ kind: 'talk', place: null, topics: [], nextOn: null })})`
  await owner`insert into duty (school_id, id, rule_id, key, pupil_id, class_id, performer_role, window_from, window_to, due_on, slot, attempts)
    values (${schoolId}, ${workDutyId}, ${school.ruleId}, 'letterHome', ${pupilId}, ${classId}, 'classTeacher', '2026-11-01', '2026-11-30', '2026-11-30', 2, 1)`
  await owner`insert into work (school_id, id, root_id, version, duty_id, pupil_id, author_id, held_on, sealed)
    values (${schoolId}, ${workId}, ${workId}, 1, ${dutyId}, ${pupilId}, ${accountId}, '2026-11-20', ${Buffer.alloc(32)})`
  await owner`insert into roster_import (school_id, id, file_name, file_hash, state, as_of) values (${schoolId}, ${importId}, 'x.xlsx', ${Buffer.alloc(32)}, 'cancelled', '2026-09-01')`
  await owner`insert into own_plan (school_id, id, name, preset, params) values (${schoolId}, ${ownPlanId}, ${`方案${number}`}, 'plan2', ${owner.json(PLAN_PRESETS[1].params)})`
  await owner`insert into task (school_id, id, school_year_id, title, starts_on, ends_on) values (${schoolId}, ${taskId}, ${school.yearId}, '校园大扫除', '2026-11-20', '2026-11-27')`
  await owner`insert into handbook_entry (school_id, id, kind, class_id, pupil_id, author_id, entry_on) values (${schoolId}, ${entryId}, 'class', ${classId}, ${pupilId}, ${accountId}, '2026-11-20')`
  await owner`insert into own_field (school_id, id, field_id, version, label, purpose, kind, tier, from_on) values (${schoolId}, ${newId()}, ${ownFieldId}, 1, ${`字段${number}`}, '学校想知道', 'text', 'basic', '2026-09-01')`
  const agreed = createVault(Buffer.alloc(32, 1)).seal(
    '{"activity":"","time":"","place":"","call":""}',
    `pairing.agreed:${pairingId}`,
  )
  await owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on) values (${schoolId}, ${pairingId}, 'teacher', ${agreed}, '2026-11-20')`
  await owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id, user_id) values (${schoolId}, ${memberOfPairingId}, ${pairingId}, 'child', ${pupilId}, null),
    (${schoolId}, ${newId()}, ${pairingId}, 'teacher', null, ${accountId})`
  await owner`insert into helper (school_id, id, kind, name) values (${schoolId}, ${helperId}, 'volunteer', '测试帮手')`
  await owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, scan)
    values (${schoolId}, ${attachmentId}, 'child', ${pupilId}, ${pupilId}, 'contact', ${accountId}, ${sealedName(attachmentId)}, 'quarantined', 9, 9, ${Buffer.alloc(32)}, 'found')`
  await owner`insert into agreement (school_id, id, kind, pupil_id, from_on, to_on, created_by) values (${schoolId}, ${agreementId}, 'safetyHome', ${pupilId}, '2026-09-01', '2027-08-31', ${accountId})`
  await owner`insert into agreement_party (school_id, id, agreement_id, part, user_id) values (${schoolId}, ${partyId}, ${agreementId}, 'teacher', ${accountId})`
  await owner`insert into contact_round (school_id, id, kind, from_on, to_on, created_by) values (${schoolId}, ${roundId}, 'termly', '2026-09-01', '2026-09-30', ${accountId})`
  await owner`insert into contact_check (school_id, id, round_id, pupil_id) values (${schoolId}, ${checkId}, ${roundId}, ${pupilId})`
  await owner`insert into contact_proposal (school_id, id, check_id, pupil_id, record, record_id) values (${schoolId}, ${proposalId}, ${checkId}, ${pupilId}, 'member', ${memberId})`
  await owner`insert into pupil_merge (school_id, id, kept_id, gone_id, sealed, undone_at) values (${schoolId}, ${mergeId}, ${pupilId}, ${otherId}, ${Buffer.alloc(0)}, now())`
  await owner`insert into transfer (school_id, id, side, other_school_id, other_name, pupil_id, name_masked, sex, birth_year, state, asked_on, expires_on)
    values (${schoolId}, ${transferId}, 'in', ${otherId}, '测试小学', ${otherId}, '林**', 'female', 2017, 'refused', '2026-11-01', '2026-12-01')`
  await owner`insert into department (school_id, id, name, from_on) values (${schoolId}, ${departmentId}, ${`部门${number}`}, '2026-09-01')`
  await owner`insert into department_member (school_id, id, department_id, user_id, is_head, from_on)
    values (${schoolId}, ${newId()}, ${departmentId}, ${accountId}, true, '2026-09-01')`
  const words = createVault(Buffer.alloc(32, 1)).seal(
    '{"place":"","text":"","action":"陪着孩子"}',
    `incident.words:${incidentId}`,
  )
  await owner`insert into incident (school_id, id, kind, known_at, at_school, acted_at, sealed, limits, starts_at, recorded_by, recorded_at)
    values (${schoolId}, ${incidentId}, 'hurt', '2026-11-23T01:30:00Z', true, '2026-11-23T01:31:00Z', ${words}, ${owner.json({ ...DEFAULT_LIMITS })}, '2026-11-23T01:30:00Z', ${accountId}, '2026-11-23T01:35:00Z')`
  await owner`insert into incident_child (school_id, id, incident_id, pupil_id) values (${schoolId}, ${newId()}, ${incidentId}, ${pupilId})`
  await owner`insert into incident_notice (school_id, id, incident_id, party, pupil_id, person_id, relation, due_at, created_at)
    values (${schoolId}, ${incidentNoticeId}, ${incidentId}, 'carer', ${pupilId}, ${carerId}, 'grandmother', '2026-11-23T02:00:00Z', '2026-11-23T01:35:00Z')`
  await owner`insert into incident_step (school_id, id, incident_id, notice_id, kind, channel, at, recorded_by, recorded_at)
    values (${schoolId}, ${incidentStepId}, ${incidentId}, ${incidentNoticeId}, 'tried', 'phone', '2026-11-23T01:36:00Z', ${accountId}, '2026-11-23T01:36:00Z')`
  return {
    ...school,
    classId,
    pupilId,
    memberId,
    absenceId,
    carerId,
    namedId,
    markId,
    dutyId,
    cardId,
    workDutyId,
    workId,
    accountId,
    roleId,
    importId,
    ownPlanId,
    taskId,
    entryId,
    coverId,
    excuseId,
    ownFieldId,
    pairingId,
    memberOfPairingId,
    helperId,
    attachmentId,
    agreementId,
    partyId,
    proposalId,
    mergeId,
    transferId,
    departmentId,
    incidentId,
    incidentNoticeId,
    incidentStepId,
    day: '2026-10-01',
  }
}
