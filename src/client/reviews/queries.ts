import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { listReviews, lookAtReview } from '#shared/reviews/api.ts'
import type { LookInput } from '#shared/reviews/schema.ts'
import { call } from '#client/lib/call.ts'

export const reviewsQuery = queryOptions({
  queryKey: ['reviews'],
  queryFn: ({ signal }) => call(listReviews, { signal }),
})

export function useLook() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: LookInput) => call(lookAtReview, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: reviewsQuery.queryKey }),
  })
}
