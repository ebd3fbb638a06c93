import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { DeclaredBar } from '#shared/kin/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** R45: entrusted care, safety at home, two managers of one child (P1-38), a helper's promise (P11-10), staff with the school. */
export const AgreementKind = z.enum([
  'entrusted',
  'safetyHome',
  'joint',
  'commitment',
  'safetyStaff',
  'target',
])
export type AgreementKind = z.infer<typeof AgreementKind>

export const Part = z.enum(['guardian', 'carer', 'teacher', 'helper', 'staff', 'school'])
export type Part = z.infer<typeof Part>

export const AgreementState = z.enum(['missing', 'toSign', 'valid', 'ending', 'ended'])
export type AgreementState = z.infer<typeof AgreementState>

export const SignMethod = z.enum(['screen', 'paper', 'thumb'])
export type SignMethod = z.infer<typeof SignMethod>

const line = (max: number) => shortText().max(max)

/** How often the parents will speak with child and carer: once a week is the least the law knows (art. 23). */
export const ContactPromise = z.enum(['daily', 'twiceAWeek', 'weekly'])

/** What was agreed in this case. */
export const Terms = z.object({
  reason: line(200).default(''),
  duties: line(500).default(''),
  cost: line(200).default(''),
  contact: ContactPromise.nullable().default(null),
})
export type Terms = z.infer<typeof Terms>

const PartyInput = z
  .object({
    id: z.uuid(),
    part: Part,
    userId: z.uuid().nullable().default(null),
    memberId: z.uuid().nullable().default(null),
    carerId: z.uuid().nullable().default(null),
  })
  // One who signs is one person: an account, one of the family or a carer.
  .refine(({ userId, memberId, carerId }) => [userId, memberId, carerId].filter(Boolean).length <= 1, {
    params: { code: 'invalid' },
  })
export type PartyInput = z.infer<typeof PartyInput>

/** The carer's own word on each bar of the law: false = does not hold. */
export const Declaration = z.record(DeclaredBar, z.boolean())

export const AgreementInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  kind: AgreementKind,
  pupilId: z.uuid().nullable().default(null),
  staffId: z.uuid().nullable().default(null),
  from: LocalDate,
  to: LocalDate.nullable().default(null),
  parties: z.array(PartyInput).min(1).max(6),
  terms: Terms.nullable().default(null),
  /** Entrusted care only. */
  declaration: Declaration.nullable().default(null),
  toldSchoolOn: LocalDate.nullable().default(null),
  toldVillageOn: LocalDate.nullable().default(null),
  opinion: line(500).nullable().default(null),
})
export type AgreementInput = z.infer<typeof AgreementInput>

export const SignInput = z.object({
  partyId: z.uuid(),
  method: SignMethod,
  /** The drawn signature, or the scan of the paper. */
  attachmentId: z.uuid(),
  on: LocalDate,
  witness: line(60).nullable().default(null),
})
export type SignInput = z.infer<typeof SignInput>

export const EndInput = z.object({ version: z.int().min(1), on: LocalDate, reason: line(200).min(1) })
export type EndInput = z.infer<typeof EndInput>

const Wording = z.object({
  version: z.int(),
  /** Null: the preset's words, in the reader's language. */
  title: z.string().nullable(),
  body: z.string().nullable(),
})

export const Party = z.object({
  id: z.uuid(),
  part: Part,
  name: z.string(),
  /** Of a member or carer: what the child calls them. */
  relation: z.string().nullable(),
  signedOn: LocalDate.nullable(),
  method: SignMethod.nullable(),
  attachmentId: z.uuid().nullable(),
  witness: z.string().nullable(),
  mayRecord: z.boolean(),
})
export type Party = z.infer<typeof Party>

export const Agreement = z.object({
  id: z.uuid(),
  kind: AgreementKind,
  child: z.object({ id: z.uuid(), name: z.string(), className: z.string().nullable() }).nullable(),
  staffName: z.string().nullable(),
  text: Wording,
  from: LocalDate,
  to: LocalDate.nullable(),
  endedOn: LocalDate.nullable(),
  endReason: z.string().nullable(),
  state: AgreementState,
  terms: Terms.nullable(),
  /** False: reasons, costs and scans are left out, and nothing is printed that somebody would sign in part. */
  whole: z.boolean(),
  declaredOn: LocalDate.nullable(),
  toldSchoolOn: LocalDate.nullable(),
  toldVillageOn: LocalDate.nullable(),
  /** That the child was heard; the words only for whoever heard them and the counsellor (H-06). */
  opinion: z.object({ heardOn: LocalDate, text: z.string().nullable() }).nullable(),
  parties: z.array(Party),
  schoolName: z.string(),
  mayEnd: z.boolean(),
  version: z.int(),
})
export type Agreement = z.infer<typeof Agreement>

/** One line of a round or of a child: an agreement, or that one is missing. */
export const AgreementLine = z.object({
  id: z.uuid().nullable(),
  kind: AgreementKind,
  state: AgreementState,
  childId: z.uuid().nullable(),
  name: z.string(),
  staffName: z.string().nullable(),
  staffId: z.uuid().nullable(),
  className: z.string().nullable(),
  classId: z.uuid().nullable(),
  from: LocalDate.nullable(),
  to: LocalDate.nullable(),
  unsigned: z.int(),
})
export type AgreementLine = z.infer<typeof AgreementLine>

const Counts = z.object({
  missing: z.int(),
  toSign: z.int(),
  valid: z.int(),
  ending: z.int(),
  ended: z.int(),
})
export type Counts = z.infer<typeof Counts>

export const RoundQuery = z.object({
  /** Left out: the kind that lacks most signatures. */
  kind: AgreementKind.optional(),
  classId: z.uuid().optional(),
  state: AgreementState.optional(),
})
export type RoundQuery = z.infer<typeof RoundQuery>

export const Round = z.object({
  kind: AgreementKind,
  counts: Counts,
  classes: z.array(z.object({ id: z.uuid(), name: z.string(), counts: Counts })),
  /** At most 300. */
  lines: z.array(AgreementLine),
  mayKeep: z.boolean(),
  /** Of a class teacher the own classes: a child helped elsewhere is another's to keep; null = all. */
  keepsClasses: z.array(z.uuid()).nullable(),
})
export type Round = z.infer<typeof Round>

export const Candidate = z.object({
  /** `member:…`, `carer:…` or `user:…`. */
  key: z.string(),
  name: z.string(),
  relation: z.string().nullable(),
})
export type Candidate = z.infer<typeof Candidate>

/** What a form needs: the words in force, and who can be which part. */
export const FormFacts = z.object({
  today: LocalDate,
  text: Wording,
  child: z.object({ id: z.uuid(), name: z.string(), age: z.int() }).nullable(),
  parts: z.array(z.object({ part: Part, candidates: z.array(Candidate) })),
  staff: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type FormFacts = z.infer<typeof FormFacts>

export const TextInput = z.object({
  id: z.uuid(),
  kind: AgreementKind,
  /** The version it was written from; somebody else's newer one is a conflict. */
  version: z.int().min(0),
  title: shortText().min(1).max(60),
  body: z.string().trim().min(1).max(4000),
})
export type TextInput = z.infer<typeof TextInput>

export const AgreementText = z.object({ kind: AgreementKind, ...Wording.shape })
export type AgreementText = z.infer<typeof AgreementText>
