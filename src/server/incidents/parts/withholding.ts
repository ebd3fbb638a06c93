import { fail, ok } from '#shared/errors.ts'
import { isOfficer } from '#shared/incidents/policy.ts'
import { canWithhold } from '#shared/incidents/rules/acts.ts'
import type { Withheld } from '#shared/incidents/rules/people.ts'
import type { WithholdInput } from '#shared/incidents/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { aboutIncident, peopleOfAll, type Answer, type Found } from '#server/incidents/parts/about.ts'
import { addedBefore } from '#server/incidents/parts/once.ts'
import { seal } from '#server/incidents/parts/sealed.ts'
import { isForWithheld, peopleBehind, stateOf, withheldAmong } from '#server/incidents/parts/shapes.ts'
import {
  insertNoticesQuery,
  insertReasonsQuery,
  insertStepsQuery,
  lockIncidentQuery,
  type NewStep,
} from '#server/incidents/queries.ts'
import { noticesQuery, openElsewhereQuery, type NoticeRow } from '#server/incidents/reads.ts'
import { tellIncident } from '#server/notices/service.ts'

const withheldStep = (noticeId: string, by: string, at: string, id = newId()): NewStep => ({
  id, noticeId, kind: 'withheld', ofStepId: null, channel: null, at, sealed: null, recordedBy: by, recordedAt: at,
}) // prettier-ignore

/** In what else goes on with the children, the notices still open to somebody withheld: nobody works on them meanwhile. */
async function openElsewhere(
  tx: Transaction,
  scope: Scope,
  deps: Deps,
  { found, withheld }: { found: Found; withheld: readonly Withheld[] },
): Promise<Map<string, readonly NoticeRow[]>> {
  const children = found.row.children.map(({ id }) => id)
  const query = openElsewhereQuery(scope, found.row.id, children)
  const ids = [...new Set((await tx.rows(query)).map(({ incidentId }) => incidentId))]
  for (const other of ids) await tx.run(lockIncidentQuery(scope, other))
  const open = await tx.rows(query)
  const unknown = open.flatMap(({ pupilId }) =>
    pupilId === null || found.people.has(pupilId) ? [] : [pupilId],
  )
  const others = await peopleOfAll(tx, scope, deps, [...new Set(unknown)])
  const people = new Map([...found.people, ...others])
  const theirs = open.filter((one) => isForWithheld(one, people, withheld))
  return Map.groupBy(theirs, ({ incidentId }) => incidentId)
}

const REPORTS = ['police', 'civilAffairs', 'education'] as const

/** The reports are due at once, and principal and counsellor learn of it, whoever of them decided (H-04). */
async function makeReports(
  tx: Transaction,
  scope: Scope,
  { row, notices }: Found,
  at: string,
): Promise<void> {
  const missing = REPORTS.filter((party) => !notices.some((one) => one.party === party))
  if (missing.length > 0) {
    const office = { pupilId: null, personId: null, relation: null, dueAt: null, atOnce: true }
    const reports = missing.map((party) => ({ id: newId(), party, ...office }))
    await tx.run(insertNoticesQuery(scope, row.id, reports, at))
  }
  await tellIncident(tx, scope, row.id, at)
}

/**
 * The protection branch (H-04, K-42): somebody under suspicion is neither told nor late, for a reason that principal and
 * counsellor alone can read, in this incident and in whatever else goes on with its children; police, civil affairs and education
 * are to be told at once. All other clocks run on.
 */
export const withhold = (deps: Deps, context: Context, id: string, input: WithholdInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    protects: true,
    work: async (tx, scope, found) => {
      if (!isOfficer(context.actor)) return fail('forbidden')
      const wanted = found.notices.find((one) => one.id === input.noticeId)
      if (!wanted) return fail('not-found')
      const { reason: text } = input
      const sent = { id: input.id, incidentId: id, kind: 'withheld', noticeId: wanted.id, text }
      const before = await addedBefore(tx, scope, deps.vault, sent)
      if (before) return before
      if (!canWithhold(found.row, { state: stateOf(wanted), personId: wanted.personId }))
        return fail('not-allowed-now')
      const { userId } = context.user
      const at = new Date(deps.now()).toISOString()
      const person = peopleBehind([wanted], found.people)
      const others = found.notices.filter(
        (one) => one.id !== wanted.id && stateOf(one) === 'open' && isForWithheld(one, found.people, person),
      )
      const withheld = peopleBehind([wanted, ...others], found.people)
      const here = [wanted, ...others]
      const all = new Map([[id, here], ...(await openElsewhere(tx, scope, deps, { found, withheld }))])
      for (const [incidentId, notices] of all) {
        const steps = notices.map((one) =>
          withheldStep(one.id, userId, at, one.id === wanted.id ? input.id : newId()),
        )
        const reasons = steps.map((step) => ({
          id: step.id,
          sealed: seal(deps.vault, 'reason', step.id, input.reason),
        }))
        await tx.run(insertStepsQuery(scope, incidentId, steps), insertReasonsQuery(scope, userId, reasons))
        tx.audit({
          action: 'withhold',
          entity: 'incident',
          entityId: incidentId,
          detail: { noticeIds: notices.map((one) => one.id) },
        })
      }
      await makeReports(tx, scope, found, at)
      return ok(null)
    },
  })

export interface Decided {
  readonly noticeId: string
  /** Who decided it where it began; why is read there. */
  readonly by: string
}

/** Withholds notices to somebody who is withheld already in something else that goes on with the child. */
export async function withholdAlready(
  tx: Transaction,
  scope: Scope,
  { id, decided, at }: { id: string; decided: readonly Decided[]; at: string },
): Promise<void> {
  if (decided.length === 0) return
  const steps = decided.map(({ noticeId, by }) => withheldStep(noticeId, by, at))
  await tx.run(insertStepsQuery(scope, id, steps))
  tx.audit({
    action: 'withhold',
    entity: 'incident',
    entityId: id,
    detail: { noticeIds: decided.map(({ noticeId }) => noticeId) },
  })
}

/**
 * A notice that is open again, since it was told by mistake: to somebody withheld meanwhile it is withheld, as decided there.
 */
export async function withholdReopened(
  tx: Transaction,
  scope: Scope,
  { row, people }: Found,
  { noticeId, at }: { noticeId: string; at: string },
): Promise<void> {
  const notice = (await tx.rows(noticesQuery(scope, [row.id]))).find((one) => one.id === noticeId)
  if (!notice || stateOf(notice) !== 'open') return
  const decided = withheldAmong(people).find((one) => isForWithheld(notice, people, [one]))
  if (decided) await withholdAlready(tx, scope, { id: row.id, decided: [{ noticeId, by: decided.by }], at })
}
