import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CLEARS, FILE_FIELDS } from '#shared/children/rules/file.ts'
import { CareCategory, CareMark } from '#shared/marks/schema.ts'
import { AwayPlace, CarerFacts, MemberContact } from '#shared/kin/schema.ts'
import { normalisePhone } from '#shared/roster/rules/phone.ts'
import { shortText } from '#shared/text/schema.ts'

/** Who counts as a parent: natural, adoptive and step-parents, nobody else. */
export const ParentRelation = z.enum([
  'father',
  'mother',
  'adoptiveFather',
  'adoptiveMother',
  'stepFather',
  'stepMother',
])
export type ParentRelation = z.infer<typeof ParentRelation>

/** Why a parent is away; only the kinds a definition names count towards it (K-10). */
export const AbsenceKind = z.enum(['work', 'prison', 'illness', 'lost', 'other'])
export type AbsenceKind = z.infer<typeof AbsenceKind>

/** `from` = first day away, null = not known; `to` = first day at home again, null = still away (K-10). */
export const Absence = z.object({ from: LocalDate.nullable(), to: LocalDate.nullable(), kind: AbsenceKind })
export type Absence = z.infer<typeof Absence>

export const ParentFacts = z.object({
  relation: ParentRelation,
  state: z.enum(['present', 'dead', 'unknown']),
  /** Without guardianship capacity (无监护能力). */
  incapable: z.boolean(),
  /** Since when dead or without capacity, where known; decides the first day only (K-14). */
  unableFrom: LocalDate.nullable().optional(),
  absences: z.array(Absence).readonly(),
})
export type ParentFacts = z.infer<typeof ParentFacts>

export const Residence = z.enum(['rural', 'urban', 'unknown'])
export type Residence = z.infer<typeof Residence>

/** What a definition looks at, as known on the as-of date. Grade 0 = kindergarten, null = not known. */
export const ChildFacts = z.object({
  birthDate: LocalDate.nullable(),
  residence: Residence,
  grade: z.int().min(0).max(12).nullable(),
  parents: z.array(ParentFacts).readonly(),
})
export type ChildFacts = z.infer<typeof ChildFacts>

export const DefinitionParams = z.object({
  /** Which parents must be away. */
  parentsAway: z.enum(['both', 'oneOrBoth', 'bothOrOneWithUnableOther']),
  /** Whole calendar months away before a child counts (X-02, K-02); 0 = from the first day. */
  minMonthsAway: z.int().min(0).max(60),
  /** Days at home that do not break an absence (K-11). */
  allowedGapDays: z.int().min(0).max(90),
  /** A child counts until the day before this birthday; null = no age limit (X-03, F03). */
  ageBelow: z.int().min(1).max(30).nullable(),
  /** Grades that count; null = all. */
  grades: z.array(z.int().min(0).max(12)).min(1).readonly().nullable(),
  /** */
  residence: z.enum(['rural', 'any']),
  absenceKinds: z.array(AbsenceKind).min(1).readonly(),
})
export type DefinitionParams = z.infer<typeof DefinitionParams>

/** A named, versioned rule; figures keep key and version. A changed parameter is a new version. */
export const Definition = z.object({
  key: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .max(40),
  version: z.int().min(1),
  params: DefinitionParams,
})
export type Definition = z.infer<typeof Definition>

const who = ParentRelation
const day = LocalDate

/** Why a child counts or does not, as codes with values; the client words them. */
export const Reason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('bothParentsAway'), from: day.nullable(), months: z.int() }),
  z.object({ code: z.literal('oneParentAway'), who, from: day.nullable(), months: z.int() }),
  /** At home on a visit that does not break the absence; the last day it can still last (K-11). */
  z.object({ code: z.literal('onVisit'), who, homeSince: day, lastDay: day }),
  z.object({ code: z.literal('otherParentUnable'), who, because: z.enum(['incapable', 'dead']) }),
  z.object({ code: z.literal('otherParentAtHome'), who }),
  z.object({ code: z.literal('otherParentDead'), who }),
  /** `who` null: no other parent is on the file. */
  z.object({ code: z.literal('otherParentUnknown'), who: who.nullable() }),
  /** Away, but not yet long enough; would count from that day on if nothing changes. */
  z.object({ code: z.literal('notLongEnough'), from: day, minMonths: z.int(), countsFrom: day.nullable() }),
  z.object({ code: z.literal('absenceStartUnknown'), who }),
  z.object({ code: z.literal('noParentAway') }),
  z.object({ code: z.literal('parentReturned'), who, on: day }),
  z.object({ code: z.literal('awayForOtherReason'), who, kind: AbsenceKind }),
  /** No living, known parent: not left behind, but never to be overlooked. */
  z.object({ code: z.literal('noParentLivingOrKnown') }),
  z.object({ code: z.literal('ageLimitReached'), ageBelow: z.int(), on: day }),
  z.object({ code: z.literal('birthDateUnknown') }),
  z.object({ code: z.literal('notRural') }),
  z.object({ code: z.literal('residenceUnknown') }),
  z.object({ code: z.literal('gradeOutside'), grade: z.int() }),
  z.object({ code: z.literal('gradeUnknown') }),
])
export type Reason = z.infer<typeof Reason>

export const AwayKind = z.enum(['bothAway', 'oneAway', 'oneAwayOtherUnable', 'none'])
export type AwayKind = z.infer<typeof AwayKind>

/** The answer of one definition for one child on one day. */
export const Outcome = z.object({
  result: z.enum(['counted', 'not', 'toVerify']),
  /** First day of the unbroken time the child counts; null when not counted or the start is not known. */
  since: LocalDate.nullable(),
  /** When only time is missing: the first day the child will count if nothing changes. */
  expectedFrom: LocalDate.nullable(),
  kind: AwayKind,
  reasons: z.array(Reason).readonly(),
  /** Someone should find out more: an unknown parent, residence, birth date or start stands in the way (K-13, K-15). */
  check: z.boolean(),
})
export type Outcome = z.infer<typeof Outcome>

/** Who cares for the child; nobody and uncertain are answers, urgent ones (K-76). */
export const CarerKind = z.enum(['parent', 'grandparent', 'relative', 'friend', 'nobody', 'uncertain'])
export type CarerKind = z.infer<typeof CarerKind>

/** A code of rules/relations.ts (father, grandmother …) or the school's own word (邻居). */
export const Relation = shortText().min(1).max(20)
export type Relation = z.infer<typeof Relation>

/** Mobile, or area code and number, as K-74 reads it; blanks and dashes are removed. */
export const Phone = z.string().transform((text, context) => {
  const reading = normalisePhone(text)
  if (reading.ok && reading.phone !== null) return reading.phone
  context.addIssue({ code: 'custom', params: { code: 'phone-invalid' } })
  return z.NEVER
})

/** Rows of the list. What somebody typed (`q`, `is`, `from`, `to`) may be a name: it travels in a body only (H-02). */
export const ChildrenQuery = z.object({
  /** `list`: who counts under the definition; `all`: every pupil of today. */
  view: z.enum(['list', 'all']).default('list'),
  /** Key of the definition that decides `list`; without it the school's primary one. */
  definition: z.string().max(40).optional(),
  classId: z.uuid().optional(),
  /** Part of the name, full pinyin or its initials. */
  q: shortText().max(60).optional(),
  only: z.enum(['toVerify', 'urgent', 'incomplete', 'noLongerCounted']).optional(),
  /** Pupils who carry this mark today, on the list or not; for those who may know it. */
  mark: CareCategory.optional(),
  /** A field of the school's own; `is`: exactly, of a text a part; `from`, `to`: of numbers and dates, both included. */
  own: z.uuid().optional(),
  is: shortText().max(60).optional(),
  from: z.string().max(20).optional(),
  to: z.string().max(20).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type ChildrenQuery = z.infer<typeof ChildrenQuery>
/** What may stand in an address: no name, and nothing that says why a child is looked after. */
export const ListQuery = ChildrenQuery.pick({
  view: true,
  definition: true,
  classId: true,
  only: true,
  page: true,
})

const FileField = z.enum(FILE_FIELDS)
export const FileState = z.enum(['none', 'open', 'complete', 'closed'])
export type FileState = z.infer<typeof FileState>

const CarerNow = z.object({ kind: CarerKind, relation: z.string(), name: z.string().nullable() })

export const ChildRow = z.object({
  id: z.uuid(),
  name: z.string(),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  sex: z.enum(['male', 'female', 'unknown']),
  /** Full years today. */
  age: z.int(),
  boarding: z.boolean().nullable(),
  /** Keys of the definitions under which the child counts, and under which somebody should find out more. */
  statusTags: z.array(z.string()),
  toVerify: z.array(z.string()),
  /** Null = nobody has asked yet. */
  carerNow: CarerNow.nullable(),
  fileState: FileState,
  /** Null without a number, or when the person may not see contacts. */
  phoneMasked: z.string().nullable(),
  /** Required fields of the file that are empty (K-52). */
  missing: z.int(),
})
export type ChildRow = z.infer<typeof ChildRow>

export const ChildrenPage = z.object({
  rows: z.array(ChildRow),
  page: z.int(),
  /** Rows of a page at most. */
  size: z.int(),
  total: z.int(),
})
export type ChildrenPage = z.infer<typeof ChildrenPage>

const Basics = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: LocalDate,
  age: z.int(),
  ethnic: z.string().nullable(),
  residence: Residence,
  boarding: z.boolean().nullable(),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  grade: z.int().nullable(),
  studentNo: z.string().nullable(),
  idKind: z.enum(['resident', 'none', 'other']),
  idMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  addressMasked: z.string().nullable(),
  village: z.string().nullable(),
  joinedOn: LocalDate,
  leftOn: LocalDate.nullable(),
})
export type Basics = z.infer<typeof Basics>

export const MemberState = z.enum(['present', 'dead', 'unknown'])

export const MemberAbsence = Absence.extend({
  ...AwayPlace.shape,
  id: z.uuid(),
  version: z.int(),
  place: z.string().nullable(),
  workUnit: z.string().nullable(),
  note: z.string().nullable(),
})
export type MemberAbsence = z.infer<typeof MemberAbsence>

export const Member = z.object({
  id: z.uuid(),
  version: z.int(),
  relation: z.string(),
  name: z.string().nullable(),
  state: MemberState,
  /** Without guardianship capacity. */
  incapable: z.boolean(),
  isGuardian: z.boolean().nullable(),
  bornOn: LocalDate.nullable(),
  idMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  phoneVerifiedOn: LocalDate.nullable(),
  /** When the member can best be reached, in the family's words. */
  bestTime: z.string().nullable(),
  addressMasked: z.string().nullable(),
  workUnit: z.string().nullable(),
  ...MemberContact.shape,
  awayNow: z.boolean(),
  /** Newest first. */
  absences: z.array(MemberAbsence),
})
export type Member = z.infer<typeof Member>

export const LegalBasis = z.enum(['parent', 'legalGuardian', 'entrusted', 'helper'])

export const Carer = z.object({
  id: z.uuid(),
  version: z.int(),
  memberId: z.uuid().nullable(),
  kind: CarerKind,
  relation: z.string(),
  name: z.string().nullable(),
  bornOn: LocalDate.nullable(),
  phoneMasked: z.string().nullable(),
  phoneVerifiedOn: LocalDate.nullable(),
  occupation: z.string().nullable(),
  health: z.string().nullable(),
  legalBasis: LegalBasis,
  ...CarerFacts.shape,
  /** Null = since nobody knows when. */
  from: LocalDate.nullable(),
  /** Last day; null = still. */
  to: LocalDate.nullable(),
  reason: z.string().nullable(),
})
export type Carer = z.infer<typeof Carer>

/** One definition's answer today, computed from the facts of now. */
export const StatusNow = z.object({
  key: z.string(),
  version: z.int(),
  /** The school's rule for this key; a preset the school has not touched counts with its own numbers. */
  params: DefinitionParams,
  isPrimary: z.boolean(),
  outcome: Outcome,
})
export type StatusNow = z.infer<typeof StatusNow>

/** Why a stored status ended: facts changed, another kind, the rule's next version, or the pupil left. */
export const StatusEnd = z.object({
  because: z.enum(['noLonger', 'changed', 'definitionReplaced', 'left']),
  reasons: z.array(Reason),
})
export type StatusEnd = z.infer<typeof StatusEnd>

/** A decision as it was taken: rule, version, as-of date and reasons (K-17). Both ends included. */
export const StatusPeriod = z.object({
  id: z.uuid(),
  key: z.string(),
  version: z.int(),
  result: z.enum(['counted', 'toVerify']),
  kind: AwayKind,
  from: LocalDate,
  to: LocalDate.nullable(),
  asOf: LocalDate,
  reasons: z.array(Reason),
  ended: StatusEnd.nullable(),
})
export type StatusPeriod = z.infer<typeof StatusPeriod>

const Clear = z.enum(CLEARS)
const ClearGap = z.enum([
  ...FILE_FIELDS,
  'character',
  'interests',
  'health',
  'fatherContact',
  'motherContact',
  'carerContact',
])

/** What the file itself says, beyond the register, as far as the reader's tiers go. */
const FilePart = z.object({
  id: z.uuid(),
  version: z.int(),
  openedOn: LocalDate,
  closedOn: LocalDate.nullable(),
  keeperId: z.uuid().nullable(),
  keeperName: z.string().nullable(),
  /** By key of the catalogue (rules/fields.ts) or of an own field; what is empty is left out. */
  fields: z.record(z.string(), z.string()),
  /** Observations older than their time: written anew they show again (H-06). */
  outdated: z.array(z.string()),
})
export type FilePart = z.infer<typeof FilePart>

/** Everything a child's page shows, in one answer. Next duty and last contact come from the duties. */
export const CareFile = z.object({
  basics: Basics,
  /** Null while no file is open. */
  file: FilePart.nullable(),
  members: z.array(Member),
  /** Newest first. */
  carers: z.array(Carer),
  /**
   * Entries of the file, also the child's own id for the number kept with it, whom for now nobody rings without asking the principal
   * first; why is not said (H-04).
   */
  askFirst: z.array(z.uuid()),
  carerNowId: z.uuid().nullable(),
  /** Today under every definition, the primary one first. */
  statuses: z.array(StatusNow),
  history: z.array(StatusPeriod),
  /** Why else a plan looks after the child, as far as this person may know it; what holds today first. */
  marks: z.array(CareMark),
  clears: z.array(z.object({ clear: Clear, met: z.boolean(), missing: z.array(ClearGap) })),
  clearsPercent: z.number().nullable(),
  archive: z.object({ complete: z.boolean(), opened: z.boolean(), missing: z.array(FileField) }),
  /** Different people who have opened this file. */
  seenBy: z.int(),
  /** What this person may do here, for the buttons. */
  may: z.object({
    /** Tiers of the file that open for this person; fields of others are not sent. */
    tiers: z.array(z.enum(['basic', 'contact', 'case', 'psych'])),
    changeFile: z.boolean(),
    changeBasics: z.boolean(),
    closeFile: z.boolean(),
    mark: z.boolean(),
    revealId: z.boolean(),
  }),
})
export type CareFile = z.infer<typeof CareFile>

/** Fields left out stay; null clears. `version` is the one the person read. */
export const BasicsChange = z.object({
  version: z.int().min(1),
  phone: Phone.nullable().optional(),
  address: shortText().min(1).max(200).nullable().optional(),
  village: shortText().min(1).max(60).nullable().optional(),
  boarding: z.boolean().nullable().optional(),
  residence: Residence.optional(),
  ethnic: shortText().min(1).max(20).nullable().optional(),
  studentNo: shortText().min(1).max(40).nullable().optional(),
})
export type BasicsChange = z.infer<typeof BasicsChange>
