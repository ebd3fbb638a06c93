import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { lchownSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { StartError } from '#server/start-error.ts'
import { type Binaries, program } from '#server/db/embedded/binaries.ts'
import { explainFailure } from '#server/db/embedded/failure.ts'
import { clusterExists, clusterOf, type Place, privateFolder, type User } from '#server/db/embedded/place.ts'

/** Files made by another major version cannot be read by this one; says so before the server would. */
export function checkMajor(place: Place, binaries: Binaries): void {
  if (!clusterExists(place)) return
  const found = readFileSync(join(clusterOf(place), 'PG_VERSION'), 'utf8').trim()
  if (found === binaries.major) return
  throw new StartError(
    `The database in ${place.home} was made by PostgreSQL ${found}, this release brings ${binaries.major}: start the release that made it, ` +
      'make a backup there (npm run shouwang -- backup) and restore it here into a new DATA_DIR.',
  )
}

/** Drafts live beside what they become, so that the last step is one rename; root's are entered by another user first. */
const draftPrefix = (place: Place): string =>
  place.initAs === undefined ? join(place.home, 'draft-') : `${place.home}.draft-`

/** Removes what an interrupted first start left. Only under the lock. */
export function removeDrafts(place: Place): void {
  const prefix = draftPrefix(place)
  for (const name of readdirSync(dirname(prefix))) {
    if (name.startsWith(basename(prefix))) removeFolder(join(dirname(prefix), name))
  }
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
  } catch {
    // An initdb whose starter was killed may still be writing; the next start removes the rest.
  }
}

/** Makes the database in a draft folder and puts it in place with one rename, so a half-made one is never seen. */
export async function createCluster(
  place: Place,
  binaries: Binaries,
  password: string | undefined,
): Promise<void> {
  const draft = `${draftPrefix(place)}${randomBytes(4).toString('hex')}`
  privateFolder(draft, place.initAs)
  try {
    const cluster = join(draft, 'cluster')
    mkdirSync(cluster, { mode: 0o700 })
    if (place.initAs !== undefined) lchownSync(cluster, place.initAs.uid, place.initAs.gid)
    await runInitdb(place, binaries, { cluster, passwordFile: writePassword(draft, password) })
    if (place.runAs !== undefined) giveTo(cluster, place.runAs)
    renameSync(cluster, clusterOf(place))
  } finally {
    removeFolder(draft)
  }
}

function writePassword(draft: string, password: string | undefined): string | undefined {
  if (password === undefined) return undefined
  const file = join(draft, 'password')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return file
}

function runInitdb(
  place: Place,
  binaries: Binaries,
  { cluster, passwordFile }: { cluster: string; passwordFile: string | undefined },
): Promise<void> {
  const auth =
    passwordFile === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const options = [
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-locale',
    '--no-instructions',
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(program(binaries, 'initdb'), ['-D', cluster, ...auth, ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: dirname(cluster),
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      ...place.initAs,
    })
    let output = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', (error) => reject(explainFailure(error.message, place)))
    child.on('close', (code) => (code === 0 ? resolve() : reject(explainFailure(output, place))))
  })
}

function giveTo(folder: string, user: User): void {
  lchownSync(folder, user.uid, user.gid)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) giveTo(path, user)
    else lchownSync(path, user.uid, user.gid)
  }
}
