import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { DutyState, RuleKey, SubjectKind } from '#shared/duties/schema.ts'
import { OutsideTable } from '#shared/figures/rules/outside.ts'
import { OUT_REASONS, TREND_REASONS } from '#shared/figures/rules/schooling.ts'
import { Task } from '#shared/tasks/schema.ts'

/** 'YYYY-MM'; a duty belongs to the month in which it falls due (K-29). */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const DutyCounts = z.object({
  /** Done in time in a window that has closed. */
  onTime: z.int(),
  /** Done while the window is still open: in neither part yet (K-29). */
  early: z.int(),
  late: z.int(),
  missed: z.int(),
  /** In neither numerator nor denominator (K-28). */
  excused: z.int(),
  /** Begun, still in time. */
  open: z.int(),
  upcoming: z.int(),
  /** On time ÷ (on time + late + missed), one decimal; null = nothing to divide (K-29, K-50). */
  percent: z.number().nullable(),
})
export type DutyCounts = z.infer<typeof DutyCounts>

/** A duty not done, with who should have reached the child. */
export const BoardItem = z.object({
  dutyId: z.uuid(),
  key: RuleKey,
  pupilId: z.uuid(),
  pupilName: z.string(),
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  state: DutyState,
  from: LocalDate,
  dueOn: LocalDate,
  /** Negative = overdue. */
  daysLeft: z.int(),
  attempts: z.int(),
  /** Empty = unassigned. */
  performers: z.array(z.object({ userId: z.uuid(), name: z.string() })),
})
export type BoardItem = z.infer<typeof BoardItem>

const Grade = z.int().min(0).max(12)

export const Board = z.object({
  today: LocalDate,
  month: Month,
  /** Only this grade is counted; null = all. */
  grade: Grade.nullable(),
  /** Grades of the classes the reader sees, to choose from. */
  grades: z.array(Grade),
  /** Months with duties, oldest first. */
  months: z.array(Month),
  planMissing: z.boolean(),
  /** Nothing about a child has been asked in this school year yet: no figure says anything. */
  notYetAsked: z.boolean(),
  /** While nothing has been asked: the first day something will be; null when nothing is to come. */
  beginsOn: LocalDate.nullable(),
  headline: DutyCounts.extend({
    /** Children with a duty in the month. */
    children: z.int(),
    /** Of them, reached by at least one card that counts (F08). */
    reachedChildren: z.int(),
    notReached: z.int(),
    unassigned: z.int(),
  }),
  /** Missed duties of earlier months of the school year: a month that looks done must not hide them. */
  arrears: z.object({ count: z.int(), oldestMonth: Month.nullable() }),
  /** A line per class and key. */
  coverage: z.array(
    DutyCounts.extend({ classId: z.uuid().nullable(), className: z.string().nullable(), key: RuleKey }),
  ),
  /** Open and missed duties of the month, overdue first; the first 50, the rest by /api/board/list?state=notReached. */
  notReached: z.object({ count: z.int(), items: z.array(BoardItem) }),
  heatMap: z.array(z.object({ key: RuleKey, cells: z.array(DutyCounts.extend({ month: Month })) })),
  load: z.array(
    z.object({
      userId: z.uuid(),
      name: z.string(),
      /** Begun duties not done that fall due by the end of this week, overdue ones included. */
      openThisWeek: z.int(),
      children: z.int(),
      /** Time these take, and time the school thinks one can give in a week (duties/rules/load.ts). */
      minutes: z.int(),
      capacityMinutes: z.int(),
    }),
  ),
})
export type Board = z.infer<typeof Board>

/**
 * onTime and early are the two parts of done: in windows that have closed, and in those still open (K-29);
 * children, reachedChildren and unreachedChildren hold one duty for each child (F08); notReached = due or missed;
 * openThisWeek = the load of a teacher, whatever the month; arrears = missed in earlier months of the school year; unassigned = notReached without
 * performer.
 */
export const BoardFilter = z.enum([
  ...DutyState.options,
  'onTime',
  'early',
  'children',
  'reachedChildren',
  'unreachedChildren',
  'notReached',
  'unassigned',
  'openThisWeek',
  'arrears',
])
export type BoardFilter = z.infer<typeof BoardFilter>

/** Of an address: '3'. */
const GradeOfQuery = z.coerce.number().pipe(Grade)

export const BoardQuery = z.object({ month: Month.optional(), grade: GradeOfQuery.optional() })
export type BoardQuery = z.infer<typeof BoardQuery>

export const BoardListQuery = z.object({
  month: Month.optional(),
  grade: GradeOfQuery.optional(),
  /** 'none': of children in no class. */
  classId: z.union([z.uuid(), z.literal('none')]).optional(),
  key: RuleKey.optional(),
  state: BoardFilter.optional(),
  /** Performer. */
  userId: z.uuid().optional(),
  after: z.string().max(80).optional(),
})
export type BoardListQuery = z.infer<typeof BoardListQuery>

export const BoardList = z.object({
  count: z.int(),
  items: z.array(BoardItem),
  nextAfter: z.string().nullable(),
})
export type BoardList = z.infer<typeof BoardList>

/** A duty of a child as a dot: `attempts` of a due one say that somebody tried (K-30). */
export const ClassBoardDuty = z.object({
  dutyId: z.uuid(),
  key: RuleKey,
  state: DutyState,
  from: LocalDate,
  dueOn: LocalDate,
  /** Negative = overdue. */
  daysLeft: z.int(),
  attempts: z.int(),
})
export type ClassBoardDuty = z.infer<typeof ClassBoardDuty>

/** Every child of a class that has duties due in a month, with each of them. */
export const ClassBoard = z.object({
  today: LocalDate,
  month: Month,
  months: z.array(Month),
  classId: z.uuid(),
  className: z.string(),
  /** A line per kind of duty; each number is the count of such dots below. */
  counts: z.array(DutyCounts.extend({ key: RuleKey })),
  /** Children for whom all that was due in the month is done, of those for whom something was (F15). */
  allDone: z.object({ children: z.int(), of: z.int(), percent: z.number().nullable() }),
  children: z.array(z.object({ pupilId: z.uuid(), pupilName: z.string(), duties: z.array(ClassBoardDuty) })),
})
export type ClassBoard = z.infer<typeof ClassBoard>

/** Subject groups of what is not about a child: classes, members of staff, the school. */
export const WorkGroup = SubjectKind.exclude(['child'])
export type WorkGroup = z.infer<typeof WorkGroup>

/** Duties of classes, staff and school of a month: a line for each kind, its numbers each with their list. */
export const WorkBoard = z.object({
  today: LocalDate,
  month: Month,
  grade: Grade.nullable(),
  lines: z.array(DutyCounts.extend({ group: WorkGroup, key: RuleKey })),
})
export type WorkBoard = z.infer<typeof WorkBoard>

export const WorkListQuery = z.object({
  month: Month.optional(),
  grade: GradeOfQuery.optional(),
  group: WorkGroup.optional(),
  key: RuleKey.optional(),
  state: BoardFilter.extract([...DutyState.options, 'onTime', 'early', 'notReached']).optional(),
  after: z.string().max(80).optional(),
})
export type WorkListQuery = z.infer<typeof WorkListQuery>

/** A duty of a class, a person or the school. */
export const WorkBoardItem = BoardItem.omit({ pupilId: true, pupilName: true, classId: true }).extend({
  group: WorkGroup,
  /** Class or person; null = the school. */
  subjectName: z.string().nullable(),
})
export type WorkBoardItem = z.infer<typeof WorkBoardItem>

export const WorkList = z.object({
  count: z.int(),
  items: z.array(WorkBoardItem),
  nextAfter: z.string().nullable(),
})
export type WorkList = z.infer<typeof WorkList>

/** Tasks of a department whose last day lies in a month; those from before the calendar was begun are in none of it. */
export const TaskCounts = z.object({
  planned: z.int(),
  done: z.int(),
  late: z.int(),
  missed: z.int(),
  /** Still in time, begun or not. */
  open: z.int(),
})
export type TaskCounts = z.infer<typeof TaskCounts>

/** A line for each department with the people of today: its tasks, and the duties its members owe (P3-19). */
export const DepartmentBoard = z.object({
  today: LocalDate,
  month: Month,
  /** Of the school year, oldest first. */
  months: z.array(Month),
  lines: z.array(
    z.object({
      departmentId: z.uuid(),
      name: z.string(),
      headName: z.string().nullable(),
      members: z.int(),
      tasks: TaskCounts,
      duties: DutyCounts,
    }),
  ),
})
export type DepartmentBoard = z.infer<typeof DepartmentBoard>

export const DepartmentTaskFilter = TaskCounts.keyof()
export type DepartmentTaskFilter = z.infer<typeof DepartmentTaskFilter>

export const DepartmentTasksQuery = z.object({
  departmentId: z.uuid(),
  month: Month.optional(),
  state: DepartmentTaskFilter,
})
export type DepartmentTasksQuery = z.infer<typeof DepartmentTasksQuery>

export const DepartmentTaskItem = Task.pick({
  id: true,
  entry: true,
  title: true,
  startsOn: true,
  endsOn: true,
  state: true,
  daysLeft: true,
})
export type DepartmentTaskItem = z.infer<typeof DepartmentTaskItem>

export const DepartmentTasks = z.object({ count: z.int(), items: z.array(DepartmentTaskItem) })
export type DepartmentTasks = z.infer<typeof DepartmentTasks>

export const DepartmentDutiesQuery = WorkListQuery.pick({ month: true, state: true, after: true }).extend({
  departmentId: z.uuid(),
})
export type DepartmentDutiesQuery = z.infer<typeof DepartmentDutiesQuery>

/** Who owes what by when: whose class it is, never which child. */
export const DepartmentDutyItem = WorkBoardItem.extend({ group: SubjectKind })
export type DepartmentDutyItem = z.infer<typeof DepartmentDutyItem>

export const DepartmentDuties = z.object({
  count: z.int(),
  items: z.array(DepartmentDutyItem),
  nextAfter: z.string().nullable(),
})
export type DepartmentDuties = z.infer<typeof DepartmentDuties>

/** The day for enrolment and the trend (today or earlier) and the term for retention; without them today and its term. */
export const SchoolingQuery = z.object({ day: LocalDate.optional(), termId: z.uuid().optional() })
export type SchoolingQuery = z.infer<typeof SchoolingQuery>

const FigureTerm = z.object({ id: z.uuid(), name: z.string(), from: LocalDate, to: LocalDate })
export type FigureTerm = z.infer<typeof FigureTerm>

const FigureDefinition = z.object({ key: z.string(), version: z.int() })

/** Enrolment, retention and trend of the list, each number with its list (K-53, F05, F06, F30). */
export const Schooling = z.object({
  today: LocalDate,
  day: LocalDate,
  /** The rule that the list is made by; null = none is chosen yet. */
  definition: FigureDefinition.nullable(),
  /** Begun ones, the newest first. */
  terms: z.array(FigureTerm),
  enrolment: z.object({
    schoolAge: z.int(),
    enrolled: z.int(),
    out: z.int(),
    /** null = nobody to divide by. */
    percent: z.number().nullable(),
  }),
  /** Of a term as it is known today; null = no term has begun yet. */
  retention: z
    .object({
      term: FigureTerm,
      /** The term's last day, or today while it runs. */
      until: LocalDate,
      start: z.int(),
      moved: z.int(),
      kept: z.int(),
      lost: z.int(),
      percent: z.number().nullable(),
    })
    .nullable(),
  trend: z.object({
    since: LocalDate,
    before: z.int(),
    now: z.int(),
    change: z.int(),
    percent: z.number().nullable(),
    joined: z.int(),
    gone: z.object({ parentsBack: z.int(), leftSchool: z.int(), ageReached: z.int(), other: z.int() }),
  }),
})
export type Schooling = z.infer<typeof Schooling>

export const SchoolingPart = z.enum([
  'schoolAge',
  'enrolled',
  'out',
  'start',
  'moved',
  'kept',
  'lost',
  'before',
  'now',
  'joined',
  ...TREND_REASONS,
])
export type SchoolingPart = z.infer<typeof SchoolingPart>

export const SchoolingListQuery = SchoolingQuery.extend({ part: SchoolingPart, after: z.uuid().optional() })
export type SchoolingListQuery = z.infer<typeof SchoolingListQuery>

export const SchoolingItem = z.object({
  pupilId: z.uuid(),
  name: z.string(),
  className: z.string().nullable(),
  /** The child has a page here; of one that another school took over a masked name is left. */
  here: z.boolean(),
  /** Why it has no place in a class here; null = it has one. */
  reason: z.enum(OUT_REASONS).nullable(),
  leftOn: LocalDate.nullable(),
  /** Where it went, as the receipt says. */
  movedTo: z.string().nullable(),
  confirmedOn: LocalDate.nullable(),
})
export type SchoolingItem = z.infer<typeof SchoolingItem>

export const SchoolingList = z.object({
  count: z.int(),
  items: z.array(SchoolingItem),
  nextAfter: z.string().nullable(),
})
export type SchoolingList = z.infer<typeof SchoolingList>

/** Counts as they leave the school: small ones hidden, nobody named (K-54, H-22). */
export const OutsideReport = z.object({
  schoolName: z.string(),
  asOf: LocalDate,
  definition: FigureDefinition.nullable(),
  /** The rule by which counts are hidden. */
  rule: z.string(),
  /** Of retention and duties; null = no term has begun yet. */
  term: FigureTerm.nullable(),
  terms: z.array(FigureTerm),
  tables: z.array(OutsideTable),
})
export type OutsideReport = z.infer<typeof OutsideReport>

export const OutsideQuery = z.object({ termId: z.uuid().optional() })
export type OutsideQuery = z.infer<typeof OutsideQuery>
