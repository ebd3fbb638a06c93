// Generated from the migrations by scripts/db-types.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

export type Json = ColumnType<unknown, unknown, unknown>

export interface AbsenceTable {
  school_id: string
  id: string
  pupil_id: string
  member_id: string
  from_on: string | null
  to_on: string | null
  kind: Generated<string>
  place: string | null
  work_unit: string | null
  version: Generated<number>
  created_at: Generated<string>
  division: string | null
  home_often: string | null
  calls_often: string | null
  note_sealed: Buffer | null
}

export interface AgreementTable {
  school_id: string
  id: string
  kind: string
  text_version: Generated<number>
  pupil_id: string | null
  staff_id: string | null
  from_on: string
  to_on: string | null
  ended_on: string | null
  end_reason_sealed: Buffer | null
  terms_sealed: Buffer | null
  told_school_on: string | null
  told_village_on: string | null
  parties: Generated<number>
  declared_on: string | null
  version: Generated<number>
  created_by: string
  created_at: Generated<string>
  signed_title: string | null
  signed_body: string | null
  signed_school: string | null
}

export interface AgreementExpiryTable {
  school_id: string | null
  id: string | null
  kind: string | null
  pupil_id: string | null
  staff_id: string | null
  from_on: string | null
  to_on: string | null
}

export interface AgreementOpinionTable {
  school_id: string
  id: string
  agreement_id: string
  pupil_id: string
  author_id: string
  heard_on: string
  tier: Generated<string>
  created_at: Generated<string>
}

export interface AgreementOpinionTextTable {
  school_id: string
  id: string
  author_id: string
  tier: Generated<string>
  sealed: Buffer
}

export interface AgreementPartyTable {
  school_id: string
  id: string
  agreement_id: string
  part: string
  user_id: string | null
  member_id: string | null
  carer_id: string | null
  signed_on: string | null
  method: string | null
  attachment_id: string | null
  witness_sealed: Buffer | null
  recorded_by: string | null
  recorded_at: string | null
}

export interface AgreementStateTable {
  school_id: string | null
  id: string | null
  kind: string | null
  text_version: number | null
  pupil_id: string | null
  staff_id: string | null
  from_on: string | null
  to_on: string | null
  ended_on: string | null
  end_reason_sealed: Buffer | null
  terms_sealed: Buffer | null
  told_school_on: string | null
  told_village_on: string | null
  parties: number | null
  declared_on: string | null
  version: number | null
  created_by: string | null
  created_at: string | null
  unsigned: number | null
  state: string | null
}

export interface AgreementTextTable {
  school_id: string
  id: string
  kind: string
  version: number
  title: string
  body: string
  created_by: string
  created_at: Generated<string>
}

export interface AppraisalEntryTable {
  school_id: string
  id: string
  pupil_id: string
  kind: string
  span_id: string
  sealed: Buffer
  entered_by: string
  entered_at: string
}

export interface AppraisalSchemeTable {
  school_id: string
  id: string
  school_year_id: string
  settings: Json
  conduct_by: string
  turned_on_by: string
  turned_on_at: string
  approved_by: string | null
  approved_at: string | null
  ended_by: string | null
  ended_at: string | null
  version: Generated<number>
}

export interface AttachmentTable {
  school_id: string
  id: string
  owner_kind: string
  owner_id: string
  pupil_id: string | null
  tier: string
  author_id: string
  name_sealed: Buffer
  state: Generated<string>
  size: number
  received: Generated<number>
  'sha256': Buffer
  mime: string | null
  kept_size: number | null
  scan: string | null
  removed_at: string | null
  removed_by: string | null
  removed_reason_sealed: Buffer | null
  created_at: Generated<string>
}

export interface AttachmentPartTable {
  school_id: string
  id: string
  attachment_id: string
  tier: string
  author_id: string
  rendition: string
  at: number
  sealed: Buffer
}

export interface AuditEntryTable {
  school_id: string
  id: string
  seq: number
  at: string
  actor_id: string | null
  action: string
  entity: string
  entity_id: string | null
  pupil_id: string | null
  why: Generated<string>
  detail: Generated<string>
  hash: Buffer
}

export interface AuditHeadTable {
  school_id: string
  seq: Generated<number>
  hash: Generated<Buffer>
}

export interface AuthAccountTable {
  id: string
  'accountId': string
  'providerId': string
  'userId': string
  'accessToken': string | null
  'refreshToken': string | null
  'idToken': string | null
  'accessTokenExpiresAt': string | null
  'refreshTokenExpiresAt': string | null
  scope: string | null
  password: string | null
  'createdAt': Generated<string>
  'updatedAt': Generated<string>
}

export interface AuthSessionTable {
  id: string
  'expiresAt': string
  token: string
  'createdAt': Generated<string>
  'updatedAt': Generated<string>
  'ipAddress': string | null
  'userAgent': string | null
  'userId': string
}

export interface AuthTwoFactorTable {
  id: string
  secret: string
  'backupCodes': string
  verified: Generated<boolean | null>
  'failedVerificationCount': Generated<number>
  'lockedUntil': string | null
  'userId': string
  'lastStep': number | null
}

export interface AuthUserTable {
  id: string
  name: string
  email: string
  'emailVerified': Generated<boolean>
  image: string | null
  'createdAt': Generated<string>
  'updatedAt': Generated<string>
  username: string | null
  'displayUsername': string | null
  'twoFactorEnabled': Generated<boolean | null>
  'mustChangePassword': Generated<boolean>
  'failedSignIns': Generated<number>
  'lockedUntil': string | null
  disabled: Generated<boolean>
  locale: string | null
}

export interface AuthVerificationTable {
  id: string
  identifier: string
  value: string
  'expiresAt': string
  'createdAt': Generated<string>
  'updatedAt': Generated<string>
}

export interface CalendarDayTable {
  school_id: string
  id: string
  day: string
  kind: string
  name: Generated<string>
}

export interface CardTable {
  school_id: string
  id: string
  root_id: string
  version: number
  kind: string
  pupil_id: string
  class_id: string | null
  author_id: string
  held_on: string
  reached: boolean
  fields: Json
  entered_for: string | null
  superseded_at: string | null
  created_at: Generated<string>
  cover_for: string | null
  late_reason_sealed: Buffer | null
  correction_reason_sealed: Buffer | null
  urgent: Generated<boolean>
  text_hash: Buffer | null
}

export interface CardContentTable {
  school_id: string
  id: string
  card_id: string
  author_id: string
  tier: string
  sealed: Buffer
}

export interface CareMarkTable {
  school_id: string
  id: string
  pupil_id: string
  category: string
  from_on: string
  to_on: string | null
  note_sealed: Buffer | null
  recorded_by: string | null
  recorded_at: Generated<string>
  mistaken_by: string | null
  mistaken_at: string | null
  version: Generated<number>
}

export interface CarePlanTable {
  school_id: string
  id: string
  preset: string
  params: Json
  definition_id: string
  effective_from: string
  effective_to: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<string>
  name: string | null
  own_plan_id: string | null
}

export interface CarerTable {
  school_id: string
  id: string
  pupil_id: string
  member_id: string | null
  kind: string
  relation: string
  name: string | null
  born_on: string | null
  phone_sealed: Buffer | null
  phone_masked: string | null
  phone_verified_on: string | null
  occupation: string | null
  legal_basis: Generated<string>
  from_on: string | null
  to_on: string | null
  version: Generated<number>
  created_at: Generated<string>
  ill: Generated<boolean>
  address_sealed: Buffer | null
  phone_dead_on: string | null
  bars_sealed: Buffer | null
  health_sealed: Buffer | null
  reason_sealed: Buffer | null
}

export interface CarriedDutyTable {
  school_id: string
  id: string
  pupil_id: string
  transfer_id: string
  key: string
  window_from: string
  window_to: string
  due_on: string
  state: string
  done_on: string | null
  card_id: string | null
  work_id: string | null
  work_sealed: Buffer | null
}

export interface ChildFileTable {
  school_id: string
  id: string
  pupil_id: string
  opened_on: string
  closed_on: string | null
  close_reason: string | null
  keeper_id: string | null
  character: string | null
  interests: string | null
  health: string | null
  goals: string | null
  version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  field_versions: Generated<Json>
  opened_by: string | null
  open_kind: string | null
  open_note_sealed: Buffer | null
  closed_by: string | null
  close_kind: string | null
  close_note_sealed: Buffer | null
  keepers: Generated<Json>
}

export interface ChildFilePartTable {
  school_id: string
  id: string
  pupil_id: string
  tier: string
  sealed: Buffer
  updated_at: Generated<string>
}

export interface ChildGoalTable {
  school_id: string
  id: string
  pupil_id: string
  goal: string
  state: string
  told_by: string
  stated_on: string
  card_id: string | null
  evidence_sealed: Buffer | null
  author_id: string
  created_at: Generated<string>
}

export interface ChildHelperTable {
  school_id: string | null
  pupil_id: string | null
  part: string | null
  person_id: string | null
  pairing_id: string | null
}

export interface ChildStatusTable {
  school_id: string
  id: string
  pupil_id: string
  definition_id: string
  result: string
  kind: string | null
  from_on: string
  to_on: string | null
  as_of: string
  reasons: Json
  ended_reason: Json
  decided_at: Generated<string>
}

export interface ClassTable {
  school_id: string
  id: string
  school_year_id: string
  grade: number
  number: number
  name: string
  promoted_from: string | null
  version: Generated<number>
}

export interface ClassMembershipTable {
  school_id: string
  id: string
  pupil_id: string
  class_id: string
  from_on: string
  to_on: string | null
  reason: string | null
}

export interface ContactChangeTable {
  school_id: string
  id: string
  pupil_id: string
  record: string
  record_id: string
  relation: string
  fields: string[]
  phone_was: string | null
  phone_is: string | null
  source: string
  changed_by: string | null
  changed_at: Generated<string>
}

export interface ContactCheckTable {
  school_id: string
  id: string
  round_id: string
  pupil_id: string
  state: Generated<string>
  way: string | null
  member_id: string | null
  token_hash: Buffer | null
  expires_at: string | null
  answered_at: string | null
  answered_by: string | null
  created_at: Generated<string>
}

export interface ContactNamedTable {
  school_id: string
  id: string
  pupil_id: string
  kind: string
  name: string
  relation: string
  phone_sealed: Buffer | null
  phone_masked: string | null
  phone_verified_on: string | null
  phone_dead_on: string | null
  best_time: string | null
  ended_on: string | null
  version: Generated<number>
  created_at: Generated<string>
}

export interface ContactProposalTable {
  school_id: string
  id: string
  check_id: string
  pupil_id: string
  record: string
  record_id: string
  phone_sealed: Buffer | null
  phone_masked: string | null
  state: Generated<string>
  decided_by: string | null
  decided_at: string | null
  created_at: Generated<string>
}

export interface ContactRoundTable {
  school_id: string
  id: string
  kind: string
  from_on: string
  to_on: string
  created_by: string
  created_at: Generated<string>
}

export interface CoverTable {
  school_id: string
  id: string
  from_user_id: string
  to_user_id: string
  from_on: string
  to_on: string | null
  created_by: string | null
  created_at: Generated<string>
  ended_by: string | null
  ended_at: string | null
}

export interface CoverPostTable {
  school_id: string
  id: string
  cover_id: string
  assignment_id: string
}

export interface DefinitionTable {
  school_id: string
  id: string
  key: string
  version: Generated<number>
  params: Json
  is_primary: Generated<boolean>
  effective_from: string
  effective_to: string | null
}

export interface DepartmentTable {
  school_id: string
  id: string
  name: string
  from_on: string
  to_on: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<string>
}

export interface DepartmentMemberTable {
  school_id: string
  id: string
  department_id: string
  user_id: string
  is_head: boolean
  from_on: string
  to_on: string | null
  created_by: string | null
  created_at: Generated<string>
}

export interface DepartmentStaffTable {
  school_id: string | null
  department_id: string | null
  user_id: string | null
  name: string | null
  is_head: boolean | null
}

export interface DuplicateVerdictTable {
  school_id: string
  id: string
  first_id: string
  second_id: string
  decided_by: string | null
  decided_at: Generated<string>
}

export interface DutyTable {
  school_id: string
  id: string
  rule_id: string
  key: string
  pupil_id: string | null
  class_id: string | null
  performer_role: string
  window_from: string
  window_to: string
  due_on: string
  done_card_id: string | null
  done_on: string | null
  attempts: Generated<number>
  last_attempt_on: string | null
  excuse_kind: string | null
  excused_by: string | null
  excused_at: string | null
  slot: Generated<number>
  subject_kind: Generated<string>
  person_id: string | null
  subject_id: string
  excuse_id: string | null
  ended_on: string | null
  asked_id: string | null
  refused_id: string | null
}

export interface DutyRuleTable {
  school_id: string
  id: string
  plan_id: string
  key: string
  version: Generated<number>
  params: Json
  effective_from: string
  effective_to: string | null
}

export interface DutyStateTable {
  school_id: string | null
  id: string | null
  rule_id: string | null
  key: string | null
  pupil_id: string | null
  class_id: string | null
  performer_role: string | null
  window_from: string | null
  window_to: string | null
  due_on: string | null
  done_card_id: string | null
  done_on: string | null
  attempts: number | null
  last_attempt_on: string | null
  excuse_kind: string | null
  excused_by: string | null
  excused_at: string | null
  slot: number | null
  subject_kind: string | null
  person_id: string | null
  subject_id: string | null
  excuse_id: string | null
  ended_on: string | null
  asked_id: string | null
  state: string | null
  days_left: number | null
}

export interface EscalationTable {
  school_id: string
  id: string
  duty_id: string
  step: number
  taken_on: string
}

export interface ExcuseTable {
  school_id: string
  id: string
  pupil_id: string | null
  duty_id: string | null
  from_on: string
  to_on: string
  kind: string
  reason_sealed: Buffer | null
  state: string
  asked_by: string | null
  asked_at: Generated<string>
  decided_by: string | null
  decided_at: string | null
  answer_sealed: Buffer | null
}

export interface FamilyMemberTable {
  school_id: string
  id: string
  pupil_id: string
  relation: string
  name: string | null
  state: Generated<string>
  incapable: Generated<boolean>
  is_guardian: boolean | null
  born_on: string | null
  id_sealed: Buffer | null
  id_masked: string | null
  phone_sealed: Buffer | null
  phone_masked: string | null
  phone_verified_on: string | null
  best_time: string | null
  address_sealed: Buffer | null
  work_unit: string | null
  version: Generated<number>
  created_at: Generated<string>
  died_on: string | null
  occupation: string | null
  work_phone_sealed: Buffer | null
  work_phone_masked: string | null
  work_address_sealed: Buffer | null
  phone_dead_on: string | null
  no_contact: string | null
  no_contact_sealed: Buffer | null
  health_sealed: Buffer | null
}

export interface FeedLinkTable {
  school_id: string
  id: string
  user_id: string
  token_hash: Buffer
  created_at: Generated<string>
  revoked_at: string | null
  read_on: string | null
}

export interface FileRenewalTable {
  school_id: string
  id: string
  pupil_id: string
  section: string
  confirmed_on: string
  confirmed_by: string
  created_at: Generated<string>
}

export interface HandbookEntryTable {
  school_id: string
  id: string
  kind: string
  class_id: string | null
  pupil_id: string | null
  author_id: string
  entry_on: string
  version: Generated<number>
  created_at: Generated<string>
}

export interface HandbookTextTable {
  school_id: string
  id: string
  kind: string
  pupil_id: string | null
  author_id: string
  sealed: Buffer
}

export interface HandbookWeekTable {
  school_id: string
  id: string
  class_id: string
  week_on: string
  planned_sealed: Buffer | null
  version: Generated<number>
  completed_on: string | null
  completed_by: string | null
  created_by: string
  created_at: Generated<string>
}

export interface HelpTable {
  school_id: string
  id: string
  session_id: string
  pairing_id: string
  pupil_id: string
  held_on: string
  kind: string
  minutes: number
  words_sealed: Buffer
  helper_id: string | null
  recorded_by: string
  created_at: Generated<string>
  withdrawn_on: string | null
  withdrawn_by: string | null
}

export interface HelperTable {
  school_id: string
  id: string
  kind: string
  name: string | null
  user_id: string | null
  sex: Generated<string>
  village: string | null
  languages: Generated<string[]>
  phone_sealed: Buffer | null
  phone_masked: string | null
  most_children: number | null
  left_on: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<string>
}

export interface HelperCheckTable {
  school_id: string
  id: string
  helper_id: string
  kind: string
  done_on: string
  valid_to: string
  recorded_by: string | null
  recorded_at: Generated<string>
}

export interface HelperVettingTable {
  school_id: string | null
  helper_id: string | null
  vetted_to: string | null
}

export interface HouseholdPlaceTable {
  school_id: string
  id: string
  household_id: string
  pupil_id: string
  from_on: string
  to_on: string | null
  confirmed_by: string
  created_at: Generated<string>
}

export interface IncidentTable {
  school_id: string
  id: string
  kind: string
  occurred_at: string | null
  known_at: string
  at_school: boolean
  acted_at: string
  sealed: Buffer
  limits: Json
  starts_at: string | null
  recorded_by: string
  recorded_at: string
}

export interface IncidentChildTable {
  school_id: string
  id: string
  incident_id: string
  pupil_id: string
}

export interface IncidentNoticeTable {
  school_id: string
  id: string
  incident_id: string
  party: string
  pupil_id: string | null
  person_id: string | null
  relation: string | null
  due_at: string | null
  at_once: Generated<boolean>
  created_at: string
}

export interface IncidentNoticeStateTable {
  school_id: string | null
  id: string | null
  incident_id: string | null
  party: string | null
  pupil_id: string | null
  person_id: string | null
  relation: string | null
  due_at: string | null
  at_once: boolean | null
  created_at: string | null
  told_step_id: string | null
  told_at: string | null
  withheld_at: string | null
  withheld_by: string | null
  withheld_step_id: string | null
  closed_at: string | null
}

export interface IncidentReasonTable {
  school_id: string
  id: string
  author_id: string
  tier: Generated<string>
  sealed: Buffer
}

export interface IncidentStepTable {
  school_id: string
  id: string
  incident_id: string
  notice_id: string | null
  kind: string
  of_step_id: string | null
  channel: string | null
  at: string
  sealed: Buffer | null
  recorded_by: string
  recorded_at: string
}

export interface LastBackupTable {
  only_one: Generated<boolean>
  made_at: string
  bytes: number
  version: string
}

export interface LoadCapacityTable {
  school_id: string
  id: string
  from_on: string
  params: Json
  set_by: string | null
  created_at: Generated<string>
}

export interface NoticeTable {
  school_id: string
  id: string
  user_id: string
  kind: string
  ref: string
  day: string
  pupil_id: string | null
  card_id: string | null
  detail: Generated<Json>
  read_at: string | null
  created_at: string
}

export interface OwnFieldTable {
  school_id: string
  id: string
  field_id: string
  version: number
  label: string
  purpose: string
  kind: string
  options: Generated<Json>
  tier: string
  from_on: string
  retired: Generated<boolean>
  created_by: string | null
  created_at: Generated<string>
}

export interface OwnPlanTable {
  school_id: string
  id: string
  name: string
  preset: string
  params: Json
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<string>
  removed_at: string | null
}

export interface PairingTable {
  school_id: string
  id: string
  kind: string
  agreed_sealed: Buffer
  supervisor_id: string | null
  follows: string | null
  proposed_on: string
  started_on: string | null
  trial_to: string | null
  confirmed_on: string | null
  ended_on: string | null
  end_kind: string | null
  end_note_sealed: Buffer | null
  next_review_on: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<string>
  ended_by: string | null
}

export interface PairingConsentTable {
  school_id: string
  id: string
  pairing_id: string
  member_id: string
  party: string
  agreed: boolean
  guardian_id: string | null
  given_on: string
  recorded_by: string | null
  recorded_at: Generated<string>
}

export interface PairingMemberTable {
  school_id: string
  id: string
  pairing_id: string
  part: string
  pupil_id: string | null
  user_id: string | null
  helper_id: string | null
  class_id: string | null
}

export interface PairingNeedTable {
  school_id: string
  id: string
  pupil_id: string
  helper_sex: Generated<string>
  language: string | null
  same_village: Generated<boolean>
  key_target: Generated<boolean>
  relatives: Generated<string[]>
  conflicts: Generated<string[]>
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<string>
}

export interface PairingPersonTable {
  school_id: string | null
  id: string | null
  pairing_id: string | null
  part: string | null
  person_id: string | null
}

export interface PairingReviewTable {
  school_id: string
  id: string
  pairing_id: string
  held_on: string
  result: string
  goes_on: boolean
  note_sealed: Buffer
  author_id: string
  created_at: Generated<string>
}

export interface PairingStateTable {
  school_id: string | null
  id: string | null
  kind: string | null
  agreed_sealed: Buffer | null
  supervisor_id: string | null
  follows: string | null
  proposed_on: string | null
  started_on: string | null
  trial_to: string | null
  confirmed_on: string | null
  ended_on: string | null
  end_kind: string | null
  end_note_sealed: Buffer | null
  next_review_on: string | null
  version: number | null
  created_by: string | null
  created_at: string | null
  state: string | null
  review_on: string | null
  ended_by: string | null
}

export interface PerformerTable {
  school_id: string | null
  role: string | null
  target: string | null
  user_id: string | null
  name: string | null
  covers_id: string | null
}

export interface PupilTable {
  school_id: string
  id: string
  name: string
  name_grams: string[]
  pinyin: Generated<string>
  initials: Generated<string>
  sex: string
  birth_on: string
  ethnic: string | null
  residence: Generated<string>
  boarding: boolean | null
  class_id: string | null
  student_no: string | null
  id_kind: Generated<string>
  id_sealed: Buffer | null
  id_index: Buffer | null
  id_masked: string | null
  phone_sealed: Buffer | null
  phone_masked: string | null
  address_sealed: Buffer | null
  village: string | null
  registered_mark: string | null
  extra: Generated<Json>
  joined_on: string
  left_on: string | null
  left_reason: string | null
  version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  field_versions: Generated<Json>
  extra_sealed: Buffer | null
}

export interface PupilMergeTable {
  school_id: string
  id: string
  kept_id: string
  gone_id: string
  sealed: Buffer
  merged_by: string | null
  merged_at: Generated<string>
  undone_by: string | null
  undone_at: string | null
}

export interface RenewalRuleTable {
  school_id: string
  id: string
  each_term: boolean
  on_change: boolean
  windows: Json
  created_by: string | null
  created_at: Generated<string>
}

export interface ReviewTable {
  school_id: string
  id: string
  kind: string
  card_id: string
  cards: number
  note: Generated<string>
  looked_by: string
  looked_at: string
}

export interface RoleAssignmentTable {
  school_id: string
  id: string
  user_id: string
  role: string
  class_id: string | null
  pupil_id: string | null
  from_on: string
  to_on: string | null
  ended_reason: string | null
  created_by: string | null
  created_at: Generated<string>
  pairing_id: string | null
}

export interface RosterChangeTable {
  school_id: string
  id: string
  import_id: string
  entity: string
  entity_id: string
  pupil_id: string | null
  kind: string
  before_sealed: Buffer | null
  row_number: number | null
}

export interface RosterImportTable {
  school_id: string
  id: string
  file_name: string
  file_hash: Buffer
  state: string
  as_of: string
  sheet: string | null
  mapping: Json
  rows_sealed: Buffer | null
  summary: Json
  failure: Json
  created_by: string | null
  created_at: Generated<string>
  committed_at: string | null
  undone_at: string | null
  version: Generated<number>
  file_sealed: Buffer | null
}

export interface SchoolYearTable {
  school_id: string
  id: string
  name: string
  starts_on: string
  ends_on: string
  version: Generated<number>
}

export interface SetupTokenTable {
  id: string
  token_hash: Buffer
  expires_at: string
  used_at: string | null
}

export interface StaffNumberTable {
  school_id: string
  id: string
  user_id: string
  office_sealed: Buffer | null
  mobile_sealed: Buffer | null
  published: Generated<string>
  version: Generated<number>
}

export interface TargetChildTable {
  school_id: string | null
  pupil_id: string | null
  category: string | null
  archive: boolean | null
  duties: boolean | null
}

export interface TaskTable {
  school_id: string
  id: string
  school_year_id: string
  entry: string | null
  title: string | null
  starts_on: string
  ends_on: string
  owner_role: string | null
  owner_id: string | null
  evidence: string | null
  evidence_link: string | null
  note: string | null
  done_on: string | null
  done_by: string | null
  copied_from: string | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<string>
  before_start: Generated<boolean>
  filled_by: string | null
  department_ids: Generated<string[]>
}

export interface TaskStateTable {
  school_id: string | null
  id: string | null
  school_year_id: string | null
  entry: string | null
  title: string | null
  starts_on: string | null
  ends_on: string | null
  owner_role: string | null
  owner_id: string | null
  evidence: string | null
  evidence_link: string | null
  note: string | null
  done_on: string | null
  done_by: string | null
  copied_from: string | null
  version: number | null
  created_by: string | null
  created_at: string | null
  before_start: boolean | null
  filled_by: string | null
  department_ids: string[] | null
  state: string | null
  days_left: number | null
}

export interface TermTable {
  school_id: string
  id: string
  school_year_id: string
  name: string
  starts_on: string
  ends_on: string
  version: Generated<number>
}

export interface TransferTable {
  school_id: string
  id: string
  side: string
  other_school_id: string | null
  other_name: string
  pupil_id: string
  name_masked: string
  sex: string
  birth_year: number
  class_name: string | null
  state: string
  note_sealed: Buffer | null
  answer_sealed: Buffer | null
  id_index: Buffer | null
  asked_by: string | null
  asked_on: string
  expires_on: string
  decided_by: string | null
  decided_on: string | null
}

export interface UnitTable {
  id: string
  parent_id: string | null
  kind: string
  name: string
  code: string | null
  path: string
  time_zone: Generated<string>
  data_officer: string | null
  settings: Generated<Json>
  version: Generated<number>
  created_at: Generated<string>
}

export interface WorkTable {
  school_id: string
  id: string
  root_id: string
  version: number
  duty_id: string
  pupil_id: string | null
  author_id: string
  held_on: string
  people: number | null
  topics: Generated<string[]>
  sealed: Buffer
  late_reason: string | null
  correction_reason: string | null
  superseded_at: string | null
  created_at: Generated<string>
  late_reason_sealed: Buffer | null
  correction_reason_sealed: Buffer | null
}

export interface DB {
  absence: AbsenceTable
  agreement: AgreementTable
  agreement_expiry: AgreementExpiryTable
  agreement_opinion: AgreementOpinionTable
  agreement_opinion_text: AgreementOpinionTextTable
  agreement_party: AgreementPartyTable
  agreement_state: AgreementStateTable
  agreement_text: AgreementTextTable
  appraisal_entry: AppraisalEntryTable
  appraisal_scheme: AppraisalSchemeTable
  attachment: AttachmentTable
  attachment_part: AttachmentPartTable
  audit_entry: AuditEntryTable
  audit_head: AuditHeadTable
  auth_account: AuthAccountTable
  auth_session: AuthSessionTable
  auth_two_factor: AuthTwoFactorTable
  auth_user: AuthUserTable
  auth_verification: AuthVerificationTable
  calendar_day: CalendarDayTable
  card: CardTable
  card_content: CardContentTable
  care_mark: CareMarkTable
  care_plan: CarePlanTable
  carer: CarerTable
  carried_duty: CarriedDutyTable
  child_file: ChildFileTable
  child_file_part: ChildFilePartTable
  child_goal: ChildGoalTable
  child_helper: ChildHelperTable
  child_status: ChildStatusTable
  class: ClassTable
  class_membership: ClassMembershipTable
  contact_change: ContactChangeTable
  contact_check: ContactCheckTable
  contact_named: ContactNamedTable
  contact_proposal: ContactProposalTable
  contact_round: ContactRoundTable
  cover: CoverTable
  cover_post: CoverPostTable
  definition: DefinitionTable
  department: DepartmentTable
  department_member: DepartmentMemberTable
  department_staff: DepartmentStaffTable
  duplicate_verdict: DuplicateVerdictTable
  duty: DutyTable
  duty_rule: DutyRuleTable
  duty_state: DutyStateTable
  escalation: EscalationTable
  excuse: ExcuseTable
  family_member: FamilyMemberTable
  feed_link: FeedLinkTable
  file_renewal: FileRenewalTable
  handbook_entry: HandbookEntryTable
  handbook_text: HandbookTextTable
  handbook_week: HandbookWeekTable
  help: HelpTable
  helper: HelperTable
  helper_check: HelperCheckTable
  helper_vetting: HelperVettingTable
  household_place: HouseholdPlaceTable
  incident: IncidentTable
  incident_child: IncidentChildTable
  incident_notice: IncidentNoticeTable
  incident_notice_state: IncidentNoticeStateTable
  incident_reason: IncidentReasonTable
  incident_step: IncidentStepTable
  last_backup: LastBackupTable
  load_capacity: LoadCapacityTable
  notice: NoticeTable
  own_field: OwnFieldTable
  own_plan: OwnPlanTable
  pairing: PairingTable
  pairing_consent: PairingConsentTable
  pairing_member: PairingMemberTable
  pairing_need: PairingNeedTable
  pairing_person: PairingPersonTable
  pairing_review: PairingReviewTable
  pairing_state: PairingStateTable
  performer: PerformerTable
  pupil: PupilTable
  pupil_merge: PupilMergeTable
  renewal_rule: RenewalRuleTable
  review: ReviewTable
  role_assignment: RoleAssignmentTable
  roster_change: RosterChangeTable
  roster_import: RosterImportTable
  school_year: SchoolYearTable
  setup_token: SetupTokenTable
  staff_number: StaffNumberTable
  target_child: TargetChildTable
  task: TaskTable
  task_state: TaskStateTable
  term: TermTable
  transfer: TransferTable
  unit: UnitTable
  work: WorkTable
}
