import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { owedWindow } from '#shared/duties/rules/windows.ts'
import { inventContents } from './contents.ts'
import type { Frame } from './frame.ts'
import type { StoredPupil } from './pupil-rows.ts'
import type { Random } from './random.ts'
import { inventDuty, type InventedCard, type InventedDuty, type RuleWindow } from './records.ts'
import type { Sealing } from './sealing.ts'
import type { Person, Staff } from './staff.ts'
import type { Rows } from './tables.ts'

export interface RecordTools {
  readonly rows: Rows
  readonly ids: () => string
  readonly random: Random
  readonly frame: Frame
  readonly staff: Staff
  readonly sealing: Sealing
  readonly today: LocalDate
  /** The moment of generating (ISO): nothing is entered later. */
  readonly now: string
  /** Share of duties that each class does in time. */
  readonly reliability: (classId: string) => number
  /** Share of cards whose words are stored (sealed); 1 in a demo, less where millions are generated. */
  readonly contents: number
}

/** 17:10 to 20:59 in China, on the day or within two days. */
function enteredAt(random: Random, heldOn: LocalDate, now: string): string {
  const day = random.chance(0.8) ? heldOn : addDays(heldOn, random.int(1, 2))
  const two = (value: number): string => String(value).padStart(2, '0')
  const at = `${day}T${two(random.int(9, 12))}:${two(random.int(10, 59))}:00.000Z`
  return at < now ? at : now
}

interface Place {
  readonly pupilId: string
  readonly classId: string
  readonly dutyId: string
  readonly author: Person
}

function addCard(
  tools: RecordTools,
  card: InventedCard,
  { pupilId, classId, dutyId, author }: Place,
): string {
  const { rows, ids, random, frame, sealing, staff } = tools
  const id = ids()
  const companion = staff.leaders.get('counsellor')?.name ?? author.name
  const { topics, text, content } = inventContents(random, card, author.name, companion)
  rows.add('card', {
    school_id: frame.schoolId, id, root_id: id, version: 1, kind: card.kind, pupil_id: pupilId, class_id: classId,
    author_id: author.userId, held_on: card.heldOn, reached: card.reached, fields: topics,
    entered_for: card.late ? dutyId : null, late_reason_sealed: sealing.lateReason(id, card.lateReason), created_at: enteredAt(random, card.heldOn, tools.now),
  }) // prettier-ignore
  if (tools.contents >= 1 || random.chance(tools.contents))
    rows.add(
      'card_content',
      ...sealing.cardContents(
        { schoolId: frame.schoolId, cardId: id, authorId: author.userId, newId: ids },
        text,
        content,
      ),
    )
  return id
}

function addDuty(tools: RecordTools, stored: StoredPupil, duty: InventedDuty): void {
  const { rows, ids, frame, staff, today, sealing } = tools
  const { window, cards, done, excuse } = duty
  const rule = frame.rules.get(window.key)
  if (!rule) return
  // A running duty goes along with the child's class; a past one stays with the class of its time.
  const classId = window.to >= today ? stored.classId : stored.classAt(window.to)
  const id = ids()
  const author = staff.teacherOf(classId)
  const cardIds = cards.map((card) =>
    addCard(tools, card, { pupilId: stored.id, classId, dutyId: id, author }),
  )
  const attempts = cards.filter((card) => !card.reached)
  const excuseId = excuse ? ids() : null
  if (excuse && excuseId)
    rows.add('excuse', {
      school_id: frame.schoolId, id: excuseId, pupil_id: stored.id, duty_id: id, from_on: window.from, to_on: window.to, kind: excuse.kind,
      reason_sealed: sealing.excuseReason(excuseId, excuse.reason), state: 'agreed', asked_by: author.userId,
      asked_at: `${excuse.on}T10:00:00.000Z`,
    }) // prettier-ignore
  rows.add('duty', {
    school_id: frame.schoolId, id, rule_id: rule.id, key: window.key, pupil_id: stored.id, class_id: classId, performer_role: rule.performerRole,
    window_from: window.from, window_to: window.to, due_on: duty.dueOn,
    done_card_id: done ? (cardIds.at(-1) ?? null) : null, done_on: done?.heldOn ?? null,
    attempts: attempts.length, last_attempt_on: attempts.at(-1)?.heldOn ?? null,
    excuse_kind: excuse?.kind ?? null, excuse_id: excuseId, excused_by: excuse ? author.userId : null,
    excused_at: excuse ? `${excuse.on}T10:00:00.000Z` : null,
  }) // prettier-ignore
}

/** The duties a child owes in some windows, with the cards that were filed for them. */
export function addRecords(tools: RecordTools, stored: StoredPupil, windows: readonly RuleWindow[]): void {
  const { frame, today, random } = tools
  if (stored.listedFrom === null) return
  const membership = [{ from: stored.listedFrom, to: null }]
  const given = { today, calendar: frame.calendar, reliability: tools.reliability(stored.classId) }
  for (const window of windows) {
    const owed = owedWindow(window, membership, frame.calendar)
    if (!owed.owes) continue
    for (let slot = 1; slot <= window.need; slot += 1)
      addDuty(tools, stored, inventDuty(random, window, owed.dueOn, given))
  }
}
