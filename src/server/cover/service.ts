import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { looksAfterChildren } from '#shared/access/policy.ts'
import type { Role } from '#shared/access/schema.ts'
import { mayArrange, mayArrangeForAll, maySeeCovers } from '#shared/cover/policy.ts'
import { type CoverFacts, coverFaults, coverState } from '#shared/cover/rules.ts'
import {
  type Cover,
  CoverableRole,
  type CoverDraft,
  type CoverInput,
  type CoverPerson,
  type CoverPreview,
  type PostInput,
} from '#shared/cover/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import {
  endCoverQuery,
  handOverQuery,
  insertCoverQuery,
  insertPostQuery,
  insertPostsQuery,
  lockCoversQuery,
  type NewCover,
  takeBackQuery,
} from '#server/cover/queries.ts'
import {
  type CoverRow,
  coversQuery,
  dutyPostQuery,
  handedOverQuery,
  movedQuery,
  rolesQuery,
  standingCoversQuery,
} from '#server/cover/reads.ts'
import { byPinyin } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { remind } from '#server/notices/service.ts'

/** Two school years of a large school; older ones are in the access log. */
const MOST_COVERS = 200

const arrangesForAll = (context: Context): boolean => mayArrangeForAll(context.actor).allowed

/** Who may end it: a leader, or the teacher who is covered; of a hand-over for good only who may arrange one. */
const mayEnd = (context: Context, row: CoverRow): boolean =>
  arrangesForAll(context) ||
  (row.to !== null && row.fromUserId === context.user.userId && mayArrange(context.actor).allowed)

function coverOf(context: Context, row: CoverRow): Cover {
  const { createdById: _createdById, changed, ...rest } = row
  const state = coverState({ ...row, ended: row.endedAt !== null }, context.today)
  const standing = state === 'coming' || state === 'running'
  return { ...rest, state, mayEnd: standing && !changed && mayEnd(context, row) }
}

export async function listCovers({ db }: Deps, context: Context): Promise<Result<{ covers: Cover[] }>> {
  const scope = context.scope(maySeeCovers(context.actor))
  if (!scope) return fail('forbidden')
  const userId = arrangesForAll(context) ? null : context.user.userId
  const [rows] = await db.read(scope, [coversQuery(scope, { userId, id: null }, MOST_COVERS)])
  return ok({ covers: rows.map((row) => coverOf(context, row)) })
}

type RoleRow = RowOf<ReturnType<typeof rolesQuery>>

/**
 * Everybody with a role today who looks after children; a teacher is told the own posts only, a leader also who handed
 * everything over and could have it back.
 */
export async function listPeople({ db }: Deps, context: Context): Promise<Result<{ people: CoverPerson[] }>> {
  const scope = context.scope(mayArrange(context.actor))
  if (!scope) return fail('forbidden')
  const [rows, former] = await db.read(scope, [rolesQuery(scope), handedOverQuery(scope)])
  const today = rows.filter(({ role, from }) => looksAfterChildren(role as Role) && from <= scope.today)
  const all = arrangesForAll(context)
  const held = Map.groupBy(today, ({ userId }) => userId)
  const had = Map.groupBy(all ? former : [], ({ userId }) => userId)
  const people = [...new Set([...held.keys(), ...had.keys()])].map((userId): CoverPerson => {
    const [own, given] = [held.get(userId) ?? [], had.get(userId) ?? []]
    return {
      userId,
      name: own[0]?.name ?? given[0]?.name ?? '',
      roles: [...new Set(own.map(({ role }) => role as Role))],
      posts: all || userId === context.user.userId ? own.flatMap(postOf) : [],
      had: given.map(({ roleId }) => roleId),
    }
  })
  return ok({ people: byPinyin(people) })
}

function postOf({ id, role, className, pupilName, classLeft }: RoleRow): CoverPerson['posts'] {
  const coverable = CoverableRole.safeParse(role)
  return coverable.success && !classLeft ? [{ roleId: id, role: coverable.data, className, pupilName }] : []
}

async function factsFor(tx: Pick<Transaction, 'run'>, scope: Scope, context: Context): Promise<CoverFacts> {
  const [roles, covers, former] = await tx.run(
    rolesQuery(scope),
    standingCoversQuery(scope),
    handedOverQuery(scope),
  )
  return {
    today: scope.today,
    forAll: arrangesForAll(context),
    roles: roles.map((row) => ({ ...row, role: row.role as Role })),
    covers,
    handedOver: former,
  }
}

/** A teacher's colleagues have no posts that a teacher could give away: the same answer as for a stranger. */
const isOthers = (context: Context, draft: CoverDraft): boolean =>
  !arrangesForAll(context) && draft.fromUserId !== context.user.userId

const unknownPerson = () => invalid({ path: 'fromUserId', code: 'unknown-reference' })

export async function previewCover(
  { db }: Deps,
  context: Context,
  draft: CoverDraft,
): Promise<Result<CoverPreview>> {
  const scope = context.scope(mayArrange(context.actor))
  if (!scope) return fail('forbidden')
  if (isOthers(context, draft)) return unknownPerson()
  return db.write<Result<CoverPreview>>(scope, async (tx) => {
    const facts = await factsFor(tx, scope, context)
    const faults = coverFaults(draft, facts)
    if (faults.length > 0) return invalid(...faults)
    const theirs = facts.roles.filter(({ userId }) => userId === draft.toUserId).map(({ id }) => id)
    const since = schoolYearOf(scope.today).from
    const [[moved], [own]] = await tx.run(
      movedQuery(scope, draft.roleIds, draft, since),
      movedQuery(scope, theirs, draft, since),
    )
    return ok({
      due: moved?.due ?? 0,
      overdue: moved?.overdue ?? 0,
      later: moved?.later ?? 0,
      children: moved?.children ?? 0,
      ownDue: (own?.due ?? 0) + (own?.overdue ?? 0),
    })
  })
}

/** Moves posts, with all that is owed by them, to another person; not a single duty is touched. */
export async function arrangeCover(
  deps: Deps,
  context: Context,
  input: CoverInput,
): Promise<Result<{ cover: Cover }>> {
  const scope = context.scope(mayArrange(context.actor))
  if (!scope) return fail('forbidden')
  if (isOthers(context, input)) return unknownPerson()
  return deps.db.write<Result<{ cover: Cover }>>(scope, async (tx) => {
    await tx.rows(lockCoversQuery(scope))
    const known = await findCover(tx, scope, context, input.id)
    if (known) return sameCover(known, input) ? ok({ cover: known }) : fail('already-exists')
    const faults = coverFaults(input, await factsFor(tx, scope, context))
    if (faults.length > 0) return invalid(...faults)
    const roleIds = [...new Set(input.roleIds)]
    const cover: NewCover = { ...input, roleIds, postIds: roleIds.map(() => newId()) }
    await tx.run(insertCoverQuery(scope, cover), insertPostsQuery(scope, cover))
    if (input.to === null) await tx.run(handOverQuery(scope, cover))
    if (input.from <= scope.today)
      await remind(tx, scope, [input.toUserId], new Date(deps.now()).toISOString())
    const { from, to, fromUserId, toUserId } = input
    tx.audit({
      action: to === null ? 'handOver' : 'arrange',
      entity: 'cover',
      entityId: input.id,
      detail: { from, to, fromUserId, toUserId, posts: roleIds.length },
    })
    return ok({ cover: await getCover(tx, scope, context, input.id) })
  })
}

const sameCover = (known: Cover, input: CoverInput): boolean =>
  known.fromUserId === input.fromUserId &&
  known.toUserId === input.toUserId &&
  known.from === input.from &&
  known.to === input.to

async function findCover(
  tx: Transaction,
  scope: Scope,
  context: Context,
  id: string,
): Promise<Cover | undefined> {
  const [row] = await tx.rows(coversQuery(scope, { userId: null, id }, 1))
  return row && coverOf(context, row)
}

async function getCover(tx: Transaction, scope: Scope, context: Context, id: string): Promise<Cover> {
  const cover = await findCover(tx, scope, context, id)
  if (!cover) throw new Error('the cover just written is not there')
  return cover
}

/**
 * Ends a cover at once: the duties are the covered person's again, the right to open the children is gone. A hand-over for
 * good can be taken back until its day.
 */
export async function endCover(deps: Deps, context: Context, id: string): Promise<Result<{ cover: Cover }>> {
  const scope = context.scope(mayArrange(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ cover: Cover }>>(scope, async (tx) => {
    await tx.rows(lockCoversQuery(scope))
    const known = await findCover(tx, scope, context, id)
    if (!known) return fail('not-found')
    if (known.state === 'ended') return ok({ cover: known })
    if (!known.mayEnd) return fail('not-allowed-now')
    const at = new Date(deps.now()).toISOString()
    await tx.run(endCoverQuery(scope, id, at))
    if (known.to === null) await tx.run(takeBackQuery(scope, id))
    if (known.state === 'running') await remind(tx, scope, [known.fromUserId], at)
    tx.audit({ action: 'end', entity: 'cover', entityId: id })
    return ok({ cover: await getCover(tx, scope, context, id) })
  })
}

/** Names somebody for a duty that nobody owes. Only posts for a class or a child are given so lightly. */
export async function fillPost(
  deps: Deps,
  context: Context,
  input: PostInput,
): Promise<Result<{ name: string }>> {
  const scope = context.scope(mayArrangeForAll(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ name: string }>>(scope, async (tx) => {
    const [[duty], roles] = await tx.run(dutyPostQuery(scope, input.dutyId), rolesQuery(scope))
    if (!duty) return invalid({ path: 'dutyId', code: 'unknown-reference' })
    const own = roles.filter(({ userId }) => userId === input.userId)
    const [first] = own
    if (!first || own.every(({ role, from }) => !looksAfterChildren(role as Role) || from > scope.today))
      return invalid({ path: 'userId', code: 'no-role' })
    const role = CoverableRole.safeParse(duty.role)
    const classId = duty.role === 'classTeacher' ? duty.classId : null
    const pupilId = duty.role === 'helpingTeacher' ? duty.pupilId : null
    if (!role.success || (classId ?? pupilId) === null) return fail('not-allowed-now')
    const post = { id: input.id, userId: input.userId, role: role.data, classId, pupilId }
    const [given] = await tx.rows(insertPostQuery(scope, post))
    if (!given)
      return own.some(({ id }) => id === input.id) ? ok({ name: first.name }) : fail('already-exists')
    tx.audit({
      action: 'addRole',
      entity: 'account',
      entityId: input.userId,
      pupilId,
      detail: { role: role.data, classId },
    })
    return ok({ name: first.name })
  })
}
