import type { EmergencyLimits, Party } from '#shared/incidents/schema.ts'

/** carer 30 minutes, parents an hour, education authority and town two hours (P3-67…P3-69). */
export const DEFAULT_LIMITS: EmergencyLimits = {
  carer: 30,
  parent: 60,
  authority: 120,
  town: 120,
  from: 'discovery',
  outsideSchool: true,
}

const MINUTE = 60_000

interface Event {
  /** Null: nobody knows when. */
  readonly occurredAt: string | null
  readonly knownAt: string
  readonly atSchool: boolean
}

/**
 * From when the limits count, as an instant; null: they do not run. By the school's choice from discovery or from the event
 * itself, and of an event at an unknown time from discovery (K-40); for what happened outside school hours only where the
 * school wants it so (K-42).
 */
export function startOf({ occurredAt, knownAt, atSchool }: Event, limits: EmergencyLimits): string | null {
  if (!atSchool && !limits.outsideSchool) return null
  return limits.from === 'event' ? (occurredAt ?? knownAt) : knownAt
}

/** The instant up to which a party is told in time; null: no limit (F16). */
export function dueAt(party: Party, start: string | null, limits: EmergencyLimits): string | null {
  if (
    start === null ||
    !(party === 'carer' || party === 'parent' || party === 'authority' || party === 'town')
  )
    return null
  return new Date(Date.parse(start) + limits[party] * MINUTE).toISOString()
}

/** Whole minutes late, begun minutes counted up; exactly at the limit is in time (K-41). 0: in time, or without a limit. */
export const minutesLate = (due: string | null, at: string): number =>
  due === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - Date.parse(due)) / MINUTE))

/** Whole minutes left, never more than there are: 0 = less than one. */
export const minutesLeft = (due: string, now: string): number =>
  Math.max(0, Math.floor((Date.parse(due) - Date.parse(now)) / MINUTE))

export interface Clocked {
  readonly state: 'open' | 'told' | 'withheld'
  readonly dueAt: string | null
  readonly atOnce: boolean
  readonly toldAt: string | null
}

export type Clock =
  | { readonly kind: 'withheld' }
  | { readonly kind: 'told'; readonly late: number }
  | { readonly kind: 'overdue'; readonly late: number }
  | { readonly kind: 'running'; readonly left: number }
  /** To be told now, or without a limit. */
  | { readonly kind: 'atOnce' | 'untimed' }

/** How a notice stands at an instant. Withheld is neither told nor late (K-42); tried is not told (K-30). */
export function clockOf({ state, dueAt: due, atOnce, toldAt }: Clocked, now: string): Clock {
  if (state === 'withheld') return { kind: 'withheld' }
  if (state === 'told') return { kind: 'told', late: minutesLate(due, toldAt ?? now) }
  if (atOnce) return { kind: 'atOnce' }
  if (due === null) return { kind: 'untimed' }
  const late = minutesLate(due, now)
  return late > 0 ? { kind: 'overdue', late } : { kind: 'running', left: minutesLeft(due, now) }
}

/** What a person must not wait with: past its limit, or to be reported at once. */
export const isPressing = (notice: Clocked, now: string): boolean =>
  ['overdue', 'atOnce'].includes(clockOf(notice, now).kind)
