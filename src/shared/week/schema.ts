import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { MyDayItem, WorkItem } from '#shared/day/schema.ts'
import { CardKind, RuleKey } from '#shared/duties/schema.ts'

/** An item of the week; children of one household carry the same mark. */
export const MyWeekItem = MyDayItem.extend({ household: z.uuid().nullable() })
export type MyWeekItem = z.infer<typeof MyWeekItem>

/** My day looked seven days ahead: the same lines in the same order, by the day they fall due. */
export const MyWeek = z.object({
  today: LocalDate,
  /** Overdue, or nobody at home: whatever the day. */
  urgent: z.array(MyWeekItem),
  /** Overdue of classes, persons and the school. */
  overdueWork: z.array(WorkItem),
  /** Today and the six days after it; `work` is what falls due of classes, persons and the school. */
  days: z.array(
    z.object({
      on: LocalDate,
      schoolDay: z.boolean(),
      items: z.array(MyWeekItem),
      work: z.array(WorkItem),
    }),
  ),
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
  /** Who does the reader's duties for the child these days, and until when. */
  covered: z.object({ byName: z.string(), to: LocalDate }).nullable(),
})
export type MyChild = z.infer<typeof MyChild>

export const MyChildren = z.object({ today: LocalDate, children: z.array(MyChild) })
export type MyChildren = z.infer<typeof MyChildren>
