import { addDays, diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { dutyName, type OwedDuty } from '#server/duties/parts/owed-duties.ts'
import type { ChangedDuty } from '#server/duties/queries.ts'

export interface StoredDuty extends OwedDuty {
  readonly id: string
  readonly doneOn: LocalDate | null
  readonly cardId: string | null
  readonly attempts: number
  readonly lastAttemptOn: LocalDate | null
  readonly excused: boolean
}

export interface Difference {
  readonly missing: readonly OwedDuty[]
  readonly changed: readonly ChangedDuty[]
  /** Ids of duties no longer owed and not begun by anybody. */
  readonly surplus: readonly string[]
  /** How many of the changed ones end early, not done (K-27). */
  readonly ended: number
}

/**
 * The stored duty as it should be; null where it is so already. A child who changed class takes along what is still to do, also what
 * is overdue: the teacher of before does not reach the child any more (H-02). What is done or explained stays where it was.
 */
function changeOf(known: StoredDuty, duty: OwedDuty, today: LocalDate): ChangedDuty | null {
  const classId = duty.to >= today || !known.excused ? duty.classId : known.classId
  const same =
    known.dueOn === duty.dueOn &&
    known.to === duty.to &&
    known.classId === classId &&
    known.endedOn === duty.endedOn
  return same ? null : { id: known.id, classId, to: duty.to, dueOn: duty.dueOn, endedOn: duty.endedOn }
}

/**
 * Days of a window that is done or explained already though its first day was another one: a term that begins a day later makes no
 * second September of what is done. Each settles one owed window of its rule, subject and slot, half of whose days it holds.
 */
function settledBy(
  duty: OwedDuty,
  settled: ReadonlyMap<string, readonly StoredDuty[]>,
  wanted: ReadonlySet<StoredDuty>,
): StoredDuty | undefined {
  const days = diffDays(duty.from, duty.to) + 1
  return settled.get(seriesOf(duty))?.find((one) => {
    const from = one.from > duty.from ? one.from : duty.from
    const to = one.to < duty.to ? one.to : duty.to
    return !wanted.has(one) && from <= to && (diffDays(from, to) + 1) * 2 >= days
  })
}

const seriesOf = ({ ruleId, subjectId, slot }: OwedDuty): string => `${ruleId} ${subjectId} ${slot}`

/**
 * What must happen to the stored duties so that they are the owed ones; what was done, tried or excused stays. What was
 * tried or excused and is not owed any more ends: it does not become missed, and what is done later is not taken for it (K-27).
 */
export function difference(
  owed: readonly OwedDuty[],
  stored: readonly StoredDuty[],
  today: LocalDate,
): Difference {
  const byName = new Map(stored.map((duty) => [dutyName(duty), duty]))
  const missing: OwedDuty[] = []
  const changed: ChangedDuty[] = []
  const surplus: string[] = []
  const wanted = new Set<StoredDuty>()
  const unknown: OwedDuty[] = []
  for (const duty of owed) {
    const known = byName.get(dutyName(duty))
    if (!known) {
      unknown.push(duty)
      continue
    }
    wanted.add(known)
    const change = known.doneOn === null ? changeOf(known, duty, today) : null
    if (change) changed.push(change)
  }
  const settled =
    unknown.length === 0
      ? new Map<string, StoredDuty[]>()
      : Map.groupBy(
          stored.filter((duty) => !wanted.has(duty) && (duty.doneOn !== null || duty.excused)),
          seriesOf,
        )
  for (const duty of unknown) {
    const before = settledBy(duty, settled, wanted)
    if (before) wanted.add(before)
    else missing.push(duty)
  }
  for (const duty of stored) {
    if (wanted.has(duty) || duty.doneOn !== null) continue
    if (duty.attempts === 0 && !duty.excused) surplus.push(duty.id)
    else if (duty.endedOn === null || duty.endedOn >= today)
      changed.push({ ...duty, endedOn: addDays(today, -1) })
  }
  const running = new Set(
    stored.filter(({ endedOn, excused }) => endedOn === null && !excused).map(({ id }) => id),
  )
  const ended = changed.filter(({ id, endedOn }) => endedOn !== null && running.has(id)).length
  return { missing, changed, surplus, ended }
}
