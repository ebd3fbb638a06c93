/** Read before anything else has arrived (shell/boot.ts), and told by the answer to a sign-in (shell/sign-in.ts), too. */
const KEY = 'noDay'

/** The same for the service worker, which cannot read what a page stores: a note in a cache of its own. */
export const NO_DAY = '/no-day'

/** Whoever was here last on this device had no list of the day: it is not asked for before the session is known. */
export function isDayKnownMissing(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

/** Remembers for the next visit on this device whether the first screen has a list of the day; it never fails. */
export async function rememberDay(has: boolean): Promise<void> {
  try {
    if (has) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, '1')
  } catch {
    // Storage is blocked: it is asked for each time.
  }
  try {
    const cache = await caches.open('first-list')
    await (has ? cache.delete(NO_DAY) : cache.put(NO_DAY, new Response()))
  } catch {
    // No such cache here, and no worker that would look into it.
  }
}

/**
 * What a page asks before anything of the app has arrived: who is here, and what the first screen shows. Asked by the
 * page itself (shell/boot.ts), and by the service worker while the page is still being opened.
 */
export function firstQuestions(pathname: string, hasDay: boolean): readonly string[] {
  if (/^\/(ui|setup)(\/|$)/.test(pathname)) return []
  return ['/api/session', ...(pathname === '/' && hasDay ? ['/api/my-day'] : [])]
}

export const ask = (address: string): Promise<Response> =>
  fetch(address, { credentials: 'same-origin', headers: { accept: 'application/json' } })
