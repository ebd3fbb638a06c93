import { listChildren, searchChildren } from '#shared/children/api.ts'
import type { ChildrenPage } from '#shared/children/schema.ts'
import { call, type CallInput } from './call.ts'

type Wanted = NonNullable<CallInput<typeof searchChildren>['body']>

/** The list as asked for. What somebody typed, and a mark, goes in the body: neither stands in an address or a log (H-02). */
export const findChildren = (wanted: Wanted, signal: AbortSignal): Promise<ChildrenPage> =>
  wanted.q === undefined && wanted.mark === undefined && wanted.own === undefined
    ? call(listChildren, { query: wanted, signal })
    : call(searchChildren, { body: wanted, signal })
