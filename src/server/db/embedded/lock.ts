import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

import { isMissing, StartError } from '#server/start-error.ts'
import { isAlive, ownIdentity } from '#server/db/embedded/process-identity.ts'

/** Seconds after which a lock held on another machine or in another container counts as left behind. */
const FOREIGN_LOCK_SECONDS = 60
const HEARTBEAT_MILLISECONDS = 10_000

const Owner = z.object({ pid: z.number(), startedAt: z.string(), host: z.string() })

/** The folder belongs to a live process. */
export class HeldError extends StartError {}

/** `leftBy`: whose lock was found here, when its process had gone without giving it back. */
export type Lock = { release: () => void; leftBy: string | undefined }

/** Who holds the lock: free, stale (its process is gone) or held. */
export type LockState =
  | { state: 'free' }
  | { state: 'stale'; text: string; by: string }
  | { state: 'held'; by: string; here: boolean }

export function lockState(file: string): LockState {
  let text: string
  let ageSeconds: number
  try {
    text = readFileSync(file, 'utf8')
    ageSeconds = (Date.now() - statSync(file).mtimeMs) / 1000
  } catch (error) {
    if (isMissing(error)) return { state: 'free' }
    throw error
  }
  const owner = parseOwner(text)
  if (owner === undefined) return { state: 'stale', text, by: 'a process that is gone' }
  const alive = isAlive(owner)
  if (alive === true) return { state: 'held', by: `process ${owner.pid}`, here: true }
  if (alive === undefined && ageSeconds < FOREIGN_LOCK_SECONDS) {
    return { state: 'held', by: `process ${owner.pid} on ${owner.host.split('/')[0]}`, here: false }
  }
  return { state: 'stale', text, by: `process ${owner.pid}, which is gone` }
}

function parseOwner(text: string): z.infer<typeof Owner> | undefined {
  try {
    return Owner.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * Takes the lock file or throws a StartError naming its holder. A lock whose process is gone is taken over:
 * it is moved away under a name of our own and looked at again, so two starters cannot both take it.
 */
export function acquireLock(file: string, folder: string): Lock {
  const own = `${JSON.stringify(ownIdentity())}\n`
  const suffix = randomBytes(6).toString('hex')
  const draft = `${file}.${suffix}`
  writeFileSync(draft, own, { mode: 0o600, flag: 'wx', flush: true })
  let leftBy: string | undefined
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (tryLink(draft, file)) return { ...hold(file, own), leftBy }
      const state = lockState(file)
      if (state.state === 'held') throw heldError(folder, state.by, state.here)
      if (state.state === 'stale') moveAway(file, `${file}.stale-${suffix}`, state.text)
      if (state.state === 'stale') leftBy = state.by
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw heldError(folder, 'another process that is starting', true)
}

function heldError(folder: string, by: string, here: boolean): HeldError {
  // Whether a process of another machine or container still lives shows only by its lock growing old.
  const gone = here ? '' : ' If it is gone already, start again in a minute.'
  return new HeldError(
    `The data folder ${folder} is in use by ${by}: one folder serves one process. Stop that one first, or set DATA_DIR to another folder.${gone}`,
  )
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') return false
    // File systems without hard links (FAT, some network folders): an exclusive create is the next best.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS')
      return tryCreate(draft, file)
    throw error
  }
}

function tryCreate(draft: string, file: string): boolean {
  try {
    writeFileSync(file, readFileSync(draft), { mode: 0o600, flag: 'wx', flush: true })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function moveAway(file: string, aside: string, judged: string): void {
  try {
    renameSync(file, aside)
    // A rival may have replaced the stale lock between our look and our move: then it gets its lock back.
    if (readFileSync(aside, 'utf8') !== judged) tryLink(aside, file)
    rmSync(aside, { force: true })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function hold(file: string, own: string): Pick<Lock, 'release'> {
  const heartbeat = setInterval(() => {
    try {
      const now = new Date()
      utimesSync(file, now, now)
    } catch {
      // A missed beat only matters to another machine, and only after a minute of them.
    }
  }, HEARTBEAT_MILLISECONDS)
  heartbeat.unref()
  return {
    release: () => {
      clearInterval(heartbeat)
      try {
        if (readFileSync(file, 'utf8') === own) rmSync(file, { force: true })
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    },
  }
}
