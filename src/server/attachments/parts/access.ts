import { mayOpenFiles, mayReadFiles } from '#shared/attachments/policy.ts'
import type { OwnerKind } from '#shared/attachments/schema.ts'
import { fail, type Result } from '#shared/errors.ts'
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

/** What files hang on, when the person may read them; anything else does not exist. */
export async function readableOwner(
  context: Context,
  tx: Transaction,
  scope: Scope,
  of: { readonly kind: OwnerKind; readonly id: string },
): Promise<FileOwner | undefined> {
  const [row] = await tx.rows(ownerQuery(scope, of.kind, of.id))
  if (!row) return undefined
  const owner = { ...row, kind: of.kind }
  return mayReadFiles(context.actor, owner) ? owner : undefined
}

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
    const owner =
      file && (await readableOwner(context, tx, scope, { kind: file.ownerKind, id: file.ownerId }))
    return owner ? work(tx, scope, file, owner) : fail('not-found')
  })
}
