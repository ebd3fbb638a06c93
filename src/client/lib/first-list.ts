/** Read before anything else has arrived (shell/boot.ts), and told by the answer to a sign-in (shell/sign-in.ts), too. */
const KEY = 'noDay'

/** Whoever was here last on this device had no list of the day: it is not asked for before the session is known. */
export function isDayKnownMissing(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

/** Remembers for the next visit on this device whether the first screen has a list of the day. */
export function rememberDay(has: boolean): void {
  try {
    if (has) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, '1')
  } catch {
    // Storage is blocked: it is asked for each time.
  }
}
