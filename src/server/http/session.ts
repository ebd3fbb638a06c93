import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Role } from '#shared/access/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/context.ts'

const TOUCH_AFTER_MS = 60_000
/** Whoever asks does not wait for the disk: a minute lost with a power failure only shortens the idle time. */
const TOUCH = `update auth_session set "updatedAt" = $2::timestamptz
  from (select set_config('synchronous_commit', 'off', true)) as no_wait where id = $1::uuid`

interface Row {
  user_id: string
  session_id: string
  name: string
  username: string | null
  locale: string | null
  must_change_password: boolean
  two_factor: boolean
  touched_at: string
  roles: {
    role: Role
    schoolId: string
    classId: string | null
    pupilId: string | null
    timeZone: string
    coverFor: string | null
  }[]
}

/** The person of a valid session cookie, with the grants that hold today; one look-up, always from the database. */
export async function findSignedIn(deps: Deps, cookies: string | undefined): Promise<SignedIn | undefined> {
  const token = signedCookie(cookies, deps.auth.cookieName, deps.auth.secret)
  if (!token) return undefined
  const now = deps.now()
  const [row] = await deps.db.rows(
    raw<Row>('select * from session_actor($1, $2::timestamptz, $3::interval)', [
      token,
      new Date(now).toISOString(),
      `${deps.env.idleMinutes} minutes`,
    ]),
  )
  if (!row) return undefined
  if (now - Date.parse(row.touched_at) > TOUCH_AFTER_MS)
    await deps.db.rows(raw(TOUCH, [row.session_id, new Date(now).toISOString()]))
  return {
    userId: row.user_id,
    sessionId: row.session_id,
    name: row.name,
    username: row.username,
    locale: row.locale,
    mustChangePassword: row.must_change_password,
    twoFactor: row.two_factor,
    grants: row.roles,
  }
}

/**
 * Whether the page that asks was opened for somebody else: after a sign-out and a sign-in beside it in the same browser its
 * cookie is the next person's (H-26). Links and downloads name nobody.
 */
export function isPageOfAnother({ 'x-person': person }: IncomingHttpHeaders, user: SignedIn): boolean {
  return typeof person === 'string' && person !== '' && person !== user.userId
}

/** What a signed cookie of better-auth says (`value.signature`, HMAC-SHA-256), checked here to save a second library pass. */
export function signedCookie(cookies: string | undefined, name: string, secret: string): string | undefined {
  const raw = cookies
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)
  if (!raw) return undefined
  const value = decode(raw)
  const dot = value.lastIndexOf('.')
  if (dot <= 0) return undefined
  const said = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const wanted = createHmac('sha256', secret).update(said).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? said : undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
