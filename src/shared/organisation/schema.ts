import { z } from 'zod'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { DEFAULT_ESCALATION } from '#shared/notices/rules/escalation.ts'
import { LATE_ENTRY_DAYS, MOST_LATE_ENTRY_DAYS } from '#shared/cards/rules/late-entry.ts'
import { EXCUSE_LIMIT } from '#shared/duties/rules/excuse.ts'
import { DEFAULT_LIMITS } from '#shared/incidents/rules/clocks.ts'
import { EmergencyLimits } from '#shared/incidents/schema.ts'
import { CONTACT_MONTHS } from '#shared/family/rules/ring.ts'
import { Escalation } from '#shared/notices/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const Name = shortText().min(1).max(40)

const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

const LateEntryDays = z.int().min(0).max(MOST_LATE_ENTRY_DAYS)
const ExcuseLimit = z.int().min(0).max(20)
const ContactMonths = z.int().min(1).max(60)

export const SchoolSettings = z.object({
  /** 'MM-DD' on which a school year begins (K-04). */
  yearStartsOn: MonthDay.default('09-01'),
  /** Whom a long overdue duty goes up to. */
  escalation: Escalation.default(DEFAULT_ESCALATION),
  /** Days after which a card needs a reason for coming late. */
  lateEntryDays: LateEntryDays.default(LATE_ENTRY_DAYS),
  /** Excuses of one child and duty in a term that need no second person. */
  excuseLimit: ExcuseLimit.default(EXCUSE_LIMIT),
  /** Months after which a number must be confirmed again. */
  contactMonths: ContactMonths.default(CONTACT_MONTHS),
  /** By when somebody is told that something has happened (X-29, K-40, K-42). */
  emergency: EmergencyLimits.default(DEFAULT_LIMITS),
})
export type SchoolSettings = z.infer<typeof SchoolSettings>

/** A day that every year has: neither 02-31 nor 02-29. */
const YearStart = z.string().refine((day) => isLocalDate(`2027-${day}`), { params: { code: 'invalid' } })

export const School = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The school's number in the education statistics; null = not entered. */
  code: z.string().nullable(),
  /** Who answers for the children's data. */
  dataOfficer: z.string().nullable(),
  timeZone: z.string(),
  settings: SchoolSettings,
  version: z.int(),
})
export type School = z.infer<typeof School>

/** What stays away is left as it is; null clears. */
export const SchoolChange = z.object({
  version: z.int().min(1),
  name: shortText().min(1).max(80).optional(),
  code: shortText().min(1).max(20).nullable().optional(),
  dataOfficer: Name.nullable().optional(),
  timeZone: shortText().min(1).max(40).optional(),
  /** Without defaults: a setting that stays away is left as it is. */
  settings: z
    .object({
      yearStartsOn: YearStart,
      escalation: Escalation,
      lateEntryDays: LateEntryDays,
      excuseLimit: ExcuseLimit,
      contactMonths: ContactMonths,
      emergency: EmergencyLimits,
    })
    .partial()
    .optional(),
})
export type SchoolChange = z.infer<typeof SchoolChange>

export const TermInput = z.object({ id: z.uuid(), name: Name, startsOn: LocalDate, endsOn: LocalDate })
export type TermInput = z.infer<typeof TermInput>

/** Name or borders of a year or term; what stays away is left as it is. */
export const SpanChange = z.object({
  version: z.int().min(1),
  name: Name.optional(),
  startsOn: LocalDate.optional(),
  endsOn: LocalDate.optional(),
})
export type SpanChange = z.infer<typeof SpanChange>

export const YearInput = z.object({
  id: z.uuid(),
  name: Name,
  startsOn: LocalDate,
  endsOn: LocalDate,
  terms: z.array(TermInput).max(4),
})
export type YearInput = z.infer<typeof YearInput>

const OrganisationTerm = TermInput.extend({ version: z.int() })
export type OrganisationTerm = z.infer<typeof OrganisationTerm>

export const OrganisationYear = z.object({
  id: z.uuid(),
  name: z.string(),
  startsOn: LocalDate,
  endsOn: LocalDate,
  version: z.int(),
  terms: z.array(OrganisationTerm),
})
export type OrganisationYear = z.infer<typeof OrganisationYear>

/** Grade 0 = kindergarten, 1–9 compulsory, 10–12 senior. */
const Grade = z.int().min(0).max(12)
const ClassNumber = z.int().min(1).max(99)

/** Without a name the class is named after grade and number: 三年级(1)班. */
export const ClassInput = z.object({ id: z.uuid(), grade: Grade, number: ClassNumber, name: Name.optional() })
export type ClassInput = z.infer<typeof ClassInput>

export const ClassesInput = z.object({ yearId: z.uuid(), classes: z.array(ClassInput).min(1).max(300) })
export type ClassesInput = z.infer<typeof ClassesInput>

export const OrganisationClass = z.object({
  id: z.uuid(),
  name: z.string(),
  grade: z.int(),
  number: z.int(),
  yearId: z.uuid(),
  /** Class teachers of today. */
  teacherNames: z.array(z.string()),
  /** Pupils of today. */
  pupils: z.int(),
  version: z.int(),
})
export type OrganisationClass = z.infer<typeof OrganisationClass>

/** What the set-up has behind it. */
const SetupReady = z.object({
  years: z.boolean(),
  terms: z.boolean(),
  classes: z.boolean(),
  plan: z.boolean(),
  pupils: z.boolean(),
})
export type SetupReady = z.infer<typeof SetupReady>

export const Organisation = z.object({
  school: School,
  years: z.array(OrganisationYear),
  classes: z.array(OrganisationClass),
  ready: SetupReady,
})
export type Organisation = z.infer<typeof Organisation>
