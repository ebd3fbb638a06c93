import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { PairingModel } from '#shared/duties/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** The models of pairing that plans ask for. */
export const PairingKind = PairingModel.shape.kind
export type PairingKind = z.infer<typeof PairingKind>

/** What somebody is in a pairing: the child it is for, or one who helps; of a class pairing both are classes. */
export const Part = z.enum(['child', 'teacher', 'pupil', 'outside', 'class'])
export type Part = z.infer<typeof Part>
export const HelperPart = z.enum(['teacher', 'pupil', 'outside'])
export type HelperPart = z.infer<typeof HelperPart>

/** proposed = the consents are asked for; trial and active run; ended = from that day on nothing. */
export const PairingState = z.enum(['proposed', 'trial', 'active', 'ended'])
export type PairingState = z.infer<typeof PairingState>

/** child = a child wanted no more, for which no reason is asked (H-24). */
export const EndKind = z.enum(['child', 'helper', 'guardian', 'goalReached', 'moved', 'handedOver', 'school'])
export type EndKind = z.infer<typeof EndKind>

export const Party = z.enum(['self', 'guardian'])
export type Party = z.infer<typeof Party>

export const Member = z.object({
  id: z.uuid(),
  part: Part,
  /** Pupil, account, helper or class, by the part. */
  personId: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
})
export type Member = z.infer<typeof Member>

export const PairingLine = z.object({
  id: z.uuid(),
  kind: PairingKind,
  state: PairingState,
  members: z.array(Member),
  proposedOn: LocalDate,
  startedOn: LocalDate.nullable(),
  trialTo: LocalDate.nullable(),
  endedOn: LocalDate.nullable(),
  endKind: EndKind.nullable(),
  nextReviewOn: LocalDate.nullable(),
  reviewDue: z.boolean(),
  /** Somebody from outside takes part whose checks do not hold today: the child must not be met (H-09). */
  vettingLapsed: z.boolean(),
})
export type PairingLine = z.infer<typeof PairingLine>

/** What the two sides do together; under seal. The volunteer's card and the pupil's slip show this and no more. */
export const Agreed = z.object({
  activity: shortText().max(200).default(''),
  time: shortText().max(100).default(''),
  place: shortText().max(100).default(''),
  /** Whom at school to call, with the number. */
  call: shortText().max(60).default(''),
})
export type Agreed = z.infer<typeof Agreed>

export const Consent = z.object({
  memberId: z.uuid(),
  party: Party,
  /** Null = not asked yet. */
  agreed: z.boolean().nullable(),
  givenOn: LocalDate.nullable(),
  byName: z.string().nullable(),
})
export type Consent = z.infer<typeof Consent>

export const ReviewResult = z.enum(['well', 'partly', 'notYet'])
export type ReviewResult = z.infer<typeof ReviewResult>

export const PairingReview = z.object({
  id: z.uuid(),
  heldOn: LocalDate,
  result: ReviewResult,
  goesOn: z.boolean(),
  authorName: z.string().nullable(),
  /** Null for whoever may not read what is written about a child (readsPairingNotes). */
  note: z.string().nullable(),
})
export type PairingReview = z.infer<typeof PairingReview>

/** Somebody who may decide for the child: never a helper or an agent parent (H-21). */
export const LegalGuardian = z.object({
  id: z.uuid(),
  pupilId: z.uuid(),
  name: z.string(),
  relation: z.string(),
})
export type LegalGuardian = z.infer<typeof LegalGuardian>

export const PairingDetail = PairingLine.extend({
  version: z.int(),
  agreed: Agreed,
  supervisorId: z.uuid().nullable(),
  supervisorName: z.string().nullable(),
  follows: z.uuid().nullable(),
  consents: z.array(Consent),
  guardians: z.array(LegalGuardian),
  reviews: z.array(PairingReview),
  endNote: z.string().nullable(),
  may: z.object({ change: z.boolean(), review: z.boolean() }),
})
export type PairingDetail = z.infer<typeof PairingDetail>

const MemberInput = z.object({ id: z.uuid(), part: Part, personId: z.uuid() })
export type MemberInput = z.infer<typeof MemberInput>

export const PairingInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  kind: PairingKind,
  members: z.array(MemberInput).min(1).max(40),
  agreed: Agreed.default({ activity: '', time: '', place: '', call: '' }),
  supervisorId: z.uuid().nullable().default(null),
  /** The pairing that ends when this one begins. */
  follows: z.uuid().nullable().default(null),
})
export type PairingInput = z.infer<typeof PairingInput>

const isOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/** Each pairing and each member of one stands in a request once. */
export const ProposalInput = z.object({
  pairings: z
    .array(PairingInput)
    .min(1)
    .max(2000)
    .refine((all) => isOnce(all.map(({ id }) => id)), { params: { code: 'not-unique' } })
    .refine((all) => isOnce(all.flatMap(({ members }) => members.map(({ id }) => id))), {
      params: { code: 'not-unique' },
    }),
})
export type ProposalInput = z.infer<typeof ProposalInput>

export const ConsentInput = z.object({
  id: z.uuid(),
  memberId: z.uuid(),
  party: Party,
  agreed: z.boolean(),
  /** Which family member or carer answered for the child. */
  guardianId: z.uuid().nullable().default(null),
  givenOn: LocalDate,
})
export type ConsentInput = z.infer<typeof ConsentInput>

/** Several people who said yes, written down at once: each stays an answer of its own. A no is written down by itself. */
export const ConsentsInput = z.object({
  answers: z
    .array(ConsentInput.extend({ agreed: z.literal(true) }))
    .min(1)
    .max(30),
})
export type ConsentsInput = z.infer<typeof ConsentsInput>

export const StartInput = z.object({ trialTo: LocalDate })
export const AgreedChange = z.object({
  version: z.int().min(1),
  agreed: Agreed.optional(),
  supervisorId: z.uuid().nullable().optional(),
})
export type AgreedChange = z.infer<typeof AgreedChange>

export const ReviewInput = z.object({
  id: z.uuid(),
  heldOn: LocalDate,
  result: ReviewResult,
  /** A trial that goes on becomes a pairing for good. */
  goesOn: z.boolean(),
  note: z.string().trim().max(1000).default(''),
  nextOn: LocalDate.nullable().default(null),
})
export type ReviewInput = z.infer<typeof ReviewInput>

export const EndInput = z.object({ kind: EndKind, note: shortText().max(300).default('') })
export type EndInput = z.infer<typeof EndInput>

/** A child the plan asks a pairing for, and what is still missing of it. */
export const PairChild = z.object({
  id: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  /** Told to those who pair only. */
  keyTarget: z.boolean(),
  /** Helpers of today in words of parts; empty = nobody. */
  has: z.array(HelperPart),
  missing: z.array(z.enum([...HelperPart.options, 'class', 'group'])),
  covered: z.boolean(),
  /** A pairing is proposed: the next step is its consents. */
  proposed: z.uuid().nullable(),
})
export type PairChild = z.infer<typeof PairChild>

/** One who helps, with how much: the bar. */
export const HelperLoad = z.object({
  part: HelperPart,
  personId: z.uuid(),
  name: z.string(),
  /** Staff and pupils need no checks here. */
  vettedTo: LocalDate.nullable(),
  /** Within the reader's reach; others are a number only. */
  children: z.array(z.object({ id: z.uuid(), name: z.string() })),
  elsewhere: z.int(),
  most: z.int(),
})
export type HelperLoad = z.infer<typeof HelperLoad>

export const Coverage = z.object({
  /** Children the plan asks a pairing for. */
  children: z.int(),
  covered: z.int(),
  percent: z.number().nullable(),
  reviewsDue: z.int(),
})
export type Coverage = z.infer<typeof Coverage>

export const PairingOverview = z.object({
  scope: z.enum(['all', 'keyTargets']),
  /** Whether the school has named key targets; until then every child of the list counts. */
  named: z.boolean(),
  models: z.array(PairingModel),
  coverage: Coverage,
  children: z.array(PairChild),
  helpers: z.array(HelperLoad),
  pairings: z.array(PairingLine),
  may: z.object({ change: z.boolean(), keepHelpers: z.boolean() }),
})
export type PairingOverview = z.infer<typeof PairingOverview>

/** Wishes and bars of one child for who helps it. */
export const PairingNeed = z.object({
  version: z.int(),
  helperSex: z.enum(['any', 'same', 'male', 'female']),
  language: z.string().nullable(),
  sameVillage: z.boolean(),
  keyTarget: z.boolean(),
  /** Accounts, helpers or pupils. */
  relatives: z.array(z.uuid()),
  conflicts: z.array(z.uuid()),
})
export type PairingNeed = z.infer<typeof PairingNeed>

export const NeedInput = z.object({
  /** 0 = nothing was kept yet. */
  version: z.int().min(0),
  helperSex: z.enum(['any', 'same', 'male', 'female']),
  language: shortText().max(20).nullable(),
  sameVillage: z.boolean(),
  keyTarget: z.boolean(),
  relatives: z.array(z.uuid()).max(40),
  conflicts: z.array(z.uuid()).max(40),
})
export type NeedInput = z.infer<typeof NeedInput>

export const ChildPairings = z.object({
  pairings: z.array(PairingLine),
  child: PairChild.nullable(),
  need: PairingNeed.nullable(),
  may: z.object({ change: z.boolean() }),
})
export type ChildPairings = z.infer<typeof ChildPairings>

/** The printed slip of a pupil who helps: what was agreed, and nothing about the other child (H-24). */
export const Slip = z.object({
  helperNames: z.array(z.string()),
  givenNames: z.array(z.string()),
  activity: z.string(),
  time: z.string(),
  place: z.string(),
  supervisor: z.string(),
})
export type Slip = z.infer<typeof Slip>

/** Whom one may choose in a form. */
export const PairingChoices = z.object({
  children: z.array(z.object({ id: z.uuid(), name: z.string(), className: z.string().nullable() })),
  pupils: z.array(z.object({ id: z.uuid(), name: z.string(), className: z.string().nullable() })),
  staff: z.array(z.object({ id: z.uuid(), name: z.string() })),
  outside: z.array(z.object({ id: z.uuid(), name: z.string(), vettedTo: LocalDate.nullable() })),
  classes: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type PairingChoices = z.infer<typeof PairingChoices>

/** Why one may not help a child, whoever pairs them. */
export const Bar = z.enum(['relative', 'conflict', 'sex', 'village', 'language'])
export type Bar = z.infer<typeof Bar>

/** All hard rules, in the order in which they are looked at. */
export const Block = z.enum(['vetting', ...Bar.options, 'full'])
export type Block = z.infer<typeof Block>

/** Why one is a good choice. */
export const Merit = z.enum([
  'kept',
  'knows',
  'sameClass',
  'sameVillage',
  'sameLanguage',
  'sameSex',
  'hasRoom',
])
export type Merit = z.infer<typeof Merit>

export const SuggestionInput = z.object({ id: z.uuid(), part: HelperPart })
export type SuggestionInput = z.infer<typeof SuggestionInput>

const Named = z.object({ id: z.uuid(), name: z.string() })

export const SuggestedPair = z.object({
  child: Named.extend({ className: z.string().nullable() }),
  helper: Named,
  merits: z.array(Merit),
  /** The proposal of before, kept by this run. */
  pairingId: z.uuid().nullable(),
  others: z.array(Named.extend({ merits: z.array(Merit) })),
})
export type SuggestedPair = z.infer<typeof SuggestedPair>

/** A child for whom nobody was left, and how many helpers each rule keeps away. */
export const Unmatched = z.object({
  child: Named.extend({ className: z.string().nullable() }),
  blocks: z.array(z.object({ rule: Block, helpers: z.int() })),
})
export type Unmatched = z.infer<typeof Unmatched>

export const Suggestion = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  part: HelperPart,
  progress: z.object({
    step: z.enum(['waiting', 'rules', 'solving']),
    round: z.int(),
    gap: z.number().nullable(),
  }),
  /** Not kept anywhere until somebody accepts it. */
  result: z
    .object({
      pairs: z.array(SuggestedPair),
      unmatched: z.array(Unmatched),
      /** 0 = no better choice exists; else at most this share worse than the best. */
      gap: z.number(),
      children: z.int(),
      helpers: z.int(),
    })
    .nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>
