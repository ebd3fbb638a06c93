import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'

import { StartError } from '#server/start-error.ts'

/** Where root keeps binaries and databases: the server's own user can enter it, whatever folder DATA_DIR is in. */
export const SYSTEM_DIR = '/var/lib/shouwang'
/**
 * The user that runs the database when root starts it: a number that no distribution gives out (systemd's table of
 * user numbers lists 60578–61183 as unused), so no other service can reach the files, as one running as nobody could.
 */
const SERVER_UID = 60936
/** The longest socket path that Linux (108 bytes with the closing zero) and macOS (104) both take. */
const SOCKET_PATH_BYTES = 103

export type User = { uid: number; gid: number }

/** Where one data folder's database lives and who runs it. */
export type Place = {
  /** Holds cluster/, run/ and server.log. */
  home: string
  /** Set when root starts: the server's user. */
  runAs?: User
  /** Set when root starts: initdb insists on a user with a name. */
  initAs?: User
}

const Marker = z.object({ home: z.string() })

export const clusterOf = (place: Place): string => join(place.home, 'cluster')
export const logOf = (place: Place): string => join(place.home, 'server.log')

export function clusterExists(place: Place): boolean {
  return existsSync(join(clusterOf(place), 'PG_VERSION'))
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * Where the database of a data folder is: DATA_DIR/postgres for an ordinary user, <systemDir>/<hash of DATA_DIR>
 * for root. DATA_DIR/postgres.json remembers it, so a renamed folder finds its database again.
 */
export function findPlace(folder: string, systemDir: string): Place {
  const marker = readMarker(folder)
  const place = isRoot() ? rootPlace(folder, systemDir, marker) : userPlace(folder, marker)
  if (marker !== undefined && !clusterExists(place)) {
    throw new StartError(
      `The database of ${folder} is missing (it was in ${place.home}): put it back or restore a backup; to begin anew, move ${folder} away.`,
    )
  }
  return place
}

function rootPlace(folder: string, systemDir: string, marker: string | undefined): Place {
  const inside = join(folder, 'postgres')
  if ((marker !== undefined && !isAbsolute(marker)) || existsSync(join(inside, 'cluster'))) {
    const uid = statSync(folder).uid
    throw new StartError(
      `The data folder ${folder} was made by user ${uid}, not by root: start as that user, or set DATA_DIR to another folder.`,
    )
  }
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return {
    home: marker ?? join(systemDir, hash),
    runAs: { uid: SERVER_UID, gid: SERVER_UID },
    initAs: nobody(),
  }
}

function userPlace(folder: string, marker: string | undefined): Place {
  if (marker !== undefined && isAbsolute(marker)) {
    throw new StartError(
      `The data folder ${folder} was made by root: start as root, or set DATA_DIR to another folder.`,
    )
  }
  return { home: join(folder, 'postgres') }
}

function nobody(): User {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) {
    throw new StartError(
      'The database cannot run as root and the system has no user "nobody": start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}

function readMarker(folder: string): string | undefined {
  const file = join(folder, 'postgres.json')
  if (!existsSync(file)) return undefined
  try {
    return Marker.parse(JSON.parse(readFileSync(file, 'utf8'))).home
  } catch {
    throw new StartError(
      `${file} is damaged: put it back from a backup (it holds {"home": "<the database's folder>"}).`,
    )
  }
}

/** Written once the database exists: from then on its absence is an error, not a first start. */
export function writeMarker(folder: string, place: Place): void {
  if (readMarker(folder) !== undefined) return
  const file = join(folder, 'postgres.json')
  const home = place.runAs === undefined ? 'postgres' : place.home
  writeFileSync(`${file}.new`, `${JSON.stringify({ home })}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** Creates the home, closed to everybody but the server's user. */
export function prepareHome(place: Place, systemDir: string): void {
  if (place.runAs !== undefined && !existsSync(systemDir)) {
    mkdirSync(systemDir, { recursive: true })
    chmodSync(systemDir, 0o755)
  }
  privateFolder(place.home, place.runAs)
}

export function privateFolder(path: string, user: User | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (user !== undefined) chownSync(path, user.uid, user.gid)
}

/** The private folder of the socket: inside the home, or a new one under the temporary folder when that path is too long. */
export function socketFolder(place: Place): { path: string; temporary: boolean } {
  const inside = join(place.home, 'run')
  // postgres.js reads a comma or colon in a host as a list or a port.
  if (Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES && !/[,:]/.test(inside)) {
    privateFolder(inside, place.runAs)
    return { path: inside, temporary: false }
  }
  const path = mkdtempSync(join(tmpdir(), 'shouwang-'))
  privateFolder(path, place.runAs)
  return { path, temporary: true }
}
