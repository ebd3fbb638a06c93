import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { ALERT_KINDS } from '#shared/family/rules/alerts.ts'
import { CarerBar, HomeOften, NamedKind, NoContactReason } from '#shared/kin/schema.ts'
import { PROVINCES } from '#shared/roster/rules/id-number.ts'
import { AbsenceKind, CarerKind, LegalBasis, MemberState, Phone, Relation } from '#shared/children/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const short = shortText().min(1).max(60).nullable()
const line = shortText().min(1).max(200).nullable()

/** A code of GB/T 2260: six digits, the first two those of a province; blanks are removed. */
const Division = z.string().transform((text, context) => {
  const code = text.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(code) && PROVINCES.has(code.slice(0, 2))) return code
  context.addIssue({ code: 'custom', params: { code: 'division-unknown' } })
  return z.NEVER
})

/** Why somebody may not be contacted; `note`: the document or law it rests on. */
const NoContactInput = z.object({ reason: NoContactReason, note: line.default(null) })

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
  diedOn: LocalDate.nullable(),
  occupation: short,
  health: line,
  workPhone: Phone.nullable(),
  workAddress: line,
  /** The day on which the number was found to reach nobody. */
  phoneDeadOn: LocalDate.nullable(),
  noContact: NoContactInput.nullable(),
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
  diedOn: member.diedOn.default(null),
  occupation: member.occupation.default(null),
  health: member.health.default(null),
  workPhone: member.workPhone.default(null),
  workAddress: member.workAddress.default(null),
  phoneDeadOn: member.phoneDeadOn.default(null),
  noContact: member.noContact.default(null),
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
  division: Division.nullable(),
  homeOften: HomeOften.nullable(),
  /** How often the one away speaks with the child. */
  callsOften: HomeOften.nullable(),
}

export const AbsenceInput = z.object({
  id: z.uuid(),
  ...absence,
  kind: absence.kind.default('work'),
  place: absence.place.default(null),
  workUnit: absence.workUnit.default(null),
  note: absence.note.default(null),
  division: absence.division.default(null),
  homeOften: absence.homeOften.default(null),
  callsOften: absence.callsOften.default(null),
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
  ill: z.boolean(),
  address: line,
  phoneDeadOn: LocalDate.nullable(),
  /** Sent only by whoever may see them; the others leave them as they are. */
  bars: z.array(CarerBar).max(CarerBar.options.length),
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
  ill: carer.ill.default(false),
  address: carer.address.default(null),
  phoneDeadOn: carer.phoneDeadOn.default(null),
  bars: carer.bars.default([]),
})
export type CarerInput = z.infer<typeof CarerInput>

/** Corrects what is known of a carer. Another person is a new carer, not a change. */
export const CarerChange = z.object({
  version: z.int().min(1),
  ...z.object(carer).omit({ memberId: true }).partial().shape,
})
export type CarerChange = z.infer<typeof CarerChange>

const named = {
  name: shortText().min(1).max(60),
  /** What the person is to the child (邻居), or the post; of a director it may be left out. */
  relation: short,
  phone: Phone.nullable(),
  phoneVerifiedOn: LocalDate.nullable(),
  bestTime: short,
}

/** Whom else one can ring; of a village the director is the same for all its children. */
export const NamedInput = z.object({
  id: z.uuid(),
  kind: NamedKind,
  ...named,
  relation: named.relation.default(null),
  phone: named.phone.default(null),
  phoneVerifiedOn: named.phoneVerifiedOn.default(null),
  bestTime: named.bestTime.default(null),
  /** Of a director: also for the other children of the village with a file who have none yet. */
  wholeVillage: z.boolean().default(false),
})
export type NamedInput = z.infer<typeof NamedInput>

export const NamedChange = z.object({
  version: z.int().min(1),
  ...z.object(named).partial().shape,
  /** Not on the card any more. */
  ended: z.literal(true).optional(),
})
export type NamedChange = z.infer<typeof NamedChange>

/** Something about who cares for a child that asks for somebody's attention, with its reason. */
export const FamilyAlert = z.object({
  kind: z.enum(ALERT_KINDS),
  urgent: z.boolean(),
  /** By when somebody must have acted (H-03). */
  deadline: LocalDate.nullable(),
  who: z.string().nullable(),
  age: z.int().nullable(),
  on: LocalDate.nullable(),
  days: z.int().nullable(),
  often: HomeOften.nullable(),
})
export type FamilyAlert = z.infer<typeof FamilyAlert>

export const AlertsQuery = z.object({
  kind: z.enum(ALERT_KINDS).optional(),
  only: z.literal('urgent').optional(),
  classId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type AlertsQuery = z.infer<typeof AlertsQuery>

/** Children with alerts; a count is the length of the list that its filter gives. */
export const AlertList = z.object({
  counts: z.array(z.object({ kind: z.enum(ALERT_KINDS), count: z.int() })),
  urgent: z.int(),
  rows: z.array(
    z.object({
      pupilId: z.uuid(),
      name: z.string(),
      className: z.string().nullable(),
      alerts: z.array(FamilyAlert),
    }),
  ),
  page: z.int(),
  size: z.int(),
  total: z.int(),
})
export type AlertList = z.infer<typeof AlertList>

const Sibling = z.object({
  id: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  /** Whether the person asking may open the file. */
  reached: z.boolean(),
})
export type Sibling = z.infer<typeof Sibling>

/** Who lives in one household with the child: as a person confirmed it, else as it is guessed. */
export const Siblings = z.object({
  /** Somebody has confirmed this child's household; nothing is guessed for it any more. */
  confirmed: z.boolean(),
  siblings: z.array(Sibling),
  /** Children who may belong here, by name and number of an adult; asked about, never taken for granted. */
  guessed: z.array(Sibling),
})
export type Siblings = z.infer<typeof Siblings>

/** `together` false: not one household; a child without others is then confirmed to be the only one. */
export const SiblingAnswer = z.object({ pupilId: z.uuid(), together: z.boolean() })
export type SiblingAnswer = z.infer<typeof SiblingAnswer>
