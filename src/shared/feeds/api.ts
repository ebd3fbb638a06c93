import { endpoint, staff } from '#shared/contract.ts'
import { FeedInput, FeedMade, FeedState } from '#shared/feeds/schema.ts'

/** The feed itself is `GET /api/feed/<token>.ics`, outside this list: it has no session and answers a calendar. */
export const getFeed = endpoint({
  method: 'GET',
  path: '/api/feed',
  summary: 'Whether the person has a calendar link, since when and when it was last fetched',
  access: staff,
  response: FeedState,
})

export const makeFeed = endpoint({
  method: 'POST',
  path: '/api/feed',
  summary: 'Makes a private calendar link, shown once; an earlier one stops working',
  access: staff,
  body: FeedInput,
  response: FeedMade,
})

export const revokeFeed = endpoint({
  method: 'POST',
  path: '/api/feed/revoke',
  summary: 'Stops the calendar link',
  access: staff,
  response: FeedState,
})
