/** Work to finish before the page is left, e.g. writing an unsaved draft. */
const beforeLeaving = new Set<() => Promise<void>>()

export function onLeave(work: () => Promise<void>): () => void {
  beforeLeaving.add(work)
  return () => beforeLeaving.delete(work)
}

let leaving = false

/**
 * The browser may bring a page that was left back from its memory (the back button): whoever holds a shared phone by then
 * sees nothing of it, and the server is asked anew (H-26). Holds for every page of the app, also for those left long before
 * the sign-out.
 */
export function forgetPageWhenLeft(): void {
  addEventListener('pagehide', () => (document.body.hidden = true))
  addEventListener('pageshow', (event: PageTransitionEvent) => event.persisted && location.reload())
}

/** Goes to sign-in and comes back to this page afterwards; drafts are written first. */
export async function leaveForSignIn(): Promise<void> {
  if (leaving) return
  leaving = true
  // Said on the sign-in page: that the session has ended and, when something was being written, that it is kept.
  const query = new URLSearchParams({ why: beforeLeaving.size > 0 ? 'draft' : 'expired' })
  await Promise.allSettled([...beforeLeaving].map((work) => work()))
  const here = location.pathname + location.search
  if (here !== '/') query.set('next', here)
  location.assign(`/sign-in?${query.toString()}`)
}
