import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { owedWindow, windowsOfVersions } from '#shared/duties/rules/windows.ts'
import { Rule, RuleParams } from '#shared/duties/schema.ts'
import type { NewDuty } from '#server/duties/queries.ts'

export interface StoredRule {
  readonly id: string
  readonly key: string
  readonly version: number
  readonly params: unknown
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly definitionKey: string
}

export interface ListTime {
  readonly pupilId: string
  readonly classId: string | null
  readonly definitionKey: string
  readonly from: string
  readonly to: string | null
}

interface Known {
  readonly rule: Rule
  readonly stored: StoredRule
}

/** Rules as the window rules want them; one that ended before it began never ran, one without settings asks for nothing. */
export function knownRules(stored: readonly StoredRule[]): readonly Known[] {
  return stored.flatMap((one) => {
    if (one.effectiveTo !== null && one.effectiveTo < one.effectiveFrom) return []
    const params = RuleParams.safeParse(one.params)
    if (!params.success) return []
    const { key, version, effectiveFrom, effectiveTo } = one
    const rule = Rule.safeParse({ ...params.data, key, version, effectiveFrom, effectiveTo })
    return rule.success ? [{ rule: rule.data, stored: one }] : []
  })
}

export type OwedDuty = Omit<NewDuty, 'id'>

/** The one name of a duty: rule, child, window and slot. */
export const dutyName = (duty: Pick<OwedDuty, 'ruleId' | 'pupilId' | 'from' | 'slot'>): string =>
  `${duty.ruleId} ${duty.pupilId} ${duty.from} ${duty.slot}`

/** Every duty that rules × calendar × times on the list ask for in the windows that touch some days (K-20…K-27). */
export function owedDuties(
  known: readonly Known[],
  calendar: Calendar,
  times: readonly ListTime[],
  days: { readonly from: LocalDate; readonly to: LocalDate },
): readonly OwedDuty[] {
  const timesOf = Map.groupBy(times, (time) => time.definitionKey)
  const duties: OwedDuty[] = []
  for (const versions of Map.groupBy(known, ({ rule }) => rule.key).values()) {
    const byVersion = new Map(versions.map((one) => [one.rule.version, one]))
    const windows = windowsOfVersions(
      versions.map(({ rule }) => rule),
      calendar,
      days.from,
      days.to,
    )
    for (const window of windows) {
      const one = byVersion.get(window.version)
      if (!one) continue
      const children = Map.groupBy(timesOf.get(one.stored.definitionKey) ?? [], (time) => time.pupilId)
      for (const [pupilId, own] of children) {
        const owed = owedWindow(window, own, calendar)
        if (!owed.owes) continue
        for (let slot = 1; slot <= window.need; slot++)
          duties.push({
            ruleId: one.stored.id,
            key: one.rule.key,
            performerRole: one.rule.performerRole,
            pupilId,
            classId: own[0]?.classId ?? null,
            from: window.from,
            to: window.to,
            dueOn: owed.dueOn,
            slot,
          })
      }
    }
  }
  return duties
}
