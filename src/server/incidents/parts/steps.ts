import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { isOfficer } from '#shared/incidents/policy.ts'
import { isSamePerson } from '#shared/incidents/rules/people.ts'
import type { CloseInput, StepInput, WithholdInput } from '#shared/incidents/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { aboutIncident, type Answer, type Found } from '#server/incidents/parts/about.ts'
import { seal } from '#server/incidents/parts/sealed.ts'
import { personOf, stateOf } from '#server/incidents/parts/shapes.ts'
import { heldAt, timeFault, toldTooEarly } from '#server/incidents/parts/times.ts'
import {
  insertNoticesQuery,
  insertReasonsQuery,
  insertStepsQuery,
  type NewStep,
} from '#server/incidents/queries.ts'
import { stepQuery } from '#server/incidents/reads.ts'

type Done = Result<null>
const nothing = ok(null)

/** Sent twice, added once: the same step again is done already, an id of something else is not answered as done. */
async function addedBefore(
  tx: Transaction,
  scope: Scope,
  step: { id: string; incidentId: string; kind: string; noticeId: string | null },
): Promise<Done | undefined> {
  const [known] = await tx.rows(stepQuery(scope, step.id))
  if (!known) return undefined
  const same =
    known.incidentId === step.incidentId &&
    known.kind === step.kind &&
    known.recordedBy === scope.userId &&
    (step.noticeId === null || known.noticeId === step.noticeId)
  return same ? nothing : fail('already-exists')
}

/** What the step is about and when, or why it cannot be. */
function placed(
  found: Found,
  input: StepInput,
  now: number,
): Result<{ noticeId: string | null; at: string }> {
  const at = input.at === undefined ? new Date(now).toISOString() : heldAt(input.at, now)
  if (input.kind === 'note') return ok({ noticeId: null, at })
  if (input.kind === 'takenBack') {
    const step = found.steps.find(
      ({ id, kind }) => id === input.stepId && (kind === 'told' || kind === 'tried'),
    )
    if (!step) return fail('not-found')
    const before = found.steps.some(({ kind, ofStepId }) => kind === 'takenBack' && ofStepId === step.id)
    return before ? fail('not-allowed-now') : ok({ noticeId: step.noticeId, at })
  }
  const notice = found.notices.find(({ id }) => id === input.noticeId)
  if (!notice) return fail('not-found')
  // Whoever is not to be told is not to be tried either (H-04).
  if (stateOf(notice) !== 'open') return fail('not-allowed-now')
  if (toldTooEarly(at, found.row)) return invalid({ path: 'at', code: 'before-start' })
  return ok({ noticeId: notice.id, at })
}

/** A line more: tried, told, taken back, or a word. Tried is not told (K-30). */
export const addStep = (deps: Deps, context: Context, id: string, input: StepInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    work: async (tx, scope, found) => {
      const now = deps.now()
      const faults = input.at === undefined ? [] : timeFault('at', input.at, now)
      if (faults.length > 0) return invalid(...faults)
      const before = await addedBefore(tx, scope, { ...input, incidentId: id })
      if (before) return before
      if (found.row.closedAt !== null) return fail('not-allowed-now')
      const place = placed(found, input, now)
      if (!place.ok) return place
      const { noticeId, at } = place.value
      const step: NewStep = {
        id: input.id, kind: input.kind, noticeId, at, recordedBy: context.user.userId,
        ofStepId: input.kind === 'takenBack' ? input.stepId : null,
        channel: input.kind === 'told' || input.kind === 'tried' ? input.channel : null,
        sealed: input.text === '' ? null : seal(deps.vault, 'step', input.id, input.text),
        recordedAt: new Date(now).toISOString(),
      } // prettier-ignore
      await tx.run(insertStepsQuery(scope, id, [step]))
      tx.audit({
        action: input.kind,
        entity: 'incident',
        entityId: id,
        detail: { stepId: input.id, ...(noticeId !== null && { noticeId }) },
      })
      return nothing
    },
  })

/** Every notice still open to the person of one notice: under whatever entry the files have the person. */
function noticesOfPerson({ notices, people }: Found, noticeId: string): readonly string[] | undefined {
  const wanted = notices.find(({ id }) => id === noticeId)
  const person = wanted && personOf(wanted, people)
  if (!wanted || stateOf(wanted) !== 'open' || !person) return undefined
  const others = notices.filter((one) => {
    const other = one.id === noticeId || stateOf(one) !== 'open' ? undefined : personOf(one, people)
    return other !== undefined && isSamePerson(other, person)
  })
  return others.map(({ id }) => id)
}

const REPORTS = ['police', 'civilAffairs', 'education'] as const

/**
 * The protection branch (H-04, K-42): somebody under suspicion is neither told nor late, for a reason that principal and
 * counsellor alone can read; police, civil affairs and education are to be told at once. All other clocks run on.
 */
export const withhold = (deps: Deps, context: Context, id: string, input: WithholdInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    work: async (tx, scope, found) => {
      if (!isOfficer(context.actor)) return fail('forbidden')
      const { userId } = context.user
      if (!found.notices.some((one) => one.id === input.noticeId)) return fail('not-found')
      const before = await addedBefore(tx, scope, {
        id: input.id, incidentId: id, kind: 'withheld', noticeId: input.noticeId,
      }) // prettier-ignore
      if (before) return before
      const others = found.row.closedAt === null ? noticesOfPerson(found, input.noticeId) : undefined
      if (!others) return fail('not-allowed-now')
      const at = new Date(deps.now()).toISOString()
      const withheld = [
        { id: input.id, noticeId: input.noticeId },
        ...others.map((noticeId) => ({ id: newId(), noticeId })),
      ]
      const steps = withheld.map((one): NewStep => ({
        ...one, kind: 'withheld', ofStepId: null, channel: null, at, sealed: null, recordedBy: userId, recordedAt: at,
      })) // prettier-ignore
      const reasons = withheld.map((one) => ({
        id: one.id,
        sealed: seal(deps.vault, 'reason', one.id, input.reason),
      }))
      await tx.run(insertStepsQuery(scope, id, steps), insertReasonsQuery(scope, userId, reasons))
      const missing = REPORTS.filter((party) => !found.notices.some((one) => one.party === party))
      if (missing.length > 0) {
        const office = { pupilId: null, personId: null, relation: null, dueAt: null, atOnce: true }
        const reports = missing.map((party) => ({ id: newId(), party, ...office }))
        await tx.run(insertNoticesQuery(scope, id, reports, at))
      }
      tx.audit({
        action: 'withhold',
        entity: 'incident',
        entityId: id,
        detail: { noticeIds: withheld.map(({ noticeId }) => noticeId) },
      })
      return nothing
    },
  })

/** The closing report. What the protection branch has to report is reported before. */
export const close = (deps: Deps, context: Context, id: string, input: CloseInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    work: async (tx, scope, found) => {
      if (!isOfficer(context.actor)) return fail('forbidden')
      const before = await addedBefore(tx, scope, {
        id: input.id,
        incidentId: id,
        kind: 'closed',
        noticeId: null,
      })
      if (before) return before
      const unreported = found.notices.some((one) => one.atOnce && stateOf(one) === 'open')
      if (found.row.closedAt !== null || unreported) return fail('not-allowed-now')
      const at = new Date(deps.now()).toISOString()
      await tx.run(
        insertStepsQuery(scope, id, [
          {
            id: input.id, kind: 'closed', noticeId: null, ofStepId: null, channel: null, at,
            sealed: seal(deps.vault, 'step', input.id, input.outcome), recordedBy: context.user.userId, recordedAt: at,
          },
        ]),
      ) // prettier-ignore
      tx.audit({ action: 'close', entity: 'incident', entityId: id })
      return nothing
    },
  })
