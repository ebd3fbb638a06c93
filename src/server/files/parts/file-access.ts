import type { Actor, Decision } from '#shared/access/schema.ts'
import { maySeeChildren, type FileOfChild } from '#shared/children/policy.ts'
import { fail, type Result } from '#shared/errors.ts'
import { fileChildQuery } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

type Decide = (actor: Actor, child: FileOfChild) => Decision

/** The scope in which one child's file opens for this person; any other child does not exist. */
export async function fileScope(
  { db }: Deps,
  context: Context,
  id: string,
  decide: Decide,
): Promise<Result<Scope>> {
  const before = context.scope(maySeeChildren(context.actor))
  if (!before) return fail('forbidden')
  const [[child]] = await db.read(before, [fileChildQuery(before, id)])
  if (!child) return fail('not-found')
  const scope = context.scope(decide(context.actor, child))
  return scope ? { ok: true, value: scope } : fail('forbidden')
}

/** One transaction about a child's file. */
export async function onFile<T>(
  deps: Deps,
  context: Context,
  { id, decide }: { id: string; decide: Decide },
  work: (tx: Transaction, scope: Scope) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = await fileScope(deps, context, id, decide)
  if (!scope.ok) return scope
  return deps.db.write<Result<T>>(scope.value, async (tx) => {
    // Who may read may not always write: a helped child of another class is seen, not changed.
    const [reached] = await tx.rows(fileChildQuery(scope.value, id))
    return reached ? work(tx, scope.value) : fail('forbidden')
  })
}
