import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail } from '#shared/errors.ts'
import { mayChangeFamily } from '#shared/family/policy.ts'
import { aboutChild, evaluateSchool } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import type { Changed } from '#server/family/parts/records.ts'
import { kinQuery, lockFamilyQuery } from '#server/family/queries.ts'
import type { Context } from '#server/http/context.ts'

export interface Place {
  /** The pupil. */
  readonly id: string
  readonly recordId: string
}

/** A change of a family: the child's row held, then the work, then the child's status decided anew. */
export function aboutFamily(
  deps: Deps,
  context: Context,
  pupilId: string,
  work: (tx: Transaction, scope: Scope, childBornOn: LocalDate) => Changed | Promise<Changed>,
): Promise<Changed> {
  return aboutChild(
    deps,
    context,
    { decision: mayChangeFamily(context.actor), id: pupilId },
    async (tx, scope) => {
      const [child] = await tx.rows(lockFamilyQuery(scope, pupilId))
      if (!child) return fail('not-found')
      const changed = await work(tx, scope, child.bornOn)
      if (!changed.ok) return changed
      await evaluateSchool(tx, scope, scope.today, [pupilId])
      await openDuties(deps, tx, scope, scope.today, [pupilId])
      return changed
    },
  )
}

export const nowOf = ({ now }: Deps): string => new Date(now()).toISOString()

export const kinOf = (tx: Transaction, scope: Scope, pupilId: string) => tx.rows(kinQuery(scope, pupilId))
