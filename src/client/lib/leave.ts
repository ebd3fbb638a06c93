/** Work to finish before the page is left, e.g. writing an unsaved draft. */
const beforeLeaving = new Set<() => Promise<void>>()

export function onLeave(work: () => Promise<void>): () => void {
  beforeLeaving.add(work)
  return () => beforeLeaving.delete(work)
}

/**
 * The browser may bring a page that was left back from its memory (the back button): whoever holds a shared phone by then
 * sees nothing of it, and the server is asked anew (H-26). Holds for every page of the app, also for those left long before
 * the sign-out.
 */
export function forgetPageWhenLeft(): void {
  addEventListener('pagehide', () => (document.body.hidden = true))
  addEventListener('pageshow', (event: PageTransitionEvent) => event.persisted && location.reload())
}

/** Work of drafts first, so that nothing is lost whatever the person does next. */
const writeDrafts = async (): Promise<void> => {
  await Promise.allSettled([...beforeLeaving].map((work) => work()))
}

/** Whose page this is, once it is known: told by the session. */
export interface Person {
  readonly id: string
  readonly username: string | null
}
let person: Person | undefined
let ended: Promise<void> | undefined

/** Fetched when a session ends; named by the start of the app, which knows the whole of it. */
type SignInAgain = () => Promise<{ signInAgain: (person: Person) => Promise<void> }>
let loadSignInAgain: SignInAgain | undefined
export const signInAgainWith = (load: SignInAgain): void => void (loadSignInAgain = load)

export function rememberPerson({ id, username }: Person): void {
  if (person !== undefined && person.id !== id) void leaveToOther()
  person = { id, username }
}

/** Goes along with every question: the server answers this page to nobody else. */
export const personOfPage = (): string | undefined => person?.id

/** Somebody else has signed in beside this page: nothing of the first person stays on it (H-26), nor does it go on. */
export function leaveToOther(): Promise<never> {
  location.replace('/')
  return new Promise<never>(() => undefined)
}

/**
 * The session is over. A page on which somebody has worked asks the same person to sign in again, over everything, and
 * resolves when it may go on; a page that shows nothing yet goes to the sign-in page and comes back afterwards.
 */
export function sessionEnded(): Promise<void> {
  ended ??= askAgain().finally(() => (ended = undefined))
  return ended
}

async function askAgain(): Promise<void> {
  const again = writeDrafts()
  const dialog = person && (await loadSignInAgain?.().catch(() => undefined))
  await again
  if (person === undefined || dialog === undefined) return leaveForSignIn()
  await dialog.signInAgain(person)
}

/** Goes to sign-in and comes back to this page afterwards: what waits for an answer is not told of it any more. */
async function leaveForSignIn(): Promise<never> {
  // Said on the sign-in page: that the session has ended and, when something was being written, that it is kept.
  const query = new URLSearchParams({ why: beforeLeaving.size > 0 ? 'draft' : 'expired' })
  const here = location.pathname + location.search
  if (here !== '/') query.set('next', here)
  location.assign(`/sign-in?${query.toString()}`)
  return new Promise<never>(() => undefined)
}
