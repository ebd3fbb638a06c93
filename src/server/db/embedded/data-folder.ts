import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { asStartError, isMissing, notMakeable, StartError } from '#server/start-error.ts'
import { acquireLock, type Lock } from '#server/db/embedded/lock.ts'

const LOCK = 'shouwang.lock'
const KEY_BYTES = 32
/** Names that show that a folder is one of ours; anything else in it belongs to somebody. */
const OURS = ['keys', 'postgres', 'postgres.json', 'running.json', LOCK]

/** Creates the data folder (mode 0700) when it is missing and returns its real path. Throws StartError. */
export function prepareDataFolder(dataDir: string): string {
  const folder = resolve(dataDir)
  try {
    makeFolder(folder)
    const names = readdirSync(folder).filter((name) => name !== 'lost+found' && !name.startsWith(LOCK))
    if (names.length > 0 && !names.some((name) => OURS.includes(name))) {
      throw new StartError(
        `The folder ${folder} holds other files (${names[0]}): set DATA_DIR to an empty or new folder.`,
      )
    }
    chmodSync(folder, 0o700)
    return realpathSync(folder)
  } catch (error) {
    throw asStartError(error, folder)
  }
}

/** Step by step: where nothing can be made (/proc) Node's own `recursive` tries for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Somebody made it at the same moment, or a file is in its place: what follows tells.
    if (existsSync(folder)) return
    throw isMissing(error) ? notMakeable(folder) : error
  }
}

export function lockFile(folder: string): string {
  return join(folder, LOCK)
}

/** One data folder, one process: throws StartError while another live process holds it. */
export function lockDataFolder(dataDir: string): Lock {
  const folder = prepareDataFolder(dataDir)
  try {
    return acquireLock(lockFile(folder), folder)
  } catch (error) {
    throw asStartError(error, folder)
  }
}

export function keyPath(dataDir: string, keyFile?: string): string {
  return keyFile ?? join(resolve(dataDir), 'keys', 'master.key')
}

/**
 * The 32-byte master key from DATA_DIR/keys/master.key (or `keyFile`), 64 hexadecimal digits, mode 0600.
 * Made at the first start only, or `first` taken for it: with `databaseExists` a missing key is a StartError, since a new
 * key could never open what the old one sealed.
 */
export function loadOrCreateKey(
  dataDir: string,
  options: { keyFile?: string; databaseExists?: boolean; first?: Buffer } = {},
): Buffer {
  const file = keyPath(dataDir, options.keyFile)
  try {
    const found = readKey(file)
    if (found !== undefined) return found
    if (options.databaseExists === true) {
      throw new StartError(
        `The key ${file} is missing, but its database exists: put the key back from your backup (without it sealed fields stay sealed for ever).`,
      )
    }
    return createKey(file, options.keyFile === undefined, options.first ?? randomBytes(KEY_BYTES))
  } catch (error) {
    throw asStartError(error, dirname(file))
  }
}

function readKey(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new StartError(
      `The key ${file} is damaged (it must be 64 hexadecimal digits): put it back from your backup.`,
    )
  }
  return Buffer.from(text, 'hex')
}

function createKey(file: string, ownFolder: boolean, made: Buffer): Buffer {
  if (ownFolder) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, `${made.toString('hex')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    // A link never overwrites: of two starters at the same moment both end up with the first one's key.
    if (!existsSync(file)) linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const key = readKey(file)
  if (key === undefined) throw new StartError(`The key ${file} could not be written.`)
  return key
}
