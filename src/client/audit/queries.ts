import { infiniteQueryOptions } from '@tanstack/react-query'
import { listAudit } from '#shared/audit/api.ts'
import type { AuditQuery } from '#shared/audit/schema.ts'
import { call } from '#client/lib/call.ts'

type Filter = Pick<AuditQuery, 'pupilId' | 'kind'>

/** The log, newest first, read on and on towards the past. */
export const auditQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: { ...filter, ...(pageParam !== null && { before: pageParam }) }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  })
