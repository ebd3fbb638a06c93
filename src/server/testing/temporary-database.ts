import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Target } from '#server/db/client.ts'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { migrate } from '#server/db/migrate.ts'

export interface TemporaryServer {
  /** The owner's connection to one database of the server. */
  owner(database: string): Exclude<Target, string>
  /** The application's role on the same database. */
  app(database: string): Exclude<Target, string>
  stop(): Promise<void>
}

/** A real PostgreSQL in a folder of its own that vanishes with it; tests may forget on a crash, data is never kept. */
export async function startTemporaryServer(): Promise<TemporaryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-test-'))
  // Short, because a socket's path has a limit; passable, because as root the server runs as another user.
  const systemDir = mkdtempSync(join(tmpdir(), 'sw-'))
  chmodSync(systemDir, 0o711)
  const embedded = await startEmbedded({ dataDir: folder, systemDir })
  await forget(embedded.connection)
  return {
    owner: (database) => ({ ...embedded.connection, database }),
    app: (database) => ({ ...embedded.connection, database, username: 'shouwang_app' }),
    async stop() {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
      rmSync(systemDir, { recursive: true, force: true })
    },
  }
}

/** Nothing waits for the disk. */
async function forget(target: Target): Promise<void> {
  const sql = connect(target, { max: 1, prepare: false })
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await sql.unsafe(`alter system set ${name} = off`)
  await sql`select pg_reload_conf()`
  await sql.end()
}

/** Runs `work` on a freshly migrated database of a server of its own. */
export async function withTemporaryDatabase<T>(work: (target: Target) => Promise<T>): Promise<T> {
  const server = await startTemporaryServer()
  const target = server.owner('postgres')
  try {
    const sql = connect(target, { max: 2, prepare: false })
    try {
      await migrate(sql, 'test')
    } finally {
      await sql.end()
    }
    return await work(target)
  } finally {
    await server.stop()
  }
}
