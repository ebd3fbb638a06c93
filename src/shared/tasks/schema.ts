import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'
import { EvidenceKind, RuleKey } from '#shared/duties/schema.ts'
import { shortText } from '#shared/text/schema.ts'

/**
 * Overdue begins the day after the last day (K-25); late = done after it; before = its days were over when the school began
 * to keep the calendar: neither done nor missed.
 */
export const TaskState = z.enum(['upcoming', 'due', 'done', 'late', 'missed', 'before'])
export type TaskState = z.infer<typeof TaskState>

const Title = shortText().min(1).max(60)
const Text = (max: number) => shortText().min(1).max(max).nullable()
/** A web address: a task never carries a link that runs something. */
const Link = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/\S+$/i)
  .nullable()

/** Departments that do it together (P3-120). */
const DepartmentIds = z.array(z.uuid()).max(10)

/** Who sees to it: a person, or whoever holds a role, or nobody in particular; beside or instead of them some departments. */
const owner = { ownerRole: Role.nullable(), ownerId: z.uuid().nullable() }

export const TaskInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  title: Title,
  startsOn: LocalDate,
  endsOn: LocalDate,
  ownerRole: owner.ownerRole.default(null),
  ownerId: owner.ownerId.default(null),
  departmentIds: DepartmentIds.default([]),
  /** What will show that it was done. */
  evidence: Text(200).default(null),
})
export type TaskInput = z.infer<typeof TaskInput>

/** What stays away is left as it is; null clears. */
export const TaskChange = z.object({
  version: z.int().min(1),
  title: Title.optional(),
  startsOn: LocalDate.optional(),
  endsOn: LocalDate.optional(),
  ownerRole: owner.ownerRole.optional(),
  ownerId: owner.ownerId.optional(),
  departmentIds: DepartmentIds.optional(),
  evidence: Text(200).optional(),
})
export type TaskChange = z.infer<typeof TaskChange>

/** Ticking off, or taking it back with `doneOn` null. */
export const TaskDone = z.object({
  version: z.int().min(1),
  doneOn: LocalDate.nullable(),
  evidenceLink: Link.optional(),
  note: Text(500).optional(),
})
export type TaskDone = z.infer<typeof TaskDone>

export const Task = z.object({
  id: z.uuid(),
  yearId: z.uuid(),
  /** Key of the plan's calendar entry it comes from. */
  entry: z.string().nullable(),
  /** Null: the entry's own words, in the reader's language. */
  title: z.string().nullable(),
  startsOn: LocalDate,
  endsOn: LocalDate,
  ...owner,
  ownerName: z.string().nullable(),
  departments: z.array(z.object({ id: z.uuid(), name: z.string() })),
  evidence: z.string().nullable(),
  evidenceLink: z.string().nullable(),
  note: z.string().nullable(),
  doneOn: LocalDate.nullable(),
  doneByName: z.string().nullable(),
  state: TaskState,
  /** 0 = today is the last day in time, negative = overdue. */
  daysLeft: z.int(),
  /** Whether the reader may tick it off. */
  mayFinish: z.boolean(),
  version: z.int(),
})
export type Task = z.infer<typeof Task>

export const TaskList = z.object({
  today: LocalDate,
  tasks: z.array(Task),
  /** What the reader has to do by a day, as My week has it: one for each subject, kind and window; counts only. */
  duties: z.array(z.object({ day: LocalDate, count: z.int() })),
  /** School years, the newest first. */
  years: z.array(z.object({ id: z.uuid(), name: z.string(), from: LocalDate, to: LocalDate })),
  /** For leaders: what was last filled in together, and how much of it nobody has touched; null = nothing. */
  filled: z.object({ id: z.uuid(), count: z.int() }).nullable(),
})
export type TaskList = z.infer<typeof TaskList>

export const FillInput = z.object({
  /** Made by the client: names what it fills in, so that it can be taken out again together. */
  id: z.uuid(),
  yearId: z.uuid(),
  /** Entries whose days are over: from before we began, or still to be done. */
  past: z.enum(['before', 'open']).default('before'),
})
export type FillInput = z.infer<typeof FillInput>

export const FillResult = z.object({
  added: z.int(),
  /** Of them from before we began. */
  before: z.int(),
  /** There already. */
  known: z.int(),
  /** Entries of a month the school year does not have. */
  outside: z.int(),
})
export type FillResult = z.infer<typeof FillResult>

export const RollPreview = z.object({
  /** Null: the next school year has not been set up. */
  to: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  tasks: z.array(
    z.object({
      id: z.uuid(),
      entry: z.string().nullable(),
      title: z.string().nullable(),
      startsOn: LocalDate,
      endsOn: LocalDate,
      /** `outside`: its new days lie in no part of the next school year. */
      state: z.enum(['new', 'known', 'outside']),
    }),
  ),
})
export type RollPreview = z.infer<typeof RollPreview>

/** What the reader has to do by one day: the lines behind the number. */
export const DueList = z.object({
  today: LocalDate,
  items: z.array(
    z.object({
      dutyId: z.uuid(),
      key: RuleKey,
      /** What shows that it was done, the first of its kinds. */
      evidence: EvidenceKind,
      pupilId: z.uuid().nullable(),
      /** Child, class or person; null = the school. */
      subjectName: z.string().nullable(),
      className: z.string().nullable(),
      from: LocalDate,
      dueOn: LocalDate,
    }),
  ),
})
export type DueList = z.infer<typeof DueList>
