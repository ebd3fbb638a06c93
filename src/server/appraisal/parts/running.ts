import { isDeepStrictEqual } from 'node:util'
import { CONDUCT_ROLES, mayApproveAppraisal, mayRunAppraisal } from '#shared/appraisal/policy.ts'
import { AppraisalSettings, type AppraisalInput } from '#shared/appraisal/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { isPaid, readPaid, yearFacts, type YearFacts } from '#server/appraisal/parts/facts.ts'
import { changeSchemeQuery, insertSchemeQuery, lockAppraisalQuery } from '#server/appraisal/queries.ts'
import { schemeOfYearQuery, schemeQuery, yearsQuery, type SchemeRow } from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { primaryDefinitionQuery } from '#server/db/primary-definition.ts'
import { holdersQuery } from '#server/db/works-here.ts'
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

/** Whoever confirms conduct reaches the school by a post, and is not one of those who are paid by the points (H-07). */
async function conductFault(tx: Transaction, scope: Scope, facts: YearFacts, conductBy: string) {
  const [holders, paid] = await tx.run(holdersQuery(scope, CONDUCT_ROLES), readPaid(scope, facts))
  if (!holders.some(({ userId }) => userId === conductBy)) return 'unknown-reference' as const
  return isPaid(paid, conductBy) ? ('same-person' as const) : undefined
}

/** Asked for by the principal; until another person agrees nothing is entered and nothing computed. */
export async function turnOn({ db, now }: Deps, context: Context, input: AppraisalInput): Promise<Done> {
  const scope = context.scope(mayRunAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  const { id, yearId, conductBy } = input
  return db.write<Done>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const [[same], years, [open], [list]] = await tx.run(
      schemeQuery(scope, id),
      yearsQuery(scope),
      schemeOfYearQuery(scope, yearId),
      primaryDefinitionQuery(scope),
    )
    const settings = AppraisalSettings.parse(input)
    if (same) return isSame(same, { ...input, settings }, scope) ? done : fail('already-exists')
    const facts = yearFacts(scope, years, yearId)
    if (!facts) return invalid({ path: 'yearId', code: 'unknown-reference' })
    if (open || facts.year.startsOn > scope.today) return fail('not-allowed-now')
    const unfit = await conductFault(tx, scope, facts, conductBy)
    if (unfit) return invalid({ path: 'conductBy', code: unfit })
    await tx.run(
      insertSchemeQuery(scope, {
        id,
        yearId,
        settings: { ...settings, listKey: list?.key ?? null },
        conductBy,
        by: context.actor.userId,
        at: new Date(now()).toISOString(),
      }),
    )
    tx.audit({
      action: 'turnOn',
      entity: 'appraisal',
      entityId: id,
      detail: { yearId, conductBy, ...settings, listKey: list?.key ?? null },
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

/** The second person of the two: agrees to what still holds, so the named one is asked for again. */
export async function approve(deps: Deps, context: Context, wanted: Change): Promise<Done> {
  const scope = context.scope(mayApproveAppraisal(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.run(lockAppraisalQuery(scope))
    const [[scheme], years] = await tx.run(schemeQuery(scope, wanted.id), yearsQuery(scope))
    const facts = scheme && yearFacts(scope, years, scheme.yearId)
    if (!facts) return fail('not-found')
    if (scheme.ended) return fail('not-allowed-now')
    if (scheme.turnedOnBy === scope.userId) return fail('second-person')
    if (scheme.approvedBy !== null)
      return scheme.approvedBy === scope.userId ? done : fail('version-conflict')
    const unfit = await conductFault(tx, scope, facts, scheme.conductBy)
    if (unfit) return invalid({ path: 'conductBy', code: unfit })
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
