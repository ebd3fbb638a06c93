import { mayKeepFiles, mayOpenFiles, mayReadFiles } from '#shared/attachments/policy.ts'
import type { OwnerKind } from '#shared/attachments/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  type FileRow,
  fileQuery,
  lockFileQuery,
  type OwnerRow,
  ownerQuery,
} from '#server/attachments/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export interface FileOwner extends OwnerRow {
  readonly kind: OwnerKind
}

/** What files hang on, when the person may read or add some; what was said in a talk does not exist for anybody else. */
export async function readableOwner(
  { actor }: Context,
  tx: Transaction,
  scope: Scope,
  of: { readonly kind: OwnerKind; readonly id: string },
): Promise<Result<FileOwner>> {
  const [row] = await tx.rows(ownerQuery(scope, of.kind, of.id))
  if (!row) return fail('not-found')
  const owner = { ...row, kind: of.kind }
  if (mayReadFiles(actor, owner) || mayKeepFiles(actor, owner)) return ok(owner)
  return fail(of.kind === 'card' ? 'not-found' : 'forbidden')
}

/** Whoever may only add reads what he has added himself. */
export const readsFile = ({ actor }: Context, owner: FileOwner, file: Pick<FileRow, 'authorId'>): boolean =>
  mayReadFiles(actor, owner) || file.authorId === actor.userId

/** One transaction about a file the person may read. */
export async function aboutFile<T>(
  { db }: Deps,
  context: Context,
  { id, lock = false }: { readonly id: string; readonly lock?: boolean },
  work: (tx: Transaction, scope: Scope, file: FileRow, owner: FileOwner) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(mayOpenFiles(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    const [file] = await tx.rows(lock ? lockFileQuery(scope, id) : fileQuery(scope, id))
    if (!file) return fail('not-found')
    const owner = await readableOwner(context, tx, scope, { kind: file.ownerKind, id: file.ownerId })
    if (!owner.ok) return owner
    return readsFile(context, owner.value, file) ? work(tx, scope, file, owner.value) : fail('not-found')
  })
}
