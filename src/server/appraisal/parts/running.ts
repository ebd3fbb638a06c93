import { isDeepStrictEqual } from 'node:util'
import { CONDUCT_ROLES, mayApproveAppraisal, mayRunAppraisal } from '#shared/appraisal/policy.ts'
import { AppraisalSettings, type AppraisalInput } from '#shared/appraisal/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { isPaid, readPaid, yearFacts } from '#server/appraisal/parts/facts.ts'
import { changeSchemeQuery, insertSchemeQuery, lockAppraisalQuery } from '#server/appraisal/queries.ts'
import {
  holdersQuery,
  schemeOfYearQuery,
  schemeQuery,
  yearsQuery,
  type SchemeRow,
} from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

type Done = Result<{ done: true }>
const done: Done = ok({ done: true })

interface Asked extends Pick<AppraisalInput, 'yearId' | 'conductBy'> {
  readonly settings: AppraisalSettings
}

/** Sent twice, and the same both times. */
const isSame = (known: SchemeRow, { yearId, conductBy, settings }: Asked, { userId }: Scope): boolean =>
  known.yearId === yearId &&
  known.conductBy === conductBy &&
  known.turnedOnBy === userId &&
  isDeepStrictEqual(AppraisalSettings.parse(known.settings), settings)

/** Asked for by the principal; until another person agrees nothing is entered and nothing computed. */
export async function turnOn({ db, now }: Deps, context: Context, input: AppraisalInput): Promise<Done> {
  const scope = context.scope(mayRunAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  const { id, yearId, conductBy } = input
  return db.write<Done>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const [[same], years, [open]] = await tx.run(
      schemeQuery(scope, id),
      yearsQuery(scope),
      schemeOfYearQuery(scope, yearId),
    )
    const settings = AppraisalSettings.parse(input)
    if (same) return isSame(same, { ...input, settings }, scope) ? done : fail('already-exists')
    const facts = yearFacts(scope, years, yearId)
    if (!facts) return invalid({ path: 'yearId', code: 'unknown-reference' })
    if (open || facts.year.startsOn > scope.today) return fail('not-allowed-now')
    const [holders, paid] = await tx.run(holdersQuery(scope, CONDUCT_ROLES), readPaid(scope, facts))
    if (!holders.some((person) => person.id === conductBy))
      return invalid({ path: 'conductBy', code: 'unknown-reference' })
    // Whoever is paid by the points must not be the one who gives them (H-07).
    if (isPaid(paid, conductBy)) return invalid({ path: 'conductBy', code: 'same-person' })
    await tx.run(
      insertSchemeQuery(scope, {
        id,
        yearId,
        settings,
        conductBy,
        by: context.actor.userId,
        at: new Date(now()).toISOString(),
      }),
    )
    tx.audit({
      action: 'turnOn',
      entity: 'appraisal',
      entityId: id,
      detail: { yearId, conductBy, ...settings },
    })
    return done
  })
}

type Change = { readonly id: string; readonly version: number }

async function change(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  { id, version }: Change,
  as: 'approved' | 'ended',
): Promise<Done> {
  const at = new Date(deps.now()).toISOString()
  const [changed] = await tx.rows(changeSchemeQuery(scope, { id, version, as, at }))
  if (!changed) return fail('version-conflict')
  tx.audit({ action: as === 'approved' ? 'approve' : 'turnOff', entity: 'appraisal', entityId: id })
  return done
}

/** The second person of the two. */
export async function approve(deps: Deps, context: Context, wanted: Change): Promise<Done> {
  const scope = context.scope(mayApproveAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const [scheme] = await tx.rows(schemeQuery(scope, wanted.id))
    if (!scheme) return fail('not-found')
    if (scheme.ended) return fail('not-allowed-now')
    if (scheme.turnedOnBy === scope.userId) return fail('second-person')
    if (scheme.approvedBy !== null)
      return scheme.approvedBy === scope.userId ? done : fail('version-conflict')
    return change(deps, tx, scope, wanted, 'approved')
  })
}

export async function end(deps: Deps, context: Context, wanted: Change): Promise<Done> {
  const scope = context.scope(mayRunAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const [scheme] = await tx.rows(schemeQuery(scope, wanted.id))
    if (!scheme) return fail('not-found')
    return scheme.ended ? done : change(deps, tx, scope, wanted, 'ended')
  })
}
