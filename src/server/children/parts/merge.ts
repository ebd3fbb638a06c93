import { fail, type Failure } from '#shared/errors.ts'

type Value = string | number | boolean | null

export interface Edit {
  readonly field: string
  /** What the person wants to save. */
  readonly mine: Value
  /** What is saved now. */
  readonly theirs: Value
  /** What of both may be shown; for numbers and addresses the masked form. */
  readonly shown?: { readonly mine: Value; readonly theirs: Value }
}

export type Merged =
  | { readonly ok: true; readonly changed: readonly Edit[] }
  | { readonly ok: false; readonly error: Failure }

/**
 * Merges an edit made on `base` with what has been saved since: fields nobody else touched are taken, a field somebody
 * else changed to something different is a conflict that shows both values; nothing is overwritten silently.
 */
export function mergeEdits(
  edits: readonly Edit[],
  base: number,
  now: { version: number; fieldVersions: unknown },
): Merged {
  const changed = edits.filter(({ mine, theirs }) => mine !== theirs)
  const versions = (now.fieldVersions ?? {}) as Readonly<Record<string, number>>
  const conflicts = changed.filter(({ field }) => base > now.version || (versions[field] ?? 0) > base)
  if (conflicts.length === 0) return { ok: true, changed }
  const fields = conflicts.map(({ field, mine, theirs, shown = { mine, theirs } }) => ({
    path: field,
    code: 'changed-meanwhile' as const,
    params: { mine: shown.mine, theirs: shown.theirs },
  }))
  return { ok: false, error: { ...fail('version-conflict', { version: now.version }).error, fields } }
}
