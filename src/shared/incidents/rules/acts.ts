import type { IncidentNotice, IncidentStep } from '#shared/incidents/schema.ts'

/**
 * What can be done with an incident as it stands: the server asks before it does it, the screen before it offers it. Who may do it
 * says the policy.
 */
interface Standing {
  readonly closedAt: string | null
}
type Notice = Pick<IncidentNotice, 'state' | 'personId' | 'atOnce'>

/** After the closing report nothing is added (P3-71). */
export const takesMore = ({ closedAt }: Standing): boolean => closedAt === null

/** Told or tried: only who is still to be told; whoever is not to be told is not to be tried either (H-04). */
export const canTell = (incident: Standing, { state }: Pick<Notice, 'state'>): boolean =>
  takesMore(incident) && state === 'open'

/** Withheld is a person, never an office, and nobody who has been told already (H-04). */
export const canWithhold = (incident: Standing, notice: Pick<Notice, 'state' | 'personId'>): boolean =>
  canTell(incident, notice) && notice.personId !== null

/** Taken back is what says that somebody was told or tried, once. */
export const canTakeBack = (
  incident: Standing,
  { kind, takenBack }: Pick<IncidentStep, 'kind' | 'takenBack'>,
): boolean => takesMore(incident) && !takenBack && (kind === 'told' || kind === 'tried')

/** A report of the protection branch that is not made yet. */
export const isReportDue = ({ atOnce, state }: Pick<Notice, 'atOnce' | 'state'>): boolean =>
  atOnce && state === 'open'

/** What the protection branch has to report is reported before the end (H-04). */
export const canClose = (incident: Standing, notices: readonly Pick<Notice, 'atOnce' | 'state'>[]): boolean =>
  takesMore(incident) && !notices.some(isReportDue)
