import { queryOptions } from '@tanstack/react-query'
import { getAppraisal } from '#shared/appraisal/api.ts'
import { call } from './call.ts'

/** Points and awards of a school year, as far as they concern whoever asks; without a year, of the newest with something of it. */
export const appraisalQuery = (yearId?: string) =>
  queryOptions({
    queryKey: ['appraisal', 'view', yearId ?? null],
    queryFn: ({ signal }) => call(getAppraisal, { query: yearId === undefined ? {} : { yearId }, signal }),
  })
