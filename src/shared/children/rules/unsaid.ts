import type { AbsenceKind, Reason } from '#shared/children/schema.ts'

/** That somebody is away is for everybody who looks after the child; prison and illness are not (H-14). */
export const unsaidKind = (kind: AbsenceKind): AbsenceKind =>
  kind === 'prison' || kind === 'illness' ? 'other' : kind

export const unsaidReasons = (reasons: readonly Reason[]): Reason[] =>
  reasons.map((reason) =>
    reason.code === 'awayForOtherReason' ? { ...reason, kind: unsaidKind(reason.kind) } : reason,
  )
