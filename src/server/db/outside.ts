import { connect } from '#server/db/client.ts'
import { StartError } from '#server/start-error.ts'

/** First version with everything the migrations ask for. */
const OLDEST = 15

export interface OutsideServer {
  /** As PostgreSQL counts: 150006 is 15.6. */
  readonly version: number
  readonly encoding: string
}

/** Why an outside server cannot be used, in one line; undefined when it can. */
export function faultOfServer({ version, encoding }: OutsideServer, where: string): string | undefined {
  const major = Math.floor(version / 10_000)
  if (major < OLDEST) return `The database at ${where} is PostgreSQL ${major}: ${OLDEST} or later is needed.`
  if (encoding !== 'UTF8')
    return `The database at ${where} is encoded in ${encoding}: create one with ENCODING 'UTF8'.`
  return undefined
}

/** Looks at the server behind DATABASE_URL before anything is made in it. */
export async function checkServer(url: string): Promise<void> {
  const sql = connect(url, { max: 1, prepare: false })
  try {
    const [row] =
      await sql`select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`
    const fault = faultOfServer(
      { version: Number(row?.['version']), encoding: String(row?.['encoding']) },
      new URL(url).host,
    )
    if (fault !== undefined) throw new StartError(fault)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The application must not connect as a role that row-level security does not hold. */
export async function checkAppRole(url: string): Promise<void> {
  const sql = connect(url, { max: 1, prepare: false })
  try {
    const [row] =
      await sql`select rolname as name, rolsuper or rolbypassrls or rolcreaterole as strong from pg_roles where rolname = current_user`
    const name = String(row?.['name'])
    if (name !== 'shouwang_app')
      throw new StartError(
        `DATABASE_APP_URL connects as ${name}: the application works only as the role shouwang_app, which owns nothing.`,
      )
    if (row?.['strong'])
      throw new StartError(
        'The database role shouwang_app could pass row-level security: take SUPERUSER, BYPASSRLS and CREATEROLE from it.',
      )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Does something with an outside database; what its server answers becomes one line that names the setting. */
export async function explaining<T>(
  setting: 'DATABASE_URL' | 'DATABASE_APP_URL',
  url: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explained(error, setting, new URL(url).host)
  }
}

function explained(error: unknown, setting: string, where: string): unknown {
  if (error instanceof StartError || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ECONN|ENOTFOUND|CONNECT|EAI|EHOST|ENET)/.test(code))
    return new StartError(
      `The database at ${where} does not answer (${code}): check ${setting} and whether it runs.`,
    )
  // A pooler answers a wrong password with a protocol error (08P01).
  if (code.startsWith('28') || /authentication failed/.test(error.message))
    return new StartError(`The database at ${where} refused the user or password in ${setting}.`)
  if (code === '3D000')
    return new StartError(`The database named in ${setting} does not exist at ${where}: create it first.`)
  if (code === '42501')
    return new StartError(
      `The user in ${setting} may not do what is needed (${error.message}): let it create roles and own the database.`,
    )
  if (error.name !== 'PostgresError') return error
  return new StartError(`The database at ${where} could not be used (${error.message}): check ${setting}.`)
}
