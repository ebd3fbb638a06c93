import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { ExcuseKind } from '#shared/excuses/schema.ts'
import { CareCategory, CareParts } from '#shared/marks/schema.ts'
import { Period, PeriodDetails } from '#shared/periods/schema.ts'

/** What a duty asks for, a key of rules/catalogue.ts. It stays when the rule changes its version. */
export const RuleKey = z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/)
export type RuleKey = z.infer<typeof RuleKey>

export const CardKind = z.enum(['talk', 'parentContact', 'homeVisit'])
export type CardKind = z.infer<typeof CardKind>

/** What shows that a duty was done: a card about a child, or a record of work for the duty itself. */
export const EvidenceKind = z.enum([...CardKind.options, 'work'])
export type EvidenceKind = z.infer<typeof EvidenceKind>

/** Whom a duty is owed for. */
export const SubjectKind = z.enum(['child', 'class', 'person', 'school'])
export type SubjectKind = z.infer<typeof SubjectKind>

const PairingKind = z.enum([
  'teacherAndPupil',
  'teacher',
  'class',
  'agentParent',
  'teacherAndOtherParent',
  'group3211',
  'volunteer',
  'pupil',
])

/** A rule without its name and time: what a school may set. */
export const RuleParams = PeriodDetails.extend({
  period: Period,
  /** Cards wanted in each window. */
  perPeriod: z.int().min(1).max(7),
  /** Whom a duty is owed for; a window and its membership mean this. */
  per: SubjectKind,
  /** Owed only while a helping teacher is named for the child. */
  paired: z.boolean().optional(),
  /** Owed only while the child is in a running pairing of this kind; a help of it fulfils it. */
  inPairing: PairingKind.optional(),
  /** Any one of these kinds fulfils it. */
  cardKinds: z.array(EvidenceKind).min(1).readonly(),
  performerRole: Role,
  /** Of a duty of persons: owed by everybody who works in the school, whatever the roles, each once. */
  allStaff: z.boolean().optional(),
  /** Duties of the school run in term only, duties of the family all year (K-20). */
  inTermOnly: z.boolean(),
  /** Weekly to monthly windows with fewer school days are none (K-23). */
  minSchoolDays: z.int().min(1).max(31),
  /** Days added to the due day; 0 = due on the last day of the window (K-25). */
  graceDays: z.int().min(0).max(31),
  /** The day the school promised it, which may be later than it takes effect. */
  adoptedOn: LocalDate.optional(),
})
export type RuleParams = z.infer<typeof RuleParams>

/** What adopting a plan makes of the stored duties, counted as rows. */
export const PlanOutcome = z.object({
  opened: z.int(),
  /** Nobody had begun them, and they are not asked for any more. */
  withdrawn: z.int(),
  /** Under way and ended early: done in time they count, not done they are neither missed nor counted (K-27). */
  ended: z.int(),
  /** Of the opened ones those whose due day is over already, where the plan begins in the past. */
  overdue: z.int(),
})
export type PlanOutcome = z.infer<typeof PlanOutcome>

/** One version of a rule. `effectiveTo` is the last day of its time; null = until the next version begins (K-27). */
export const Rule = RuleParams.extend({
  key: RuleKey,
  version: z.int().min(1),
  effectiveFrom: LocalDate,
  effectiveTo: LocalDate.nullable(),
})
export type Rule = z.infer<typeof Rule>

/** A time in which a duty is to be done. One rule's windows never overlap: `from` names a window. */
export const DutyWindow = z.object({
  from: LocalDate,
  to: LocalDate,
  /** Last day in time for a child on the list to the end (K-24, K-25). */
  dueOn: LocalDate,
  kind: Period,
  /** Cards wanted. */
  need: z.int(),
  /** School days in it; 0 outside terms. */
  schoolDays: z.int(),
  /** The following version ends it early: not done by then it is neither missed nor counted (K-27). */
  cut: z.boolean(),
})
export type DutyWindow = z.infer<typeof DutyWindow>

/** A time on the list; both ends included, null = still on it. */
export const Membership = z.object({ from: LocalDate, to: LocalDate.nullable() })
export type Membership = z.infer<typeof Membership>

/**
 * Missed = not done and overdue; late = done after the due day, for that window (K-25, K-26); ended = a change ended it
 * before it was done, neither missed nor counted (K-27).
 */
export const DutyState = z.enum(['upcoming', 'due', 'done', 'late', 'excused', 'missed', 'ended'])
export type DutyState = z.infer<typeof DutyState>

/** A duty as a plan sets it: `by` the plan's own number, or left to the school with a default. Off = no duty yet. */
const setting = <T extends z.ZodType>(period: T) =>
  z.object({ on: z.boolean(), by: z.enum(['plan', 'school']), period, performerRole: Role })

export const TalkSetting = setting(z.enum(['week', 'month'])).extend({ cardRequired: z.boolean() })
export const ContactSetting = setting(z.enum(['twoWeeks', 'month'])).extend({
  /** Times at which a talk with parents is prompted (P7-25). */
  prompts: z.array(z.enum(['holiday', 'termStart'])).readonly(),
})
export const VisitSetting = setting(z.literal('term')).extend({
  perTerm: z.int().min(1).max(5),
  /** Months of a visiting drive, 1–12 (P2-71, P2-88). */
  campaignMonths: z.array(z.int().min(1).max(12)).readonly(),
})

/** What a school sets itself of when a duty falls due. */
const RuleTimes = z.object({
  /** Of what an event begins. */
  days: z.int().min(1).max(92).optional(),
  /** Of a dated duty whose months the school chooses (P2-71, P2-88). */
  months: z.array(z.int().min(1).max(12)).min(1).max(12).readonly().optional(),
})

/** A further duty of a plan as a school takes it: by the plan's own number, or asked for without one (定期, 及时). */
export const PlanRule = RuleTimes.extend({
  key: RuleKey,
  on: z.boolean(),
  by: z.enum(['plan', 'school']),
  period: Period,
})
export type PlanRule = z.infer<typeof PlanRule>

export const TargetCategory = CareParts.extend({ category: CareCategory })
export type TargetCategory = z.infer<typeof TargetCategory>

/** As somebody sends them: each group once. */
export const OtherTargets = z
  .array(TargetCategory)
  .max(CareCategory.options.length)
  .refine((all) => new Set(all.map(({ category }) => category)).size === all.length, {
    params: { code: 'not-unique' },
  })

export const PairingModel = z.object({
  kind: PairingKind,
  /** Most children per helper; null = no limit. */
  maxChildren: z.int().min(1).nullable(),
})

/** What a care plan sets (X-05…X-36). Parts without duties yet are kept as data. */
export const PlanParams = z.object({
  unit: z.enum(['school', 'class', 'project']),
  definition: z.string(),
  otherTargets: z.array(TargetCategory).readonly(),
  talk: TalkSetting,
  parentContact: ContactSetting,
  visit: VisitSetting,
  priorities: z.array(z.enum(['safety', 'study', 'life', 'activity'])).readonly(),
  pairing: z.object({ scope: z.enum(['all', 'keyTargets']), models: z.array(PairingModel).readonly() }),
  /** Who keeps the archive; null = the school names somebody. */
  keeperRole: z.enum(['archiveKeeper', 'classTeacher', 'helpingTeacher']).nullable(),
  planCriteria: z
    .array(z.enum(['studyDecline', 'notDiligent', 'personality', 'conduct', 'suspectedOffence']))
    .readonly(),
  ones: z
    .array(
      z.object({
        key: z.enum([
          'call',
          'letter',
          'classTeacherContact',
          'subjectTeacherContact',
          'homeReturn',
          'phonePlace',
          'homePlace',
          'book',
          'warmth',
          'visit',
          'help',
          'informationCheck',
        ]),
        period: Period,
        actor: z.enum(['child', 'parent', 'either', 'school']),
      }),
    )
    .readonly(),
  /** Rates aimed at; percent null = a direction or a state without number. */
  targets: z
    .array(
      z.object({
        key: z.enum([
          'archive',
          'enrolment',
          'retention',
          'dropOut',
          'offence',
          'fewerChildren',
          'fiveGoals',
        ]),
        percent: z.number().min(0).max(100).nullable(),
      }),
    )
    .readonly(),
  /** Minutes until each is told; null = the plan gives none. */
  emergency: z.object({ carer: z.int(), parents: z.int(), authority: z.int() }).nullable(),
  meetings: z
    .array(z.object({ kind: z.enum(['meeting', 'symposium', 'forum']), period: Period.nullable() }))
    .readonly(),
  summaries: z
    .array(
      z.object({
        level: z.enum(['class', 'pairing', 'school']),
        period: z.enum(['term', 'schoolYear', 'civilYear']),
      }),
    )
    .readonly(),
  appraisal: z.enum(['yearEnd', 'scheme', 'homeInspection', 'points', 'ethics']).nullable(),
  agreements: z.array(z.enum(['safetyLetter', 'targetResponsibility', 'commitment'])).readonly(),
  /** The plan's further duties as the school took them; a preset proposes them by planRules. */
  rules: z.array(PlanRule).readonly().default([]),
})
export type PlanParams = z.infer<typeof PlanParams>

export const PlanPreset = z.object({
  key: z.string(),
  version: z.int().min(1),
  name: z.object({ zh: z.string(), en: z.string() }),
  params: PlanParams,
})
export type PlanPreset = z.infer<typeof PlanPreset>

/** Talk, contact and visit as the school wants them, where it departs from the preset; of the further duties those it takes, of its own and of other plans. */
export const PlanSettings = z.object({
  talk: TalkSetting.optional(),
  parentContact: ContactSetting.optional(),
  visit: VisitSetting.optional(),
  /** Whom else the plan looks after, and how far; without it as the plan has it. */
  otherTargets: OtherTargets.optional(),
  /** Nothing is owed that nobody promised: what is not named here is off. */
  rules: z
    .array(RuleTimes.extend({ key: RuleKey, on: z.boolean(), period: Period.optional() }))
    .max(200)
    .optional(),
})

export type PlanSettings = z.infer<typeof PlanSettings>

export const PlanInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  preset: z.string().max(40),
  /** One of the school's own plans, copied from the preset; without it the preset itself. */
  own: z.uuid().optional(),
  /** Key of the definition of who is on the list; without it the preset's own. */
  definition: z.string().max(40).optional(),
  effectiveFrom: LocalDate,
  settings: PlanSettings.default({}),
})
export type PlanInput = z.infer<typeof PlanInput>

export const CarePlan = z.object({
  id: z.uuid(),
  preset: z.string(),
  /** Of the preset, or the school's own. */
  name: PlanPreset.shape.name,
  ownPlanId: z.uuid().nullable(),
  params: PlanParams,
  definition: z.object({ id: z.uuid(), key: z.string(), version: z.int() }),
  effectiveFrom: LocalDate,
  effectiveTo: LocalDate.nullable(),
  rules: z.array(Rule.extend({ id: z.uuid() })),
})
export type CarePlan = z.infer<typeof CarePlan>

export const Duty = z.object({
  id: z.uuid(),
  key: RuleKey,
  subjectKind: SubjectKind,
  /** Null unless it is owed for a child. */
  pupilId: z.uuid().nullable(),
  /** What fulfils it, the first of its kinds. */
  evidence: EvidenceKind,
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  state: DutyState,
  /** 0 = today is the last day in time, negative = overdue. */
  daysLeft: z.int(),
  doneOn: LocalDate.nullable(),
  /** The card or the record of work that fulfils it. */
  doneCardId: z.uuid().nullable(),
  attempts: z.int(),
  lastAttemptOn: LocalDate.nullable(),
  /** The reason is for the child's teachers, counsellor and principal; null = not for the reader. */
  excuse: z
    .object({ kind: ExcuseKind, reason: z.string().nullable(), byName: z.string().nullable() })
    .nullable(),
  /** An excuse was asked for and waits for a second person; the duty is due until then. */
  excuseAsked: z.boolean(),
})
export type Duty = z.infer<typeof Duty>

/** One time of those a line of the day stands for. */
export const OpenWindow = z.object({
  dutyId: z.uuid(),
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  excuseAsked: z.boolean(),
})
export type OpenWindow = z.infer<typeof OpenWindow>
