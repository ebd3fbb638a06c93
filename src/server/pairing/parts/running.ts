import { addMonths } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type FieldError, type Result } from '#shared/errors.ts'
import { compositionFaults } from '#shared/pairing/rules/composition.ts'
import { consentFaults } from '#shared/pairing/rules/consent.ts'
import { mayPair, mayReviewPairing } from '#shared/pairing/policy.ts'
import {
  Part,
  type EndInput,
  type PairingDetail,
  type ReviewInput,
  type StartInput,
} from '#shared/pairing/schema.ts'
import type { z } from 'zod'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { followRoles, settleByReview } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { aboutPairing, auditEach, detailNow } from '#server/pairing/parts/about.ts'
import { guardiansOf, lineOf } from '#server/pairing/parts/facts.ts'
import { mayHelp } from '#server/pairing/parts/may-help.ts'
import { sealNote } from '#server/pairing/parts/sealed.ts'
import {
  changePairingQuery,
  endRolesQuery,
  giveRolesQuery,
  insertReviewQuery,
} from '#server/pairing/queries.ts'
import {
  consentsQuery,
  guardiansQuery,
  loadsQuery,
  pairingsQuery,
  type PairingRow,
} from '#server/pairing/reads.ts'

type Pairing = Result<{ pairing: PairingDetail }>

/** Months until a pair is looked at again, when nobody names a day. */
const REVIEW_MONTHS = 3

const ids = (row: PairingRow, wanted: string): string[] =>
  row.members.flatMap(({ part, personId }) => (part === wanted ? [personId] : []))

/**
 * Everybody agreed, the group is whole, the checks of whoever comes from outside hold today (H-09), and nothing that bars a
 * helper has come on record since it was proposed.
 */
async function startFaults(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  row: PairingRow,
): Promise<readonly FieldError[]> {
  const line = lineOf(row)
  const members = row.members.map((one) => ({ ...one, part: Part.parse(one.part) }))
  const barFaults = await mayHelp(deps, tx, scope, [row])
  const barred = members.flatMap((one) =>
    one.part === 'child' || one.part === 'class' ? [] : barFaults(row, one),
  )
  const composed = compositionFaults({ kind: line.kind, members, supervisorId: row.supervisorId }, null)
  const [given, adults] = await tx.run(
    consentsQuery(scope, row.id),
    guardiansQuery(scope, [...ids(row, 'child'), ...ids(row, 'pupil')]),
  )
  // Who may decide is asked again today: a yes of somebody who no longer may is none (H-21).
  const lawful = new Set(guardiansOf(adults).map(({ id }) => id))
  const valid = given.filter(({ guardianId }) => guardianId === null || lawful.has(guardianId))
  const loads = row.vettingLapsed ? await tx.rows(loadsQuery(scope)) : []
  const outside = new Set(ids(row, 'outside'))
  const lapsed = loads
    .filter(
      ({ personId, vettedTo }) => outside.has(personId) && (vettedTo === null || vettedTo < scope.today),
    )
    .map(({ name }): FieldError => ({ path: 'outside', code: 'not-vetted', params: { name } }))
  return [...composed, ...barred, ...consentFaults(members, valid), ...lapsed]
}

/** Closes a pairing with today as the first day without it, and with it the roles it gave. */
export async function close(
  { vault }: Deps,
  tx: Transaction,
  scope: Scope,
  row: PairingRow,
  { kind, note }: EndInput,
): Promise<void> {
  await tx.run(
    changePairingQuery(scope, row.id, {
      ended_on: scope.today,
      end_kind: kind,
      ended_by: scope.userId,
      end_note_sealed: note === '' ? null : sealNote(vault, row.id, note),
    }),
    endRolesQuery(scope, row.id),
  )
  auditEach(tx, ids(row, 'child'), { action: 'end', entityId: row.id, detail: { kind } })
}

/**
 * Begins the trial. A teacher gets the dated role of a helping teacher for each child, and nothing beside it: reach, duties
 * and covers follow from that. The pairing this one takes over from ends the same day, so that no day is without.
 */
export function start(
  deps: Deps,
  context: Context,
  id: string,
  { trialTo }: z.output<typeof StartInput>,
): Promise<Pairing> {
  return aboutPairing(deps, context, { decision: mayPair(context.actor), id }, async (tx, scope, row) => {
    if (row.state === 'trial') return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
    if (row.state !== 'proposed') return fail('not-allowed-now')
    if (trialTo < scope.today) return invalid({ path: 'trialTo', code: 'in-past' })
    const faults = await startFaults(deps, tx, scope, row)
    if (faults.length > 0) return invalid(...faults)
    if (row.follows !== null) {
      const [old] = await tx.rows(pairingsQuery(scope, { id: row.follows }))
      if (old) await close(deps, tx, scope, old, { kind: 'handedOver', note: '' })
    }
    const roles = ids(row, 'teacher').flatMap((userId) =>
      ids(row, 'child').map((pupilId) => ({ id: newId(), userId, pupilId })),
    )
    await tx.run(
      changePairingQuery(scope, id, { started_on: scope.today, trial_to: trialTo }),
      giveRolesQuery(scope, id, roles),
    )
    await followRoles(deps, tx, scope)
    auditEach(tx, ids(row, 'child'), {
      action: 'start',
      entityId: id,
      detail: { trialTo, roles: roles.length, follows: row.follows },
    })
    return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
  })
}

/** The check of the effect (D22); it fulfils the children's duty, and makes a trial that goes on one for good. */
export function review(deps: Deps, context: Context, id: string, input: ReviewInput): Promise<Pairing> {
  return aboutPairing(
    deps,
    context,
    { decision: mayReviewPairing(context.actor), id },
    async (tx, scope, row) => {
      if (row.state !== 'trial' && row.state !== 'active') return fail('not-allowed-now')
      if (input.heldOn > scope.today) return invalid({ path: 'heldOn', code: 'in-future' })
      if (input.nextOn !== null && input.nextOn <= input.heldOn)
        return invalid({ path: 'nextOn', code: 'before-start' })
      const sealed = sealNote(deps.vault, input.id, input.note)
      const [made] = await tx.rows(insertReviewQuery(scope, id, { ...input, sealed }))
      if (made) {
        const nextOn = input.nextOn ?? addMonths(input.heldOn, REVIEW_MONTHS)
        const confirms = row.state === 'trial' && input.goesOn
        await tx.run(
          changePairingQuery(scope, id, {
            next_review_on: nextOn,
            ...(confirms && { confirmed_on: scope.today }),
          }),
          settleByReview(scope, { id: input.id, heldOn: input.heldOn, pupilIds: ids(row, 'child') }),
        )
        auditEach(tx, ids(row, 'child'), {
          action: 'review',
          entityId: id,
          detail: { result: input.result, goesOn: input.goesOn },
        })
      }
      return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
    },
  )
}

/** Ends a pairing at once. A child needs no reason (H-24); ended twice it ends once. */
export function end(deps: Deps, context: Context, id: string, input: EndInput): Promise<Pairing> {
  return aboutPairing(deps, context, { decision: mayPair(context.actor), id }, async (tx, scope, row) => {
    if (row.state !== 'ended') {
      await close(deps, tx, scope, row, input)
      await followRoles(deps, tx, scope)
    }
    return ok({ pairing: await detailNow(deps, context, tx, scope, id) })
  })
}

/** Whoever comes from outside helps no more: everything he takes part in ends. */
export async function endPairingsOfHelper(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  helperId: string,
): Promise<void> {
  for (const row of await tx.rows(pairingsQuery(scope, { helperId })))
    await close(deps, tx, scope, row, { kind: 'helper', note: '' })
  await followRoles(deps, tx, scope)
}
