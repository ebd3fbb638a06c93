import type { Role } from '#shared/access/schema.ts'
import { maySeeAccounts } from '#shared/accounts/policy.ts'
import type { Account } from '#shared/accounts/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { accountsQuery } from '#server/accounts/reads.ts'
import { byPinyin } from '#server/children/service.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export async function listAccounts({ db }: Deps, context: Context): Promise<Result<{ accounts: Account[] }>> {
  const scope = context.scope(maySeeAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [accountsQuery(scope)])
  const accounts = [...Map.groupBy(rows, (row) => row.userId).values()].map((own) => accountOf(own))
  return ok({ accounts: byPinyin(accounts) })
}

type AccountRow = RowOf<ReturnType<typeof accountsQuery>>

function accountOf(rows: readonly AccountRow[]): Account {
  const [first] = rows
  if (!first) throw new Error('an account without roles is not listed')
  return {
    id: first.userId,
    name: first.name,
    username: first.username ?? '',
    disabled: first.disabled,
    mustChangePassword: first.mustChangePassword,
    twoFactor: first.twoFactor ?? false,
    lockedUntil: first.lockedUntil,
    roles: rows.map(({ roleId, role, classId, className, classYear, pupilId, pupilName, from, to }) => ({
      id: roleId,
      role: role as Role,
      classId,
      className,
      classYear,
      pupilId,
      pupilName,
      from,
      to,
    })),
  }
}
