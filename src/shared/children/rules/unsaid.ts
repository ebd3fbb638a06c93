import type { AbsenceKind, Reason } from '#shared/children/schema.ts'
import type { OpenKind } from '#shared/files/schema.ts'

/** That somebody is away is for everybody who looks after the child; prison and illness are not (H-14). */
export const unsaidKind = (kind: AbsenceKind): AbsenceKind =>
  kind === 'prison' || kind === 'illness' ? 'other' : kind

export const unsaidReasons = (reasons: readonly Reason[]): Reason[] =>
  reasons.map((reason) =>
    reason.code === 'awayForOtherReason' ? { ...reason, kind: unsaidKind(reason.kind) } : reason,
  )

/**
 * A file opened for a mark tells the mark where the plan opens one for one group only; and were it the only one without a
 * reason, the gap would tell it as well (docs/adr/0031).
 */
export const unsaidOpening = (kind: OpenKind | null): OpenKind | null =>
  kind === 'marked' || kind === 'decided' ? null : kind
