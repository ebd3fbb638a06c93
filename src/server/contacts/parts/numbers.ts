import { isDeepStrictEqual } from 'node:util'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayKeepNumbers } from '#shared/contacts/policy.ts'
import type { OwnNumbers, OwnNumbersInput } from '#shared/contacts/schema.ts'
import { staffContext } from '#server/contacts/service.ts'
import { saveNumbersQuery } from '#server/contacts/queries.ts'
import { ownNumbersQuery } from '#server/contacts/reads.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

const none: OwnNumbers = { office: null, mobile: null, published: 'none', version: 0 }

/** The own numbers, read by oneself only; nothing is published until the person says so (H-30). */
export async function getOwnNumbers({ db, vault }: Deps, context: Context): Promise<Result<OwnNumbers>> {
  const scope = context.scope(mayKeepNumbers(context.actor))
  if (!scope) return fail('forbidden')
  const [[row]] = await db.read(scope, [ownNumbersQuery(scope)])
  return ok(row ? openNumbers(vault, context, row) : none)
}

function openNumbers(
  vault: Vault,
  context: Context,
  row: RowOf<ReturnType<typeof ownNumbersQuery>>,
): OwnNumbers {
  const open = (value: Buffer | null): string | null =>
    value === null ? null : vault.open(value, staffContext(context.user.userId))
  return {
    office: open(row.office),
    mobile: open(row.mobile),
    published: row.published as OwnNumbers['published'],
    version: row.version,
  }
}

export async function saveOwnNumbers(
  deps: Deps,
  context: Context,
  { office, mobile, published, version }: OwnNumbersInput,
): Promise<Result<OwnNumbers>> {
  const scope = context.scope(mayKeepNumbers(context.actor))
  if (!scope) return fail('forbidden')
  if (published === 'office' && office === null) return invalid({ path: 'office', code: 'required' })
  if (published === 'mobile' && mobile === null) return invalid({ path: 'mobile', code: 'required' })
  const seal = (phone: string | null): Buffer | null =>
    phone === null ? null : deps.vault.seal(phone, staffContext(context.user.userId))
  const saved = await deps.db.write<Result<{ version: number }>>(scope, async (tx) => {
    const [before] = await tx.rows(ownNumbersQuery(scope))
    const known = before && openNumbers(deps.vault, context, before)
    if (known && isDeepStrictEqual(known, { office, mobile, published, version: known.version }))
      return ok({ version: known.version })
    const numbers = { id: newId(), office: seal(office), mobile: seal(mobile), published, version }
    const [row] = await tx.rows(saveNumbersQuery(scope, numbers))
    if (!row) return fail('version-conflict')
    tx.audit({
      action: 'change',
      entity: 'staffNumber',
      entityId: context.user.userId,
      detail: { published },
    })
    return ok(row)
  })
  return saved.ok ? ok({ office, mobile, published, version: saved.value.version }) : saved
}
