import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
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
}

/** What must happen to the stored duties so that they are the owed ones; what was done, tried or excused stays. */
export function difference(
  owed: readonly OwedDuty[],
  stored: readonly StoredDuty[],
  today: LocalDate,
): Difference {
  const byName = new Map(stored.map((duty) => [dutyName(duty), duty]))
  const missing: OwedDuty[] = []
  const changed: ChangedDuty[] = []
  const wanted = new Set<string>()
  for (const duty of owed) {
    const name = dutyName(duty)
    wanted.add(name)
    const known = byName.get(name)
    if (!known) missing.push(duty)
    else if (known.doneOn === null) {
      // A child who changed class takes the running and coming duties along, not the past ones.
      const classId = duty.to >= today ? duty.classId : known.classId
      const same = known.dueOn === duty.dueOn && known.to === duty.to && known.classId === classId
      if (!same) changed.push({ id: known.id, classId, to: duty.to, dueOn: duty.dueOn })
    }
  }
  const surplus = stored.filter(
    (duty) => duty.doneOn === null && duty.attempts === 0 && !duty.excused && !wanted.has(dutyName(duty)),
  )
  return { missing, changed, surplus: surplus.map(({ id }) => id) }
}
