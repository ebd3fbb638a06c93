import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { LegalBasis, MemberState, Phone } from '#shared/children/schema.ts'
import { Role } from '#shared/access/schema.ts'
import { LEGAL_ACTS } from '#shared/family/rules/legal.ts'
import { HomeOften, NamedKind, NoContact } from '#shared/kin/schema.ts'

export const ContactRecord = z.enum(['member', 'carer', 'named'])
export type ContactRecord = z.infer<typeof ContactRecord>

/** Somebody on the contact card (联系卡, P2-20…24, R07). Numbers and addresses are masked. */
export const ContactPerson = z.object({
  id: z.uuid(),
  record: ContactRecord,
  relation: z.string(),
  name: z.string().nullable(),
  state: MemberState,
  age: z.int().nullable(),
  caresNow: z.boolean(),
  awayNow: z.boolean(),
  place: z.string().nullable(),
  homeOften: HomeOften.nullable(),
  phoneMasked: z.string().nullable(),
  verifiedOn: LocalDate.nullable(),
  /** Nobody has confirmed the number for longer than the school allows. */
  stale: z.boolean(),
  deadOn: LocalDate.nullable(),
  bestTime: z.string().nullable(),
  workUnit: z.string().nullable(),
  workPhoneMasked: z.string().nullable(),
  workAddressMasked: z.string().nullable(),
  occupation: z.string().nullable(),
  health: z.string().nullable(),
  addressMasked: z.string().nullable(),
  noContact: NoContact.nullable(),
  /** Null: nothing by law. */
  basis: LegalBasis.nullable(),
  acts: z.array(z.enum(LEGAL_ACTS)),
  /** Whether the number may be offered to be called. */
  mayRing: z.boolean(),
  /** For now nobody rings this person without asking the principal first; why is not said (H-04). */
  askFirst: z.boolean(),
  /** Of somebody named by hand, who is not of the family; `version` for changing it. */
  named: z.object({ kind: NamedKind, version: z.int() }).nullable(),
})
export type ContactPerson = z.infer<typeof ContactPerson>

/** A number that one of the school has published to the parents of the own children (H-30). */
export const StaffContact = z.object({
  userId: z.uuid(),
  name: z.string(),
  role: Role,
  kind: z.enum(['office', 'mobile']),
  phone: z.string(),
})
export type StaffContact = z.infer<typeof StaffContact>

export const RoundKind = z.enum(['yearly', 'termly'])
export type RoundKind = z.infer<typeof RoundKind>

export const ContactRound = z.object({ id: z.uuid(), kind: RoundKind, from: LocalDate, to: LocalDate })
export type ContactRound = z.infer<typeof ContactRound>

export const CheckState = z.enum(['open', 'confirmed', 'corrected', 'notMine'])
export type CheckState = z.infer<typeof CheckState>
export const CheckWay = z.enum(['link', 'phone', 'paper'])
export type CheckWay = z.infer<typeof CheckWay>

/** How far one child is in a round; `linkUntil`: a link is out and not answered. */
const CheckNow = z.object({
  state: CheckState,
  way: CheckWay.nullable(),
  answeredAt: z.string().nullable(),
  linkUntil: z.string().nullable(),
})

export const ContactProposal = z.object({
  id: z.uuid(),
  record: ContactRecord,
  recordId: z.uuid(),
  relation: z.string(),
  /** Null: the number reaches nobody any more. */
  phoneMasked: z.string().nullable(),
  givenAt: z.string(),
})
export type ContactProposal = z.infer<typeof ContactProposal>

export const ContactChange = z.object({
  id: z.uuid(),
  at: z.string(),
  /** Null: a guardian, by a link. */
  byName: z.string().nullable(),
  relation: z.string(),
  fields: z.array(z.string()),
  phoneWas: z.string().nullable(),
  phoneIs: z.string().nullable(),
  source: z.enum(['school', 'guardian', 'phone', 'paper']),
})
export type ContactChange = z.infer<typeof ContactChange>

export const ContactCard = z.object({
  child: z.object({
    id: z.uuid(),
    name: z.string(),
    className: z.string().nullable(),
    phoneMasked: z.string().nullable(),
    addressMasked: z.string().nullable(),
    village: z.string().nullable(),
  }),
  /** In the order in which one rings: who cares now, parents, others. Nobody who has died. */
  people: z.array(ContactPerson),
  staff: z.array(StaffContact),
  staleMonths: z.int(),
  round: ContactRound.nullable(),
  check: CheckNow.nullable(),
  proposals: z.array(ContactProposal),
  /** The newest 50. */
  history: z.array(ContactChange),
  may: z.object({ change: z.boolean() }),
})
export type ContactCard = z.infer<typeof ContactCard>

/** Full numbers for one printed card; people not to be contacted are not on it. */
export const PrintedCard = z.object({
  phone: z.string().nullable(),
  address: z.string().nullable(),
  people: z.array(
    z.object({
      id: z.uuid(),
      phone: z.string().nullable(),
      workPhone: z.string().nullable(),
      workAddress: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
})
export type PrintedCard = z.infer<typeof PrintedCard>

/** What was heard by telephone or on paper of each number: right, or reaching nobody. */
export const ContactCheckInput = z.object({
  way: z.enum(['phone', 'paper']),
  confirmed: z.array(z.uuid()).max(30).default([]),
  dead: z.array(z.uuid()).max(30).default([]),
})
export type ContactCheckInput = z.infer<typeof ContactCheckInput>

/** The path is shown once: only its hash is kept. */
export const ContactLink = z.object({ path: z.string(), until: z.string() })
export type ContactLink = z.infer<typeof ContactLink>

export const RoundInput = z.object({ id: z.uuid(), kind: RoundKind, to: LocalDate })
export type RoundInput = z.infer<typeof RoundInput>

const Progress = z.object({
  total: z.int(),
  done: z.int(),
  notMine: z.int(),
  linkOut: z.int(),
  /** Children with a number that waits for somebody to agree. */
  toAgree: z.int(),
})

/** The round of today with its progress by class, and the children of one class. */
export const RoundState = z.object({
  round: ContactRound.nullable(),
  classes: z.array(Progress.extend({ classId: z.uuid(), className: z.string() })),
  children: z.array(CheckNow.extend({ pupilId: z.uuid(), name: z.string(), toAgree: z.int() })),
  may: z.object({ start: z.boolean() }),
})
export type RoundState = z.infer<typeof RoundState>

export const OwnNumbers = z.object({
  office: z.string().nullable(),
  mobile: z.string().nullable(),
  published: z.enum(['none', 'office', 'mobile']),
  version: z.int(),
})
export type OwnNumbers = z.infer<typeof OwnNumbers>

/** `version` 0: there were none yet. */
export const OwnNumbersInput = z.object({
  office: Phone.nullable(),
  mobile: Phone.nullable(),
  published: z.enum(['none', 'office', 'mobile']),
  version: z.int().min(0),
})
export type OwnNumbersInput = z.infer<typeof OwnNumbersInput>
