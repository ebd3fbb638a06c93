/** The fields of a form as text; empty = nothing there. */
export type Values = Readonly<Record<string, string>>

export interface Merge {
  /** What to send, once every conflict has been decided. */
  values: Record<string, string>
  /** Changed by both to something different: a person decides. */
  conflicts: string[]
}

/** Different fields merge by themselves; the same field gives a choice, never a silent overwrite. */
export function merge(base: Values, mine: Values, theirs: Values): Merge {
  const values: Record<string, string> = {}
  const conflicts: string[] = []
  for (const [key, own] of Object.entries(mine)) {
    const before = base[key] ?? ''
    const other = theirs[key] ?? ''
    values[key] = own === before ? other : own
    if (own !== before && other !== before && own !== other) conflicts.push(key)
  }
  return { values, conflicts }
}

/** Only what differs from the version read is sent. */
export const changed = (base: Values, values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== (base[key] ?? '')))
