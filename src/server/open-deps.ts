import type { Logger } from 'pino'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { connect, detectPooler, type Target } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { loadOrCreateKey } from '#server/db/embedded/data-folder.ts'
import { startEmbedded, startOrAttach } from '#server/db/embedded/launcher.ts'
import { createPool } from '#server/db/pool.ts'
import { migrate } from '#server/db/migrate.ts'
import type { Deps } from '#server/deps.ts'
import type { Env } from '#server/env.ts'
import { sealFamilies, sealFiles, sealReasons } from '#server/seal-reasons.ts'
import { StartError } from '#server/start-error.ts'
import { createVault, type Vault } from '#server/vault/vault.ts'

const CONNECTIONS = 12
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
  { attach = false }: { attach?: boolean } = {},
): Promise<OpenedDeps> {
  const started = await openTargets(env, notice, attach)
  const vault = createVault(keyOf(env), env.cipher)
  const { owner, app } = withPassword(started, vault)
  try {
    await migrateWith(owner, vault, started.manageRole)
    const prepare = typeof app === 'string' ? !(await detectPooler(app)) : true
    if (!prepare)
      notice('A connection pooler stands before the database: prepared statements are switched off.')
    const pool = createPool((max = CONNECTIONS) => connect(app, { max, prepare }))
    const db = createDatabase(pool.sql, prepare, pool.renewIfDead)
    const now = (): number => Date.now()
    const auth = await createAuth({ db, secret: vault.secret('session'), env, now })
    const deps: Deps = { env, db, vault, auth, log, now }
    return {
      deps,
      ownerTarget: owner,
      async close() {
        await db.close()
        await started.stop()
      },
    }
  } catch (error) {
    await started.stop()
    throw explained(error, env)
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
function withPassword({ owner, app, manageRole }: Targets, vault: Vault): { owner: Target; app: Target } {
  if (!manageRole) return { owner, app }
  const password = vault.secret('database-role')
  if (typeof app !== 'string') return { owner, app: { ...app, username: DATABASE_ROLE, password } }
  const url = new URL(app)
  url.username = DATABASE_ROLE
  url.password = password
  return { owner, app: url.href }
}

const keyOf = (env: Env): Buffer => loadOrCreateKey(env.dataDir, env.keyFile ? { keyFile: env.keyFile } : {})

async function migrateWith(owner: Target, vault: Vault, manageRole: boolean): Promise<void> {
  const sql = connect(owner, { max: 1, prepare: false, applicationName: 'shouwang migrate' })
  try {
    await migrate(sql, manageRole ? vault.secret('database-role') : undefined)
    await sealReasons(sql, vault)
    await sealFiles(sql, vault)
    await sealFamilies(sql, vault)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function explained(error: unknown, env: Env): unknown {
  if (!env.databaseUrl || error instanceof StartError || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const where = new URL(env.databaseUrl).host
  if (/^(ECONN|ENOTFOUND|CONNECT|EAI)/.test(code))
    return new StartError(
      `The database at ${where} does not answer (${code}): check DATABASE_URL and whether it runs.`,
    )
  if (code.startsWith('28'))
    return new StartError(`The database at ${where} refused the user or password in DATABASE_URL.`)
  if (code === '3D000')
    return new StartError(`The database named in DATABASE_URL does not exist at ${where}: create it first.`)
  if (code === '42501')
    return new StartError(
      `The user in DATABASE_URL may not do what is needed (${error.message}): let it create roles and own the database.`,
    )
  return error
}
