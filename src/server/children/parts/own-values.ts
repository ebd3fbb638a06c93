import { ownKey } from '#shared/children/rules/fields-values.ts'
import type { ChildrenQuery } from '#shared/children/schema.ts'
import { openPart } from '#server/children/parts/file-parts.ts'
import {
  idsQuery,
  matchingPartsQuery,
  ownTierQuery,
  partsOfQuery,
  type ListFilter,
} from '#server/children/reads.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'

export type OwnWanted = Pick<ChildrenQuery, 'own' | 'is' | 'from' | 'to'>

/** Exactly, of a text a part; numbers and dates from and to, both included. Without a wish: whoever has a value. */
export function ownMatches(value: string | undefined, { is, from, to }: OwnWanted): boolean {
  if (value === undefined) return false
  if (is) return value.includes(is)
  const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)
  const below = (a: string, b: string): boolean =>
    isNumber(a) && isNumber(b) ? Number(a) < Number(b) : a < b
  return !(from && below(value, from)) && !(to && below(to, value))
}

/** Values of the parts the scope opens, by child: they lie under seal, so they are looked through here. */
export async function fieldsByChild(
  { db, vault }: Deps,
  scope: Scope,
  filter: ListFilter,
): Promise<Map<string, Record<string, string>>> {
  const [rows] = await db.read(scope, [matchingPartsQuery(scope, filter)])
  const all = new Map<string, Record<string, string>>()
  for (const { id, tier, sealed } of rows)
    all.set(id, { ...all.get(id), ...openPart(vault, id, tier, sealed).values })
  return all
}

/** Files that lie open in memory at a time. */
const AT_ONCE = 200

/**
 * The children whose own field holds what is wanted: of each file only the part in which the field lies is opened, and a
 * handful of files at a time, so that a large school asks for no more memory than a small one.
 */
export async function idsByOwn(
  { db, vault }: Deps,
  scope: Scope,
  filter: ListFilter,
  wanted: OwnWanted & { readonly own: string },
): Promise<string[]> {
  const [[field], matching] = await db.read(scope, [ownTierQuery(scope, wanted.own), idsQuery(scope, filter)])
  if (!field) return []
  const { tier } = field
  const key = ownKey(wanted.own)
  const found: string[] = []
  for (let at = 0; at < matching.length; at += AT_ONCE) {
    const some = matching.slice(at, at + AT_ONCE).map(({ id }) => id)
    const [parts] = await db.read(scope, [partsOfQuery(scope, tier, some)])
    for (const { id, sealed } of parts)
      if (ownMatches(openPart(vault, id, tier, sealed).values[key], wanted)) found.push(id)
  }
  return found
}
