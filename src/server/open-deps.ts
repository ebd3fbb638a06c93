import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { connect, detectPooler, type Target } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { loadOrCreateKey } from '#server/db/embedded/data-folder.ts'
import { startEmbedded, startOrAttach } from '#server/db/embedded/launcher.ts'
import { checkAppRole, checkServer, explaining } from '#server/db/outside.ts'
import { refuseOtherKey, rememberKey } from '#server/db/same-key.ts'
import { createPool } from '#server/db/pool.ts'
import { migrate } from '#server/db/migrate.ts'
import type { Deps } from '#server/deps.ts'
import type { Env } from '#server/env.ts'
import { sealPlainText } from '#server/seal-plain-text.ts'
import { createVault, type Vault } from '#server/vault/vault.ts'

/**
 * Three for each core: with more the database's processes push each other from it, and My day at 300 requests a second on
 * two cores takes 40 ms instead of 20 (p95). On a small machine six, so that a few long writes leave room.
 */
const CONNECTIONS = Math.min(24, Math.max(6, 3 * availableParallelism()))
const DATABASE_ROLE = 'shouwang_app'

export interface OpenedDeps {
  readonly deps: Deps
  /** The owner's connection, for the job queue and bulk loading. */
  readonly ownerTarget: Target
  close(): Promise<void>
}

interface Targets {
  readonly owner: Target
  readonly app: Target
  /** False when the app's role is somebody else's business (DATABASE_APP_URL). */
  readonly manageRole: boolean
  stop(): Promise<void>
}

/** Database, keys and sign-in, ready to serve: started or attached, migrated, as the role that owns nothing. */
export async function openDeps(
  env: Env,
  log: Logger,
  notice: (line: string) => void,
  { attach = false, applicationName }: { attach?: boolean; applicationName?: string } = {},
): Promise<OpenedDeps> {
  const started = await openTargets(env, notice, attach)
  const vault = createVault(keyOf(env), env.cipher)
  const app = withPassword(started, vault)
  try {
    const prepare = await prepareDatabase(started, app, vault, env)
    if (!prepare)
      notice('A connection pooler stands before the database: prepared statements are switched off.')
    const pool = createPool((max = CONNECTIONS) =>
      connect(app, { max, prepare, ...(applicationName && { applicationName }) }),
    )
    const db = createDatabase(pool.sql, prepare, pool.renewIfDead)
    const now = (): number => Date.now()
    const auth = await createAuth({ db, secret: vault.secret('session'), env, now })
    const deps: Deps = { env, db, vault, auth, log, now }
    return {
      deps,
      ownerTarget: started.owner,
      async close() {
        await db.close()
        await started.stop()
      },
    }
  } catch (error) {
    await started.stop()
    throw error
  }
}

/** A command may use the database of a running server; a second server on the same folder is refused. */
async function openTargets(env: Env, notice: (line: string) => void, attach: boolean): Promise<Targets> {
  if (env.databaseUrl)
    return {
      owner: env.databaseUrl,
      app: env.databaseAppUrl ?? env.databaseUrl,
      manageRole: !env.databaseAppUrl,
      stop: async () => undefined,
    }
  const start = attach ? startOrAttach : startEmbedded
  const embedded = await start({
    dataDir: env.dataDir,
    notice,
    ...(env.keyFile ? { keyFile: env.keyFile } : {}),
    ...(env.systemDir ? { systemDir: env.systemDir } : {}),
  })
  return { owner: embedded.connection, app: embedded.connection, manageRole: true, stop: embedded.stop }
}

/** The app's role gets a password derived from the master key; over a socket it is not asked for. */
function withPassword({ app, manageRole }: Targets, vault: Vault): Target {
  if (!manageRole) return app
  const password = vault.secret('database-role')
  if (typeof app !== 'string') return { ...app, username: DATABASE_ROLE, password }
  const url = new URL(app)
  url.username = DATABASE_ROLE
  url.password = password
  return url.href
}

const keyOf = (env: Env): Buffer => loadOrCreateKey(env.dataDir, env.keyFile ? { keyFile: env.keyFile } : {})

/** Brings the tables up to date and looks whom the app would work as; resolves to whether statements may be prepared. */
async function prepareDatabase(
  { owner, manageRole }: Targets,
  app: Target,
  vault: Vault,
  env: Env,
): Promise<boolean> {
  const migrated = (): Promise<void> => migrateWith(owner, vault, manageRole)
  if (typeof owner !== 'string' || typeof app !== 'string') return migrated().then(() => true)
  await explaining('DATABASE_URL', owner, () => checkServer(owner).then(migrated))
  return explaining(env.databaseAppUrl ? 'DATABASE_APP_URL' : 'DATABASE_URL', app, async () => {
    await checkAppRole(app)
    return !(await detectPooler(app))
  })
}

async function migrateWith(owner: Target, vault: Vault, manageRole: boolean): Promise<void> {
  const sql = connect(owner, { max: 1, prepare: false, applicationName: 'shouwang migrate' })
  try {
    await refuseOtherKey(sql, vault)
    await migrate(sql, manageRole ? vault.secret('database-role') : undefined)
    await rememberKey(sql, vault)
    await sealPlainText(sql, vault)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
