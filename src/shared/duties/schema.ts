import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'

/** What a duty asks for. The key stays when the rule changes its version. */
export const RuleKey = z.enum(['talk', 'parentContact', 'homeVisit'])
export type RuleKey = z.infer<typeof RuleKey>

export const CardKind = z.enum(['talk', 'parentContact', 'homeVisit'])
export type CardKind = z.infer<typeof CardKind>

export const Period = z.enum(['week', 'twoWeeks', 'month', 'term', 'schoolYear', 'civilYear', 'once'])
export type Period = z.infer<typeof Period>

/** A rule without its name and time: what a school may set. */
export const RuleParams = z.object({
  period: Period,
  /** Cards wanted in each window. */
  perPeriod: z.int().min(1).max(7),
  /** Whom a duty is owed for; a window and its membership mean this. */
  per: z.enum(['child']),
  /** Any one of these kinds fulfils it. */
  cardKinds: z.array(CardKind).min(1).readonly(),
  performerRole: Role,
  /** Duties of the school run in term only, duties of the family all year (K-20). */
  inTermOnly: z.boolean(),
  /** Weekly to monthly windows with fewer school days are none (K-23). */
  minSchoolDays: z.int().min(1).max(31),
  /** Days added to the due day; 0 = due on the last day of the window (K-25). */
  graceDays: z.int().min(0).max(31),
})
export type RuleParams = z.infer<typeof RuleParams>

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
})
export type DutyWindow = z.infer<typeof DutyWindow>

/** A time on the list; both ends included, null = still on it. */
export const Membership = z.object({ from: LocalDate, to: LocalDate.nullable() })
export type Membership = z.infer<typeof Membership>

/** Missed = not done and overdue; late = done after the due day, for that window (K-25, K-26). */
export const DutyState = z.enum(['upcoming', 'due', 'done', 'late', 'excused', 'missed'])
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

export const TargetCategory = z.object({
  category: z.enum([
    'singleParent',
    'disabled',
    'orphan',
    'migrantWorkersChild',
    'studyDifficulty',
    'poverty',
  ]),
  survey: z.boolean(),
  archive: z.boolean(),
  duties: z.boolean(),
})
export type TargetCategory = z.infer<typeof TargetCategory>

export const PairingModel = z.object({
  kind: z.enum([
    'teacherAndPupil',
    'teacher',
    'class',
    'agentParent',
    'teacherAndOtherParent',
    'group3211',
    'volunteer',
    'pupil',
  ]),
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
})
export type PlanParams = z.infer<typeof PlanParams>

export const PlanPreset = z.object({
  key: z.string(),
  version: z.int().min(1),
  name: z.object({ zh: z.string(), en: z.string() }),
  params: PlanParams,
})
export type PlanPreset = z.infer<typeof PlanPreset>

/** Talk, contact and visit as the school wants them, where it departs from the preset. */
export const PlanSettings = z.object({
  talk: TalkSetting.optional(),
  parentContact: ContactSetting.optional(),
  visit: VisitSetting.optional(),
})

export const PlanInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  preset: z.string().max(40),
  /** Key of the definition of who is on the list; without it the preset's own. */
  definition: z.string().max(40).optional(),
  effectiveFrom: LocalDate,
  settings: PlanSettings.default({}),
})
export type PlanInput = z.infer<typeof PlanInput>

export const CarePlan = z.object({
  id: z.uuid(),
  preset: z.string(),
  name: PlanPreset.shape.name,
  params: PlanParams,
  definition: z.object({ id: z.uuid(), key: z.string(), version: z.int() }),
  effectiveFrom: LocalDate,
  effectiveTo: LocalDate.nullable(),
  rules: z.array(Rule.extend({ id: z.uuid() })),
})
export type CarePlan = z.infer<typeof CarePlan>

/** What a plan would ask of each class in the current term, before a school promises it (F09, F10, F29). */
export const PlanLoad = z.object({
  preset: z.string(),
  definition: z.string(),
  term: z.object({ name: z.string(), from: LocalDate, to: LocalDate, teachingWeeks: z.int() }).nullable(),
  /** Windows of each rule in the term. */
  windows: z.array(z.object({ key: RuleKey, period: Period, count: z.int() })),
  classes: z.array(
    z.object({
      classId: z.uuid().nullable(),
      className: z.string().nullable(),
      teachers: z.array(z.string()),
      children: z.int(),
      cards: z.array(z.object({ key: RuleKey, expected: z.int() })),
      total: z.int(),
      /** Cards a teaching week, one decimal; null without teaching weeks. */
      perWeek: z.number().nullable(),
    }),
  ),
  children: z.int(),
  total: z.int(),
})
export type PlanLoad = z.infer<typeof PlanLoad>

/** Why a duty need not be done; counted apart from missed (H-13, K-28). */
export const ExcuseKind = z.enum(['away', 'declined', 'unreachable', 'holiday', 'moved', 'other'])
export type ExcuseKind = z.infer<typeof ExcuseKind>

export const ExcuseInput = z.object({ kind: ExcuseKind, reason: z.string().trim().min(1).max(200) })
export type ExcuseInput = z.infer<typeof ExcuseInput>

export const Duty = z.object({
  id: z.uuid(),
  key: RuleKey,
  pupilId: z.uuid(),
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  state: DutyState,
  /** 0 = today is the last day in time, negative = overdue. */
  daysLeft: z.int(),
  doneOn: LocalDate.nullable(),
  doneCardId: z.uuid().nullable(),
  attempts: z.int(),
  lastAttemptOn: LocalDate.nullable(),
  excuse: z.object({ kind: ExcuseKind, reason: z.string(), byName: z.string().nullable() }).nullable(),
})
export type Duty = z.infer<typeof Duty>

export const MyDayItem = z.object({
  dutyId: z.uuid(),
  key: RuleKey,
  pupilId: z.uuid(),
  pupilName: z.string(),
  className: z.string().nullable(),
  village: z.string().nullable(),
  state: DutyState,
  daysLeft: z.int(),
  from: LocalDate,
  to: LocalDate,
  dueOn: LocalDate,
  attempts: z.int(),
  lastAttemptOn: LocalDate.nullable(),
  /** Nobody or nobody certain cares for the child at home: comes first (K-76, H-03). */
  noCarer: z.boolean(),
  performerRole: Role,
  /** Further open duties of this kind for this child: one line stands for all of them. */
  alsoOpen: z.int(),
  /** Nobody holds the performer's role for this child today. */
  unassigned: z.boolean(),
  /** The last reached card, by date and topics only (H-12). */
  lastCard: z.object({ kind: CardKind, heldOn: LocalDate, topics: z.array(z.string()) }).nullable(),
  /** Whom to reach, masked. */
  contact: z
    .object({ who: z.string(), phoneMasked: z.string().nullable(), bestTime: z.string().nullable() })
    .nullable(),
})
export type MyDayItem = z.infer<typeof MyDayItem>

/** urgent = overdue, or no carer; the others by days left: 0, up to 7, the rest of the term. */
export const MyDaySection = z.enum(['urgent', 'dueToday', 'dueSoon', 'thisTerm'])
export type MyDaySection = z.infer<typeof MyDaySection>

export const MyDay = z.object({
  today: LocalDate,
  /** Teaching week of the current term, from 1; null in the holidays. */
  week: z.object({ term: z.string(), number: z.int() }).nullable(),
  /** The ring: of the begun duties that fall due in this month, how many are done, and how many are still open. */
  ring: z.object({ done: z.int(), open: z.int(), total: z.int() }),
  sections: z.array(z.object({ key: MyDaySection, items: z.array(MyDayItem) })),
  /** All lines (one for each child and kind of duty); `shown` are in the sections. */
  open: z.int(),
  shown: z.int(),
  /** No plan adopted yet. */
  planMissing: z.boolean(),
})
export type MyDay = z.infer<typeof MyDay>

/** An item of the week; children of one household carry the same mark. */
export const MyWeekItem = MyDayItem.extend({ household: z.uuid().nullable() })
export type MyWeekItem = z.infer<typeof MyWeekItem>

/** My day looked seven days ahead: the same lines in the same order, by the day they fall due. */
export const MyWeek = z.object({
  today: LocalDate,
  /** Overdue, or nobody at home: whatever the day. */
  urgent: z.array(MyWeekItem),
  /** Today and the six days after it. */
  days: z.array(z.object({ on: LocalDate, schoolDay: z.boolean(), items: z.array(MyWeekItem) })),
  open: z.int(),
  shown: z.int(),
  planMissing: z.boolean(),
})
export type MyWeek = z.infer<typeof MyWeek>

export const MyChild = z.object({
  pupilId: z.uuid(),
  pupilName: z.string(),
  className: z.string().nullable(),
  village: z.string().nullable(),
  household: z.uuid().nullable(),
  noCarer: z.boolean(),
  /** When and of what kind somebody was last in touch; nothing of what was said (H-12). */
  lastContact: z.object({ kind: CardKind, heldOn: LocalDate }).nullable(),
  /** The open duty to do first; the further ones are counted. */
  next: MyDayItem.nullable(),
  alsoOpen: z.int(),
  /** Where nothing is open: what begins next. */
  upcoming: z.object({ key: RuleKey, from: LocalDate, dueOn: LocalDate }).nullable(),
})
export type MyChild = z.infer<typeof MyChild>

export const MyChildren = z.object({ today: LocalDate, children: z.array(MyChild) })
export type MyChildren = z.infer<typeof MyChildren>
