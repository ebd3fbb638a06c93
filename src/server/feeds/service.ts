import { createHash, randomBytes } from 'node:crypto'
import { hasRole } from '#shared/access/policy.ts'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { mayKeepFeed } from '#shared/feeds/policy.ts'
import type { FeedMade, FeedState } from '#shared/feeds/schema.ts'
import type { Deps } from '#server/deps.ts'
import { dueCounts } from '#server/duties/service.ts'
import { icalOf } from '#server/feeds/parts/ical.ts'
import { languageOf } from '#server/feeds/parts/words.ts'
import { insertLinkQuery, markReadQuery, revokeLinksQuery } from '#server/feeds/queries.ts'
import { currentLinkQuery, feedActorQuery, type FeedActorRow, feedTasksQuery } from '#server/feeds/reads.ts'
import { contextFor, type Context } from '#server/http/context.ts'

const TOKEN_BYTES = 32
/** Days before and after today that a calendar is given. */
const BACK_DAYS = 60
const AHEAD_DAYS = 370

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export async function getFeed({ db }: Deps, context: Context): Promise<Result<FeedState>> {
  const scope = context.scope(mayKeepFeed(context.actor))
  if (!scope) return fail('forbidden')
  const [[link]] = await db.read(scope, [currentLinkQuery(scope)])
  return ok({ link: link ?? null })
}

/** One link a person: the earlier one stops with the same stroke. */
export async function makeFeed(deps: Deps, context: Context, id: string): Promise<Result<FeedMade>> {
  const scope = context.scope(mayKeepFeed(context.actor))
  if (!scope) return fail('forbidden')
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const at = new Date(deps.now()).toISOString()
  return deps.db.write<Result<FeedMade>>(scope, async (tx) => {
    await tx.rows(revokeLinksQuery(scope, at))
    const [link] = await tx.rows(insertLinkQuery(scope, { id, hash: hashOf(token), at }))
    if (!link) return fail('already-exists')
    tx.audit({ action: 'create', entity: 'feed', entityId: id })
    return ok({ link, path: `/api/feed/${token}.ics` })
  })
}

export async function revokeFeed(deps: Deps, context: Context): Promise<Result<FeedState>> {
  const scope = context.scope(mayKeepFeed(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<FeedState>>(scope, async (tx) => {
    const revoked = await tx.rows(revokeLinksQuery(scope, new Date(deps.now()).toISOString()))
    for (const { id } of revoked) tx.audit({ action: 'end', entity: 'feed', entityId: id })
    return ok({ link: null })
  })
}

/** The calendar behind a token; undefined when it is unknown or revoked, or its person has no role here today. */
export async function readFeed(deps: Deps, token: string): Promise<string | undefined> {
  const at = deps.now()
  const [row] = await deps.db.rows(feedActorQuery(hashOf(token), new Date(at).toISOString()))
  const context = row && contextFor(signedInOf(row), row.school_id, at)
  const scope = context?.scope(mayKeepFeed(context.actor))
  if (!row || !context || !scope) return undefined
  const { actor, today } = context
  const days = { from: addDays(today, -BACK_DAYS), to: addDays(today, AHEAD_DAYS) }
  const who = {
    all: hasRole(actor, 'principal', 'administrator'),
    roles: actor.grants.map(({ role }) => role),
  }
  const [tasks, duties] = await deps.db.read(scope, [
    feedTasksQuery(scope, who, days),
    // What the person owes, covers included; what a leader merely oversees is no appointment.
    dueCounts(scope, { wide: false, leads: false }, days),
    markReadQuery(scope, row.link_id),
  ])
  return icalOf({ linkId: row.link_id, language: languageOf(row.locale), at, tasks, duties })
}

/** The link stands for its person as a session does, for this one reading. */
const signedInOf = (row: FeedActorRow) => ({
  userId: row.user_id,
  sessionId: row.link_id,
  name: row.name,
  username: null,
  locale: row.locale,
  mustChangePassword: false,
  twoFactor: true,
  grants: row.roles,
})
