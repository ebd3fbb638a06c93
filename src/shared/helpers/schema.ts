import { z } from 'zod'
import { Username } from '#shared/accounts/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { HelpKind } from '#shared/helps/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** staff = somebody with an account of the school; volunteer and parent come from outside and are checked first. */
export const HelperKind = z.enum(['staff', 'volunteer', 'parent'])
export type HelperKind = z.infer<typeof HelperKind>

/** What is checked before somebody from outside meets a child, each with its last day (H-09). */
export const CheckKind = z.enum(['identity', 'record', 'training'])
export type CheckKind = z.infer<typeof CheckKind>

export const HelperCheck = z.object({ kind: CheckKind, doneOn: LocalDate, validTo: LocalDate })
export type HelperCheck = z.infer<typeof HelperCheck>

const Sex = z.enum(['male', 'female', 'unknown'])

/** One who helps, with what a pairing asks about; a phone number only masked. */
export const Helper = z.object({
  id: z.uuid(),
  kind: HelperKind,
  name: z.string(),
  userId: z.uuid().nullable(),
  sex: Sex,
  village: z.string().nullable(),
  languages: z.array(z.string()),
  phone: z.string().nullable(),
  /** Most children at a time; null = as the plan says. */
  mostChildren: z.int().nullable(),
  /** Last day on which all three checks hold; null = one is missing. Staff needs none here. */
  vettedTo: LocalDate.nullable(),
  checks: z.array(HelperCheck),
  /** Children helped now or agreed on. */
  children: z.int(),
  leftOn: LocalDate.nullable(),
  version: z.int(),
})
export type Helper = z.infer<typeof Helper>

const village = shortText().max(60).nullable().default(null)
const languages = z.array(shortText().min(1).max(20)).max(6).default([])
const mostChildren = z.int().min(1).max(40).nullable().default(null)

export const HelperInput = z
  .object({
    /** Made by the client: sending twice adds one. */
    id: z.uuid(),
    kind: HelperKind,
    /** Of somebody from outside; a member of staff is named by the account. */
    name: shortText().min(1).max(40).nullable().default(null),
    userId: z.uuid().nullable().default(null),
    sex: Sex.default('unknown'),
    village,
    languages,
    phone: shortText().max(30).nullable().default(null),
    mostChildren,
  })
  .refine(({ kind, name }) => kind === 'staff' || name !== null, { path: ['name'] })
  .refine(({ kind, userId }) => (kind === 'staff') === (userId !== null), { path: ['userId'] })
export type HelperInput = z.infer<typeof HelperInput>

/** `undefined` leaves a field, `null` clears it. */
export const HelperChange = z.object({
  version: z.int().min(1),
  name: shortText().min(1).max(40).optional(),
  sex: Sex.optional(),
  village: shortText().max(60).nullable().optional(),
  languages: z.array(shortText().min(1).max(20)).max(6).optional(),
  phone: shortText().max(30).nullable().optional(),
  mostChildren: z.int().min(1).max(40).nullable().optional(),
})
export type HelperChange = z.infer<typeof HelperChange>

export const CheckInput = z
  .object({ id: z.uuid(), kind: CheckKind, doneOn: LocalDate, validTo: LocalDate })
  .refine(({ doneOn, validTo }) => validTo >= doneOn, { path: ['validTo'] })
export type CheckInput = z.infer<typeof CheckInput>

export const HelperAccountInput = z.object({ id: z.uuid(), username: Username })
export type HelperAccountInput = z.infer<typeof HelperAccountInput>

/**
 * All that a volunteer ever sees of a child (H-09): the given name, what was agreed, where and under whose eyes, whom to
 * call. No family, no address, no class, no state of care.
 */
export const NeedToKnow = z.object({
  id: z.uuid(),
  startedOn: LocalDate,
  /** The place of a child in the pairing, and what it is called. */
  children: z.array(z.object({ memberId: z.uuid(), givenName: z.string() })),
  activity: z.string(),
  time: z.string(),
  place: z.string(),
  supervisor: z.string(),
  call: z.string(),
  /** What the volunteer has written down of it, the newest first. */
  helps: z.array(
    z.object({
      id: z.uuid(),
      heldOn: LocalDate,
      kind: HelpKind,
      minutes: z.int(),
      words: z.string().nullable(),
    }),
  ),
})
export type NeedToKnow = z.infer<typeof NeedToKnow>

export const OwnCard = z.object({
  name: z.string(),
  /** Why nothing is shown: a check has run out, or nobody is entrusted. */
  vetted: z.boolean(),
  checks: z.array(HelperCheck),
  entrusted: z.array(NeedToKnow),
})
export type OwnCard = z.infer<typeof OwnCard>
