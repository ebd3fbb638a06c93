import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { StartError } from '#server/start-error.ts'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(levels).default('info'),
  SHOUWANG_KEY_FILE: z.string().optional(),
  SHOUWANG_CIPHER: z.enum(['aes-256-gcm', 'sm4']).default('aes-256-gcm'),
  SHOUWANG_SYSTEM_DIR: z.string().refine(isAbsolute).optional(),
  IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  VIRUS_SCAN: z
    .string()
    .regex(/^(clamd:\S+|\/.+|[A-Za-z]:[\\/].+)$/)
    .optional(),
  TRUST_PROXY: z
    .string()
    .regex(/^[\da-f.:/, ]*[\d:][\da-f.:/, ]*$/i)
    .optional(),
})

/** What each variable must be; a value is repeated only where it cannot be a secret. */
const rules: Readonly<Record<keyof z.infer<typeof Environment>, { must: string; secret?: boolean }>> = {
  PORT: { must: 'be a whole number from 0 to 65535, e.g. PORT=8080' },
  HOST: { must: 'be a host name or address of this machine, e.g. HOST=0.0.0.0' },
  DATA_DIR: { must: 'be a folder' },
  DATABASE_URL: { must: 'be like postgres://user:password@host:5432/shouwang', secret: true },
  DATABASE_APP_URL: { must: 'be like postgres://shouwang_app:password@host:6432/shouwang', secret: true },
  PUBLIC_URL: { must: 'be like https://care.school.example, the address people type' },
  LOG_LEVEL: { must: `be one of ${levels.join(', ')}` },
  SHOUWANG_KEY_FILE: { must: 'be a file' },
  SHOUWANG_CIPHER: { must: 'be aes-256-gcm or sm4' },
  SHOUWANG_SYSTEM_DIR: { must: 'be an absolute path' },
  IDLE_MINUTES: { must: 'be a whole number from 1 to 1440' },
  VIRUS_SCAN: { must: 'be clamd:/run/clamd.sock, clamd:127.0.0.1:3310 or the absolute path of a command' },
  TRUST_PROXY: { must: 'list the addresses of your proxies, e.g. TRUST_PROXY=127.0.0.1' },
}

export interface Env {
  readonly demo: boolean
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Where root keeps binaries and databases when it is not /var/lib/shouwang. */
  readonly systemDir: string | undefined
  readonly databaseUrl: string | undefined
  /** The application's own role, for a pooler that must know its password. */
  readonly databaseAppUrl: string | undefined
  readonly publicUrl: string | undefined
  readonly logLevel: (typeof levels)[number]
  readonly keyFile: string | undefined
  readonly cipher: 'aes-256-gcm' | 'sm4'
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number
  /** A clamd socket or a command that gets each file on its input; undefined = files are not scanned. */
  readonly virusScan: string | undefined
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[]
}

/** Reads the environment; throws StartError with one line that names the variable and the cure. */
export function parseEnv(
  source: Readonly<Record<string, string | undefined>>,
  { demo = false }: { demo?: boolean } = {},
): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) throw faultOf(String(parsed.error.issues[0]?.path[0]), given)
  const env = parsed.data
  if (env.DATABASE_APP_URL && !env.DATABASE_URL)
    throw new StartError('DATABASE_APP_URL is set without DATABASE_URL: set both, or neither.')
  return {
    demo,
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR ?? (demo ? 'data-demo' : 'data')),
    systemDir: env.SHOUWANG_SYSTEM_DIR,
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : undefined,
    logLevel: env.LOG_LEVEL,
    keyFile: env.SHOUWANG_KEY_FILE,
    cipher: env.SHOUWANG_CIPHER,
    idleMinutes: env.IDLE_MINUTES,
    virusScan: env.VIRUS_SCAN,
    trustProxy: (env.TRUST_PROXY ?? '').split(/[\s,]+/).filter((address) => address !== ''),
  }
}

function faultOf(name: string, given: Readonly<Record<string, string | undefined>>): StartError {
  const rule = rules[name as keyof typeof rules]
  const shown = rule.secret ? '' : ` (it is "${given[name]}")`
  return new StartError(`${name} must ${rule.must}${shown}.`)
}
