import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { CardKind, DutyState, RuleKey } from '#shared/duties/schema.ts'

export const PageState = z.enum(['free', 'upcoming', 'open', 'completed', 'missing'])

/** A page of the handbook: one teaching week (R12). */
export const HandbookWeek = z.object({
  on: LocalDate,
  from: LocalDate,
  to: LocalDate,
  number: z.int(),
  termId: z.uuid(),
})

const Term = z.object({ id: z.uuid(), name: z.string(), from: LocalDate, to: LocalDate })
const Child = z.object({ id: z.uuid(), name: z.string() })
/** Of a page that is kept: who has gone to another class since is named and is not the reader's to open. */
const ChildThen = Child.extend({ mayOpen: z.boolean() })

export const Handbooks = z.object({
  today: LocalDate,
  /** Null: no school year yet. */
  year: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  terms: z.array(Term),
  weeks: z.array(HandbookWeek),
  classes: z.array(
    z.object({
      classId: z.uuid(),
      className: z.string(),
      teachers: z.array(z.string()),
      /** One for each of `weeks`, in their order. */
      states: z.array(PageState),
      missing: z.int(),
    }),
  ),
})
export type Handbooks = z.infer<typeof Handbooks>

const Text = z.string().trim().min(1).max(2000)

/** The plan of a week as its reader saw it; version 0 = there was no page yet. */
export const PlanInput = z.object({ id: z.uuid(), version: z.int().min(0), planned: Text })
export type PlanInput = z.infer<typeof PlanInput>

export const CompleteInput = z.object({ version: z.int().min(1), completed: z.boolean() })
export type CompleteInput = z.infer<typeof CompleteInput>

export const HandbookPage = z.object({
  id: z.uuid(),
  version: z.int(),
  planned: z.string(),
  completedOn: LocalDate.nullable(),
  completedByName: z.string().nullable(),
})
export type HandbookPage = z.infer<typeof HandbookPage>

export const EntryInput = z.object({
  /** Made by the client: the same id again changes nothing. */
  id: z.uuid(),
  on: LocalDate,
  /** About one child: then only author and class teacher read it (H-12). */
  pupilId: z.uuid().nullable().default(null),
  text: Text,
})
export type EntryInput = z.infer<typeof EntryInput>

export const DiaryInput = EntryInput.omit({ pupilId: true })
export type DiaryInput = z.infer<typeof DiaryInput>

export const EntryChange = z.object({
  version: z.int().min(1),
  on: LocalDate.optional(),
  text: Text.optional(),
})
export type EntryChange = z.infer<typeof EntryChange>

export const HandbookEntry = z.object({
  id: z.uuid(),
  on: LocalDate,
  authorName: z.string().nullable(),
  aboutChild: z.boolean(),
  /** Null: about nobody in particular, or the reader may only know that it was written. */
  child: Child.nullable(),
  text: z.string().nullable(),
  mine: z.boolean(),
  version: z.int(),
})
export type HandbookEntry = z.infer<typeof HandbookEntry>

/** What falls due in the week, from the one view; excused ones are in none of it. */
const WeekDuties = z.object({
  key: RuleKey,
  count: z.int(),
  done: z.int(),
  /** Still to do. */
  children: z.array(ChildThen),
})
/** Cards held in the week: counts and children, never what was said (H-12). */
const WeekCards = z.object({
  kind: CardKind,
  reached: z.int(),
  tried: z.int(),
  children: z.array(ChildThen),
})

export const WeekPage = z.object({
  today: LocalDate,
  className: z.string(),
  termName: z.string(),
  week: HandbookWeek,
  /** Monday of the page before and after. */
  before: LocalDate.nullable(),
  after: LocalDate.nullable(),
  state: PageState,
  page: HandbookPage.nullable(),
  duties: z.array(WeekDuties),
  cards: z.array(WeekCards),
  entries: z.array(HandbookEntry),
  /** Diary entries of helpers about children of the class: that they were written. */
  diaries: z.int(),
  /** Pupils an entry can be about; empty for whoever does not write. */
  pupils: z.array(Child),
  mayWrite: z.boolean(),
})
export type WeekPage = z.infer<typeof WeekPage>

/** The numbers of a kind of duty in a term. */
export const TermNumber = z.enum(['onTime', 'early', 'late', 'missed', 'excused', 'open'])
export type TermNumber = z.infer<typeof TermNumber>

/** One duty behind a number of the term. */
export const TermDuty = z.object({
  dutyId: z.uuid(),
  /** Null: of the class, not of a child. */
  child: ChildThen.nullable(),
  state: DutyState,
  dueOn: LocalDate,
  doneOn: LocalDate.nullable(),
})
export type TermDuty = z.infer<typeof TermDuty>

/** What the children of a term are counted by: coverage, and cards of a kind. */
export const TermGroup = z.enum(['reached', 'unreached', ...CardKind.options])
export type TermGroup = z.infer<typeof TermGroup>

/** One child behind such a number. */
export const TermChild = ChildThen.extend({
  /** Cards of the kind; of coverage none are counted. */
  times: z.int().nullable(),
})
export type TermChild = z.infer<typeof TermChild>

export const TermRollup = z.object({
  today: LocalDate,
  className: z.string(),
  term: Term,
  weeks: z.array(HandbookWeek.extend({ state: PageState, planned: z.string().nullable() })),
  /** Figures of the duties that fell due in the term, defined where every figure is (K-28, K-29). */
  figures: z.array(
    z.object({
      key: RuleKey,
      onTime: z.int(),
      early: z.int(),
      late: z.int(),
      missed: z.int(),
      excused: z.int(),
      open: z.int(),
      percent: z.number().nullable(),
    }),
  ),
  /** Children with a card ÷ children due (F08). */
  coverage: z.object({ children: z.int(), reached: z.int(), percent: z.number().nullable() }),
  cards: z.array(z.object({ kind: CardKind, reached: z.int(), tried: z.int(), children: z.int() })),
  entries: z.array(HandbookEntry),
  diaries: z.object({ authors: z.int(), entries: z.int() }),
})
export type TermRollup = z.infer<typeof TermRollup>

/** Who keeps a diary about whom, and how much of it there is; the words are the author's alone. */
export const DiaryLine = z.object({
  child: Child,
  className: z.string().nullable(),
  authorName: z.string(),
  entries: z.int(),
  lastOn: LocalDate.nullable(),
  mine: z.boolean(),
})
export type DiaryLine = z.infer<typeof DiaryLine>
