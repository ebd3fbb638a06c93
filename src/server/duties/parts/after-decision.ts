import type { Result } from '#shared/errors.ts'
import { planForManyQuery } from '#server/db/query.ts'
import { mintJobScope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/parts/opening.ts'
import type { Context } from '#server/http/context.ts'

/** Who is on the list was decided anew: the duties follow at once. They would also with the next daily run. */
export async function withDuties<T>(deps: Deps, context: Context, decided: Result<T>): Promise<Result<T>> {
  if (!decided.ok) return decided
  const scope = mintJobScope(context.schoolId, context.today)
  await deps.db.write(scope, async (tx) => {
    await tx.run(planForManyQuery())
    return openDuties(deps, tx, scope, context.today)
  })
  return decided
}
