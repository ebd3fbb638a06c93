import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { ALTERNATIVES } from '#shared/duties/rules/alternatives.ts'
import { LOAD_SUBJECTS } from '#shared/duties/rules/load.ts'
import { OtherTargets, PlanInput, PlanOutcome, PlanParams, Rule, RuleKey } from '#shared/duties/schema.ts'
import { CareCategory, CareParts } from '#shared/marks/schema.ts'
import { Period, PeriodDetails } from '#shared/periods/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/** Minutes for each kind of duty (its key, or a kind of card), hours one person can give in a week: from half an hour to 60. */
export const LoadCapacity = z.object({
  minutes: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/), z.int().min(1).max(600)),
  hoursPerWeek: z.number().min(0.5).max(60),
})
export type LoadCapacity = z.infer<typeof LoadCapacity>

export const CapacityInput = LoadCapacity.extend({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
})
export type CapacityInput = z.infer<typeof CapacityInput>

const Nobody = z.object({ key: RuleKey, role: Role, per: z.enum(LOAD_SUBJECTS), subjects: z.int() })

const LoadLine = z.object({ key: RuleKey, cards: z.int() })

/** What one person would carry in the term, or in the holidays after it. */
export const LoadPerson = z.object({
  userId: z.uuid(),
  name: z.string(),
  children: z.int(),
  cards: z.int(),
  lines: z.array(LoadLine),
  /** One decimal each; null without a term, and by month of the holidays. */
  cardsPerWeek: z.number().nullable(),
  cardsPerMonth: z.number().nullable(),
  hoursPerWeek: z.number().nullable(),
  /** Hours a week beyond the capacity; 0 = the person can carry it. */
  overHours: z.number(),
})
export type LoadPerson = z.infer<typeof LoadPerson>

const LoadOf = z.object({
  cards: z.int(),
  /** Cards of each rule for one child in that time. */
  windows: z.array(z.object({ key: RuleKey, period: Period, count: z.int() })),
  /** The heaviest first. */
  people: z.array(LoadPerson),
  overloaded: z.int(),
  /** Cards that nobody is there to do; `subjects` = how many children, classes … have nobody. */
  nobody: z.array(Nobody.extend({ cards: z.int() })),
  /** A class teacher with this many children, while nobody is on the list. */
  example: z.object({ children: z.int(), person: LoadPerson.omit({ userId: true, name: true }) }).nullable(),
})

/** What rules ask of the people of a school in the current term, in the holidays of the next one (F09, F10, F29, X-33). */
export const SchoolLoad = LoadOf.extend({
  term: z
    .object({ name: z.string(), from: LocalDate, to: LocalDate, weeks: z.int(), months: z.int() })
    .nullable(),
  capacity: LoadCapacity,
  children: z.int(),
  /** What falls due in the holidays that follow, or that are, by the week of that time; null where nothing does. */
  holidays: LoadOf.extend({ from: LocalDate, to: LocalDate }).nullable(),
  /** Something falls due after the term, but when the next one begins is not known. */
  nextTermMissing: z.boolean(),
})
export type SchoolLoad = z.infer<typeof SchoolLoad>

/** The load as one may see it: teachers their own, leaders everybody's. */
export const LoadView = SchoolLoad.extend({
  /** Whether the other people are in the list. */
  everyone: z.boolean(),
  planMissing: z.boolean(),
})
export type LoadView = z.infer<typeof LoadView>

/** What another choice would make of the load. */
export const AlternativeLoad = z.object({
  key: z.enum(ALTERNATIVES),
  cards: z.int(),
  /** Hours a week of the busiest. */
  busiestHours: z.number().nullable(),
  overloaded: z.int(),
  /** Children without anybody in that role. */
  nobody: z.int(),
})
export type AlternativeLoad = z.infer<typeof AlternativeLoad>

/** Said before a plan is adopted; nothing of it refuses. */
export const PlanWarning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('nobodyOnList') }),
  z.object({ code: z.literal('neverDue'), key: RuleKey }),
  /** Civil years of which the calendar knows no holiday: all their weekdays count as school days. */
  z.object({ code: z.literal('noHolidays'), years: z.array(z.int()) }),
  Nobody.extend({ code: z.literal('nobodyPerforms') }),
  /** The plan asks files or duties for them, and the school has marked no such child: none of them is looked after. */
  z.object({ code: z.literal('nobodyMarked'), categories: z.array(CareCategory) }),
  /** The same plan, to a reader who is not told whether there are such children. */
  z.object({ code: z.literal('needsMarks'), categories: z.array(CareCategory) }),
])
export type PlanWarning = z.infer<typeof PlanWarning>

const Way = Rule.pick({ period: true, perPeriod: true, performerRole: true, allStaff: true }).extend(
  PeriodDetails.shape,
)

export const PlanRuleChange = z.object({
  key: RuleKey,
  kind: z.enum(['begins', 'ends', 'changes', 'stays', 'later']),
  before: Way.nullable(),
  after: Way.nullable(),
  lastDay: LocalDate.nullable(),
  firstDay: LocalDate.nullable(),
  cut: z.object({ from: LocalDate, to: LocalDate, newTo: LocalDate }).nullable(),
  rest: LocalDate.nullable(),
  dropped: z.int(),
  begun: z.int(),
})
export type PlanRuleChange = z.infer<typeof PlanRuleChange>

export const PreviewInput = PlanInput.omit({ id: true })
export type PreviewInput = z.infer<typeof PreviewInput>

/** What adopting a plan would do and cost. */
export const PlanPreview = z.object({
  load: SchoolLoad,
  alternatives: z.array(AlternativeLoad),
  changes: z.array(PlanRuleChange),
  /** Exactly what adopting would do to the duties as they stand: it is done and taken back. */
  outcome: PlanOutcome,
  /** Whether the list is made by another definition than now; null = no plan yet. */
  definitionBefore: z.string().nullable(),
  /** Whom else the plan looks after, and how many children carry each mark today; null = not for this reader. */
  others: z.array(CareParts.extend({ category: CareCategory, children: z.int().nullable() })),
  warnings: z.array(PlanWarning),
})
export type PlanPreview = z.infer<typeof PlanPreview>

/** A plan of the school's own: copied from a preset and changed. */
export const OwnPlan = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The preset it was copied from. */
  preset: z.string(),
  params: PlanParams,
  version: z.int(),
  changedAt: z.iso.datetime(),
  changedByName: z.string().nullable(),
})
export type OwnPlan = z.infer<typeof OwnPlan>

const name = shortText().min(1).max(40)
const params = PlanParams.extend({ otherTargets: OtherTargets.readonly() })

export const OwnPlanInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  name,
  preset: z.string().max(40),
  params,
})
export type OwnPlanInput = z.infer<typeof OwnPlanInput>

export const OwnPlanChange = z.object({
  version: z.int().min(1),
  name: name.optional(),
  params: params.optional(),
})
export type OwnPlanChange = z.infer<typeof OwnPlanChange>

/** A plan the school has had, has or will have. */
export const PlanVersion = z.object({
  id: z.uuid(),
  preset: z.string(),
  /** The school's own name for it; null = the preset's. */
  ownName: z.string().nullable(),
  definition: z.string(),
  effectiveFrom: LocalDate,
  /** null = until further notice. */
  effectiveTo: LocalDate.nullable(),
  adoptedAt: z.iso.datetime(),
  adoptedByName: z.string().nullable(),
  rules: z.array(Way.extend({ key: RuleKey })),
})
export type PlanVersion = z.infer<typeof PlanVersion>
