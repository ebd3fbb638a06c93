import { addDays } from '#shared/calendar/rules/local-date.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import { maySeeBars } from '#shared/children/policy.ts'
import { fail, invalid, type FieldError } from '#shared/errors.ts'
import { personErrors } from '#shared/family/rules.ts'
import { guardianConflict, type Kin, type LegalBasis } from '#shared/family/rules/legal.ts'
import type { CarerChange, CarerInput } from '#shared/family/schema.ts'
import {
  sealCarerAddress,
  sealCarerBars,
  sealCarerHealth,
  sealCarerPhone,
  sealCarerReason,
} from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { aboutFamily, kinOf, nowOf, type Place } from '#server/family/parts/about-family.ts'
import { insertRecord, updateRecord, type Changed } from '#server/family/parts/records.ts'
import { carersOfQuery, carerValues, endCarersQuery } from '#server/family/queries.ts'
import type { Context } from '#server/http/context.ts'

/** A carer "by right of a parent" is one; being legal guardian is not for whoever else while the law says parent. */
function basisErrors(
  legalBasis: LegalBasis | undefined,
  relation: string,
  family: readonly Kin[],
): FieldError[] {
  if (legalBasis === 'parent' && !isParentRelation(relation)) return [{ path: 'legalBasis', code: 'invalid' }]
  if (legalBasis !== 'legalGuardian' || isParentRelation(relation)) return []
  const kin: Kin = { relation, state: 'present', incapable: false, isGuardian: true }
  return guardianConflict(kin, family).map(({ code }) => ({ path: 'legalBasis', code }))
}

export function addCarer(deps: Deps, context: Context, pupilId: string, carer: CarerInput): Promise<Changed> {
  const { id, memberId, phone, address } = carer
  const bars = maySeeBars(context.actor) ? carer.bars : []
  return aboutFamily(deps, context, pupilId, async (tx, scope, childBornOn) => {
    const from = carer.from ?? scope.today
    const family = await kinOf(tx, scope, pupilId)
    const errors = [
      ...personErrors(carer, scope.today, { isCarer: true, childBornOn }),
      ...basisErrors(carer.legalBasis, carer.relation, family),
    ]
    if (errors.length > 0) return invalid(...errors)
    const carers = await tx.rows(carersOfQuery(scope, pupilId))
    if (!carers.some((one) => one.id === id)) {
      if (from > scope.today) return invalid({ path: 'from', code: 'in-future' })
      if (carers.some((one) => one.from !== null && one.from >= from))
        return invalid({ path: 'from', code: 'overlaps' })
      if (memberId !== null && !family.some((one) => one.id === memberId))
        return invalid({ path: 'memberId', code: 'unknown-reference' })
      await tx.run(endCarersQuery(scope, pupilId, from))
      const ended = carers.filter((one) => one.to === null).map((one) => one.id)
      if (ended.length > 0)
        tx.audit({ action: 'end', entity: 'carer', pupilId, detail: { ids: ended, to: addDays(from, -1) } })
    }
    return insertRecord(
      tx,
      scope,
      { table: 'carer', pupilId, id },
      {
        ...carerValues({ ...carer, from }),
        ...sealCarerPhone(deps.vault, id, phone),
        ...sealCarerAddress(deps.vault, id, address),
        ...sealCarerHealth(deps.vault, id, carer.health),
        ...sealCarerReason(deps.vault, id, carer.reason),
        ...sealCarerBars(deps.vault, id, bars),
      },
    )
  })
}

export function changeCarer(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: Place,
  change: CarerChange,
): Promise<Changed> {
  const { version, phone, address } = change
  const bars = maySeeBars(context.actor) ? change.bars : undefined
  return aboutFamily(deps, context, pupilId, async (tx, scope, childBornOn) => {
    const [family, carers] = [await kinOf(tx, scope, pupilId), await tx.rows(carersOfQuery(scope, pupilId))]
    const known = carers.find((one) => one.id === id)
    if (!known) return fail('not-found')
    const changedBasis = change.legalBasis === known.legalBasis ? undefined : change.legalBasis
    const errors = [
      ...personErrors(change, scope.today, {
        relation: known.relation,
        bornOn: known.bornOn,
        isCarer: true,
        childBornOn,
      }),
      ...basisErrors(changedBasis, change.relation ?? known.relation, family),
    ]
    if (errors.length > 0) return invalid(...errors)
    const follows = phone !== undefined && change.phoneDeadOn === undefined ? { phoneDeadOn: null } : {}
    return updateRecord(
      tx,
      scope,
      { table: 'carer', pupilId, id, version, at: nowOf(deps), vault: deps.vault },
      {
        ...carerValues({ ...change, ...follows }),
        ...(phone !== undefined && sealCarerPhone(deps.vault, id, phone)),
        ...(address !== undefined && sealCarerAddress(deps.vault, id, address)),
        ...(change.health !== undefined && sealCarerHealth(deps.vault, id, change.health)),
        ...(change.reason !== undefined && sealCarerReason(deps.vault, id, change.reason)),
        ...(bars !== undefined && sealCarerBars(deps.vault, id, bars)),
      },
    )
  })
}
