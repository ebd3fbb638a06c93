import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySeeRenewals, maySetRenewals } from '#shared/files/policy.ts'
import {
  renewalOf,
  renewalRuleOf,
  roundOn,
  type RenewalFacts,
  type RenewalRule,
} from '#shared/files/rules/renewal.ts'
import type { RenewalList } from '#shared/files/schema.ts'
import { percent } from '#shared/percent/rules.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import { insertRuleQuery } from '#server/files/queries.ts'
import { renewalRuleQuery, renewalsQuery, type RenewalFactsRow } from '#server/files/reads.ts'
import type { Context } from '#server/http/context.ts'

/** The rule that holds: the school's own, else its plan's. */
export function ruleOf(row: RowOf<ReturnType<typeof renewalRuleQuery>> | undefined) {
  const rule = row?.rule ?? renewalRuleOf(row?.preset ?? null)
  return { rule, ofPlan: !row?.rule, terms: row?.terms ?? [] }
}

export const factsOf = ({ confirmed, changedOn }: RenewalFactsRow): RenewalFacts => ({ confirmed, changedOn })

/** Whose file is still to be gone through, the late ones with the others in the order of classes. */
export async function listRenewals({ db }: Deps, context: Context): Promise<Result<RenewalList>> {
  const scope = context.scope(maySeeRenewals(context.actor))
  if (!scope) return fail('forbidden')
  const [[set], files] = await db.read(scope, [renewalRuleQuery(scope), renewalsQuery(scope)])
  const { rule, ofPlan, terms } = ruleOf(set)
  const round = roundOn(rule, terms, scope.today)
  const rows = files.map(({ confirmed, changedOn, ...file }) => {
    const renewal = renewalOf(rule, round, factsOf({ confirmed, changedOn }), scope.today)
    return { ...file, renewal: { ...renewal, missing: [...renewal.missing] } }
  })
  const open = rows.filter(({ renewal }) => renewal.state !== 'renewed')
  const renewed = rows.length - open.length
  return ok({
    rule: { ...rule, windows: [...rule.windows] },
    ofPlan,
    round,
    files: rows.length,
    renewed,
    percent: percent(renewed, rows.length),
    rows: open,
    maySet: maySetRenewals(context.actor).allowed,
  })
}

export async function setRenewalRule(
  { db }: Deps,
  context: Context,
  rule: RenewalRule,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(maySetRenewals(context.actor))
  if (!scope) return fail('forbidden')
  const twice = rule.windows.findIndex(
    ({ from }, at) => rule.windows.findIndex((one) => one.from === from) < at,
  )
  if (twice >= 0) return invalid({ path: `windows.${twice}.from`, code: 'not-unique' })
  return db.write(scope, async (tx) => {
    await tx.run(insertRuleQuery(scope, { ...rule, windows: [...rule.windows] }))
    tx.audit({ action: 'change', entity: 'renewalRule' })
    return ok({ done: true as const })
  })
}
