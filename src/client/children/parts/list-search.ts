const filters = ['toVerify', 'urgent', 'incomplete', 'noLongerCounted'] as const
export type ChildFilter = (typeof filters)[number]

/** What the list's address remembers, so that going back finds it as it was left. */
export interface ListSearch {
  view?: 'all'
  class?: string
  only?: ChildFilter
  q?: string
  /** A field of the school's own, and what it should hold. */
  own?: string
  is?: string
  from?: string
  to?: string
  page?: number
}

/** Reads the address; anything unknown in it is left out. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const only = filters.find((filter) => filter === raw['only'])
  const page = Number(raw['page'])
  const text = (name: 'own' | 'is' | 'from' | 'to') =>
    typeof raw[name] === 'string' && raw[name] !== '' ? { [name]: raw[name] } : {}
  return {
    ...text('own'),
    ...text('is'),
    ...text('from'),
    ...text('to'),
    ...(raw['view'] === 'all' && { view: 'all' as const }),
    ...(typeof raw['class'] === 'string' && { class: raw['class'] }),
    ...(only !== undefined && { only }),
    ...(typeof raw['q'] === 'string' && raw['q'] !== '' && { q: raw['q'] }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  }
}
