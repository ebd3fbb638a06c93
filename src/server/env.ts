import { z } from 'zod'
import { StartError } from '#server/start-error.ts'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SHOUWANG_KEY_FILE: z.string().min(1).optional(),
  SHOUWANG_CIPHER: z.enum(['aes-256-gcm', 'sm4']).default('aes-256-gcm'),
  IDLE_MINUTES: z.coerce.number().int().min(5).max(30).default(30),
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
})

const cures: Readonly<Record<string, string>> = {
  PORT: 'a number from 0 to 65535, e.g. PORT=8080',
  HOST: 'an address of this machine, e.g. HOST=0.0.0.0',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/shouwang',
  DATABASE_APP_URL: 'an address like postgres://shouwang_app:password@host:6432/shouwang',
  PUBLIC_URL: 'the address people type, e.g. https://care.school.example',
  LOG_LEVEL: 'one of fatal, error, warn, info, debug, silent',
  SHOUWANG_CIPHER: 'aes-256-gcm or sm4',
  IDLE_MINUTES: 'a number of minutes from 5 to 30',
  TRUST_PROXY: '1 behind a proxy of yours, else 0',
}

export interface Env {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** The application's own role behind a pooler that must know its password. */
  readonly databaseAppUrl: string | undefined
  readonly publicUrl: string | undefined
  readonly logLevel: string
  readonly keyFile: string | undefined
  readonly cipher: 'aes-256-gcm' | 'sm4'
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number
  /** Whether X-Forwarded-For of a proxy is believed. */
  readonly trustProxy: boolean
}

/** Reads the environment; throws StartError naming the variable and the cure. */
export function readEnv(source: Readonly<Record<string, string | undefined>>, { demo = false } = {}): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? '')
    throw new StartError(`${name} is not usable: give ${cures[name] ?? 'another value'}.`)
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR ?? (demo ? 'data-demo' : 'data'),
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, ''),
    logLevel: env.LOG_LEVEL,
    keyFile: env.SHOUWANG_KEY_FILE,
    cipher: env.SHOUWANG_CIPHER,
    idleMinutes: env.IDLE_MINUTES,
    trustProxy: env.TRUST_PROXY === '1',
  }
}
