import type { CareCategory } from '#shared/marks/schema.ts'

const filters = ['toVerify', 'urgent', 'incomplete', 'noLongerCounted'] as const
export type ChildFilter = (typeof filters)[number]

/** What the list's address remembers, so that going back finds it as it was left. */
export interface ListAddress {
  view?: 'all'
  class?: string
  only?: ChildFilter
  page?: number
}

/** What was typed, and what children are marked with: it tells of children, and stands in no address (lib/typed.ts). */
export interface Wish {
  /** Pupils who are looked after for this, too; instead of the list. */
  mark?: CareCategory | undefined
  q?: string | undefined
  /** A field of the school's own, and what it should hold. */
  own?: string | undefined
  is?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export type ListSearch = ListAddress & Wish

/** Reads the address; anything unknown in it is left out. */
export function readListSearch(raw: Record<string, unknown>): ListAddress {
  const only = filters.find((filter) => filter === raw['only'])
  const page = Number(raw['page'])
  return {
    ...(raw['view'] === 'all' && { view: 'all' as const }),
    ...(typeof raw['class'] === 'string' && { class: raw['class'] }),
    ...(only !== undefined && { only }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  }
}
