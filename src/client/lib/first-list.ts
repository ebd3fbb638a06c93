import type { Role } from '#shared/access/schema.ts'

/** Roles with a list of the day; whoever looks after the log only has none, and nothing asks the server for it. */
export const withDay: readonly Role[] = [
  'classTeacher',
  'helpingTeacher',
  'counsellor',
  'principal',
  'archiveKeeper',
  'administrator',
]

/** Read before anything else has arrived, too (shell/boot.ts). */
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
export function rememberDay(roles: readonly Role[]): void {
  try {
    if (roles.some((role) => withDay.includes(role))) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, '1')
  } catch {
    // Storage is blocked: it is asked for each time.
  }
}
