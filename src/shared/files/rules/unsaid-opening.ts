import type { OpenKind } from '#shared/files/schema.ts'

/**
 * A file opened for a mark tells the mark where the plan opens one for one group only; and were it the only one without a
 * reason, the gap would tell it as well (docs/adr/0031).
 */
export const unsaidOpening = (kind: OpenKind | null): OpenKind | null =>
  kind === 'marked' || kind === 'decided' ? null : kind
