import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { AbsenceKind, CarerKind, LegalBasis, MemberState, Phone, Relation } from '#shared/children/schema.ts'

const short = z.string().trim().min(1).max(60).nullable()
const line = z.string().trim().min(1).max(200).nullable()

const member = {
  relation: Relation,
  name: short,
  state: MemberState,
  incapable: z.boolean(),
  isGuardian: z.boolean().nullable(),
  bornOn: LocalDate.nullable(),
  phone: Phone.nullable(),
  phoneVerifiedOn: LocalDate.nullable(),
  bestTime: short,
  address: line,
  workUnit: line,
}

/** A parent or other member of the family. The id is made by the client: sent twice, filed once. */
export const MemberInput = z.object({
  id: z.uuid(),
  ...member,
  name: member.name.default(null),
  state: member.state.default('present'),
  incapable: member.incapable.default(false),
  isGuardian: member.isGuardian.default(null),
  bornOn: member.bornOn.default(null),
  phone: member.phone.default(null),
  phoneVerifiedOn: member.phoneVerifiedOn.default(null),
  bestTime: member.bestTime.default(null),
  address: member.address.default(null),
  workUnit: member.workUnit.default(null),
})
export type MemberInput = z.infer<typeof MemberInput>

/** What stays away is left as it is; null clears. */
export const MemberChange = z.object({ version: z.int().min(1), ...z.object(member).partial().shape })
export type MemberChange = z.infer<typeof MemberChange>

const absence = {
  /** First day away; null = not known. */
  from: LocalDate.nullable(),
  /** First day at home again; null = still away (K-10). */
  to: LocalDate.nullable(),
  kind: AbsenceKind,
  place: line,
  workUnit: line,
  note: line,
}

export const AbsenceInput = z.object({
  id: z.uuid(),
  ...absence,
  kind: absence.kind.default('work'),
  place: absence.place.default(null),
  workUnit: absence.workUnit.default(null),
  note: absence.note.default(null),
})
export type AbsenceInput = z.infer<typeof AbsenceInput>

export const AbsenceChange = z.object({ version: z.int().min(1), ...z.object(absence).partial().shape })
export type AbsenceChange = z.infer<typeof AbsenceChange>

const carer = {
  memberId: z.uuid().nullable(),
  kind: CarerKind,
  relation: Relation,
  name: short,
  bornOn: LocalDate.nullable(),
  phone: Phone.nullable(),
  phoneVerifiedOn: LocalDate.nullable(),
  occupation: short,
  health: line,
  legalBasis: LegalBasis,
  reason: line,
}

/** Who cares for the child from a day on; the one before ends the day before. */
export const CarerInput = z.object({
  id: z.uuid(),
  /** First day; today when left out. */
  from: LocalDate.optional(),
  ...carer,
  memberId: carer.memberId.default(null),
  name: carer.name.default(null),
  bornOn: carer.bornOn.default(null),
  phone: carer.phone.default(null),
  phoneVerifiedOn: carer.phoneVerifiedOn.default(null),
  occupation: carer.occupation.default(null),
  health: carer.health.default(null),
  legalBasis: carer.legalBasis.default('helper'),
  reason: carer.reason.default(null),
})
export type CarerInput = z.infer<typeof CarerInput>

/** Corrects what is known of a carer. Another person is a new carer, not a change. */
export const CarerChange = z.object({
  version: z.int().min(1),
  ...z.object(carer).omit({ memberId: true }).partial().shape,
})
export type CarerChange = z.infer<typeof CarerChange>
