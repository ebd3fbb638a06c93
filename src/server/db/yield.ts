import { constants, setPriority } from 'node:os'
import type { Database } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'

/** Connections of this name belong to work that lets others go first. */
export const PATIENT = 'shouwang patient'

const LOOK_MS = 1000

const backendsQuery = raw<{ pid: number }>(
  'select pid from pg_stat_activity where application_name = $1 and usename = current_user',
  [PATIENT],
)

/**
 * Gives the database's processes that serve these connections the lowest priority, new ones too until the answer is
 * called: whoever asks the app meanwhile does not wait for them. For a database that we started on this machine.
 */
export async function letOthersFirst(db: Database): Promise<() => void> {
  const known = new Set<number>()
  const look = async (): Promise<void> => {
    for (const { pid } of await db.rows(backendsQuery)) {
      if (known.has(pid)) continue
      known.add(pid)
      setPriority(pid, constants.priority.PRIORITY_LOW)
    }
  }
  await look()
  // A connection that ended meanwhile is none to care for; without a database the work itself fails and says so.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS)
  return () => clearInterval(timer)
}
