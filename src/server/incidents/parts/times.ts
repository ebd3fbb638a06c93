import type { FieldError } from '#shared/errors.ts'
import type { IncidentInput } from '#shared/incidents/schema.ts'

/** A phone's clock may be ahead by so much; what it says is then taken for now. */
const AHEAD_MS = 5 * 60_000
/** Written down later from paper; beyond that the year was mistyped. */
const OLDEST_MS = 400 * 86_400_000

/** Times are typed to the minute: one within the minute of another does not lie before it. */
const minuteOf = (instant: string): number => Math.floor(Date.parse(instant) / 60_000)

/** The instant, or now where a phone is a little ahead. */
export const heldAt = (instant: string, now: number): string =>
  new Date(Math.min(Date.parse(instant), now)).toISOString()

export function timeFault(path: string, instant: string, now: number): FieldError[] {
  const at = Date.parse(instant)
  if (at > now + AHEAD_MS) return [{ path, code: 'in-future' }]
  return at < now - OLDEST_MS ? [{ path, code: 'too-far' }] : []
}

/** The school learns of an event after it, and acts after it. */
export function incidentTimeFaults(
  { occurredAt, knownAt, actedAt }: Pick<IncidentInput, 'occurredAt' | 'knownAt' | 'actedAt'>,
  now: number,
): FieldError[] {
  const before = (path: string, instant: string): FieldError[] =>
    occurredAt !== null && minuteOf(instant) < minuteOf(occurredAt) ? [{ path, code: 'before-event' }] : []
  return [
    ...(occurredAt === null ? [] : timeFault('occurredAt', occurredAt, now)),
    ...timeFault('knownAt', knownAt, now),
    ...timeFault('actedAt', actedAt, now),
    ...before('knownAt', knownAt),
    ...before('actedAt', actedAt),
  ]
}

/** Nobody is told before it has happened. */
export const toldTooEarly = (
  at: string,
  { occurredAt, knownAt }: { readonly occurredAt: string | null; readonly knownAt: string },
): boolean => minuteOf(at) < minuteOf(occurredAt ?? knownAt)
