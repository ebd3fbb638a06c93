import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { isOfficer } from '#shared/incidents/policy.ts'
import { canClose, canTakeBack, canTell, takesMore } from '#shared/incidents/rules/acts.ts'
import type { CloseInput, IncidentStep, StepInput } from '#shared/incidents/schema.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { aboutIncident, type Answer, type Found } from '#server/incidents/parts/about.ts'
import { addedBefore } from '#server/incidents/parts/once.ts'
import { seal } from '#server/incidents/parts/sealed.ts'
import { isTakenBack, stateOf } from '#server/incidents/parts/shapes.ts'
import { heldAt, timeFault, toldTooEarly } from '#server/incidents/parts/times.ts'
import { withholdReopened } from '#server/incidents/parts/withholding.ts'
import { insertStepsQuery, type NewStep } from '#server/incidents/queries.ts'

/** What the step is about and when, or why it cannot be. */
function placed(
  found: Found,
  input: StepInput,
  now: number,
): Result<{ noticeId: string | null; at: string }> {
  const at = input.at === undefined ? new Date(now).toISOString() : heldAt(input.at, now)
  if (input.kind === 'note') return ok({ noticeId: null, at })
  if (input.kind === 'takenBack') {
    const step = found.steps.find(({ id }) => id === input.stepId)
    if (!step) return fail('not-found')
    const kind = step.kind as IncidentStep['kind']
    return canTakeBack(found.row, { kind, takenBack: isTakenBack(step, found.steps) })
      ? ok({ noticeId: step.noticeId, at })
      : fail('not-allowed-now')
  }
  const notice = found.notices.find(({ id }) => id === input.noticeId)
  if (!notice) return fail('not-found')
  if (!canTell(found.row, { state: stateOf(notice) })) return fail('not-allowed-now')
  if (toldTooEarly(at, found.row)) return invalid({ path: 'at', code: 'before-event' })
  return ok({ noticeId: notice.id, at })
}

/** A line more: tried, told, taken back, or a word. Tried is not told (K-30). */
export const addStep = (deps: Deps, context: Context, id: string, input: StepInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    // What is open again may be to somebody withheld in that moment elsewhere.
    protects: input.kind === 'takenBack',
    work: async (tx, scope, found) => {
      const now = deps.now()
      const faults = input.at === undefined ? [] : timeFault('at', input.at, now)
      if (faults.length > 0) return invalid(...faults)
      const before = await addedBefore(tx, scope, deps.vault, {
        ...input,
        incidentId: id,
        ofStepId: input.stepId,
      })
      if (before) return before
      if (!takesMore(found.row)) return fail('not-allowed-now')
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
      if (input.kind === 'takenBack' && noticeId !== null)
        await withholdReopened(tx, scope, found, { noticeId, at: step.recordedAt })
      tx.audit({
        action: input.kind,
        entity: 'incident',
        entityId: id,
        detail: { stepId: input.id, ...(noticeId !== null && { noticeId }) },
      })
      return ok(null)
    },
  })

/** The closing report. What the protection branch has to report is reported before. */
export const close = (deps: Deps, context: Context, id: string, input: CloseInput): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: true,
    work: async (tx, scope, found) => {
      if (!isOfficer(context.actor)) return fail('forbidden')
      const before = await addedBefore(tx, scope, deps.vault, {
        id: input.id, incidentId: id, kind: 'closed', noticeId: null, text: input.outcome,
      }) // prettier-ignore
      if (before) return before
      const notices = found.notices.map((one) => ({ atOnce: one.atOnce, state: stateOf(one) }))
      if (!canClose(found.row, notices)) return fail('not-allowed-now')
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
      return ok(null)
    },
  })
