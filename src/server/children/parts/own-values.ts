import { ownKey } from '#shared/children/rules/fields-values.ts'
import type { ChildrenQuery } from '#shared/children/schema.ts'
import { openPart } from '#server/children/parts/file-parts.ts'
import { matchingPartsQuery, type ListFilter } from '#server/children/reads.ts'
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

/** The children whose own field holds what is wanted. */
export async function idsByOwn(
  deps: Deps,
  scope: Scope,
  filter: ListFilter,
  wanted: OwnWanted & { readonly own: string },
): Promise<string[]> {
  const values = await fieldsByChild(deps, scope, filter)
  const key = ownKey(wanted.own)
  return [...values].filter(([, fields]) => ownMatches(fields[key], wanted)).map(([id]) => id)
}
