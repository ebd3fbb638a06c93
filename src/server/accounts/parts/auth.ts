import { betterAuth, type AuthContext } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { twoFactor, username } from 'better-auth/plugins'
import type { Database } from '#server/db/database.ts'
import type { Env } from '#server/env.ts'
import { runningKysely } from '#server/db/full-kysely.ts'
import { newId } from '#server/db/id.ts'
import { createLockout, type Lockout } from '#server/accounts/parts/lockout.ts'
import { makeBackupCodes } from '#server/accounts/parts/backup-codes.ts'
import { createTakeCode, type TakeCode } from '#server/accounts/parts/take-code.ts'

const SESSION_SECONDS = 12 * 3600

/** Sign-in as the rest of the server sees it. */
export interface Auth {
  /** Answers one of the library's own requests (paths below /api/auth). */
  handler(request: Request): Promise<Response>
  readonly cookieName: string
  /** Of the cookie of whoever has given the password and is asked for the code. */
  readonly challengeCookieName: string
  readonly secret: string
  hashPassword(password: string): Promise<string>
  verifyPassword(hash: string, password: string): Promise<boolean>
  /** Wrong passwords count together, wherever they are tried: at the sign-in, and on a phone that lies about signed in. */
  readonly lockout: Lockout
  /** The digits of a phone open one thing, wherever they are asked for. */
  readonly takeCode: TakeCode
}

interface AuthOptions {
  readonly db: Database
  readonly secret: string
  readonly env: Env
  readonly now: () => number
}

/**
 * better-auth with username + password and TOTP on our database. Its gaps are closed in hooks: five failures lock the
 * account for 15 minutes, and five wrong codes its second factor; disabled accounts never sign in, nobody signs up by himself.
 */
export async function createAuth({ db, secret, env, now }: AuthOptions): Promise<Auth> {
  const lockout = createLockout(db, now)
  const takeCode = createTakeCode(db, secret)
  const auth = betterAuth({
    appName: '守望',
    secret,
    basePath: '/api/auth',
    ...(env.publicUrl ? { baseURL: env.publicUrl } : {}),
    trustedOrigins: async (request) => (request ? [originOf(request)] : []),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is no answer of the library goes to our one place for faults: it would write it out, with all that was sent.
    onAPIError: { throw: true },
    database: { db: runningKysely(db.sql), type: 'postgres', transaction: false },
    user: {
      modelName: 'auth_user',
      additionalFields: {
        mustChangePassword: { type: 'boolean', input: false, defaultValue: false },
        disabled: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: {
      modelName: 'auth_session',
      expiresIn: SESSION_SECONDS,
      updateAge: 60,
      disableSessionRefresh: true,
    },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'shouwang',
      useSecureCookies: env.publicUrl?.startsWith('https://') ?? false,
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: ['x-shouwang-ip'] },
    },
    hooks: {
      before: createAuthMiddleware((ctx) => beforeTry(lockout, takeCode, ctx)),
      after: createAuthMiddleware((ctx) => afterTry(lockout, ctx)),
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 40, usernameValidator: () => true }),
      twoFactor({
        issuer: '守望',
        twoFactorTable: 'auth_two_factor',
        backupCodeOptions: { customBackupCodesGenerate: makeBackupCodes },
        // The library counts a wrong code after it has looked at it; ours are counted before (lockout.ts).
        accountLockout: { enabled: false },
      }),
    ],
  })
  const context = await auth.$context
  return {
    handler: (request) => auth.handler(request),
    cookieName: context.authCookies.sessionToken.name,
    challengeCookieName: context.createAuthCookie('two_factor').name,
    secret,
    hashPassword: (password) => context.password.hash(password),
    verifyPassword: (hash, password) => context.password.verify({ hash, password }),
    lockout,
    takeCode,
  }
}

type Tried = Asked & SignInContext & { readonly context: { readonly returned?: unknown } }

const locked = (until: string): APIError => new APIError('LOCKED', { code: 'account-locked', until })

/** A password or code is counted before it is looked at; a code that was taken before is not looked at by the library. */
async function beforeTry(lockout: Lockout, takeCode: TakeCode, ctx: Tried): Promise<void> {
  const name = await nameAsked(ctx)
  const userId = isOfCode(ctx) ? await whoseCode(ctx) : undefined
  const byName = name === undefined ? undefined : await lockout.begin(name)
  const until = byName ?? (userId === undefined ? undefined : await lockout.beginCode(userId))
  if (until) throw locked(until)
  if (userId === undefined || ctx.path !== '/two-factor/verify-totp') return
  if ((await takeCode(userId, codeIn(ctx.body), 'begun')) !== 'used') return
  const over = await lockout.codesLockedUntil(userId)
  throw over ? locked(over) : new APIError('UNAUTHORIZED', { code: 'used-code' })
}

/** A right one begins the count anew; the answer to the last wrong one says until when. */
async function afterTry(lockout: Lockout, ctx: Tried): Promise<void> {
  const { returned } = ctx.context
  const failed = returned instanceof APIError
  const userId = isOfCode(ctx) ? await whoseCode(ctx) : undefined
  if (userId !== undefined) {
    if (!failed) return void (await lockout.codeSucceeded(userId))
    const until = await lockout.codesLockedUntil(userId)
    if (until) throw locked(until)
  }
  const name = await nameAsked(ctx)
  if (name === undefined) return
  // A second factor that is set up already: the password was right all the same.
  if (!failed || returned.body?.['code'] === 'TOTP_ALREADY_ENABLED')
    return void (await lockout.succeeded(name))
  const until = await lockout.lockedUntil(name)
  if (until) throw locked(until)
}

interface SignInContext {
  readonly context: Pick<AuthContext, 'createAuthCookie' | 'secret' | 'internalAdapter' | 'newSession'>
  getSignedCookie(name: string, secret: string): Promise<string | false | null>
}

const isOfCode = ({ path }: { readonly path?: string }): boolean =>
  path?.startsWith('/two-factor/verify-') === true

/** Whose second factor a code is tried on: of the session there is, as the library does, else of the challenge. */
async function whoseCode(ctx: Asked & SignInContext): Promise<string | undefined> {
  const session = ctx.context.newSession ?? (await getSessionFromCtx(ctx))
  return session?.user.id ?? (await challenged(ctx))
}

/** Who has given the password and is asked for the code now, by the library's cookie. */
async function challenged(ctx: SignInContext): Promise<string | undefined> {
  const { createAuthCookie, secret, internalAdapter } = ctx.context
  const challenge = await ctx.getSignedCookie(createAuthCookie('two_factor').name, secret)
  if (!challenge) return undefined
  return (await internalAdapter.findVerificationValue(challenge))?.value
}

type Asked = Parameters<typeof getSessionFromCtx>[0] & { readonly path?: string }

/** Whose password is tried: of the name given, or of the session in which a second factor is set up. */
async function nameAsked(ctx: Asked): Promise<string | undefined> {
  if (ctx.path === '/sign-in/username') return nameIn(ctx.body)
  if (ctx.path !== '/two-factor/enable') return undefined
  const session = await getSessionFromCtx(ctx)
  return session ? nameIn(session.user) : undefined
}

const codeIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''

/** What is longer than any name is counted by its beginning: names without an account are kept in memory (lockout.ts). */
const LONGEST_NAME = 64

const nameIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'username' in body
    ? String(body.username).slice(0, LONGEST_NAME).toLowerCase()
    : ''

/** The app answers same-origin pages only; a foreign Origin was refused before (http/app.ts). */
const originOf = (request: Request): string => request.headers.get('origin') ?? new URL(request.url).origin
