import { maskName, stateOn } from '#shared/transfers/rules.ts'
import { mayLeave, mayMoveWithin } from '#shared/transfers/policy.ts'
import type { ClassMove, Leaving, Return } from '#shared/transfers/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { aboutChild, evaluateSchool, RETURNED } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { dropRowsQuery } from '#server/db/moving.ts'
import { followRoles, openDuties, oweAgainQuery } from '#server/duties/service.ts'
import { closeMoved } from '#server/files/service.ts'
import type { Context } from '#server/http/context.ts'
import { endTies } from '#server/transfers/parts/ending.ts'
import { sealNote } from '#server/transfers/parts/sealed.ts'
import {
  endHelpersQuery,
  endMembershipQueries,
  excuseMovedQuery,
  insertMembershipQuery,
  insertTransferQuery,
  keepMembershipQuery,
  leaveQuery,
  lockAskedQuery,
  lockTransferQuery,
  returnQuery,
  setClassQuery,
} from '#server/transfers/queries.ts'
import { classQuery, lockLeftQuery, pupilRowQuery } from '#server/transfers/reads.ts'

type Done = Result<{ done: true }>

/** Another class from a day on: the membership is dated, running and coming duties go along, past ones stay. */
export function moveToClass(
  deps: Deps,
  context: Context,
  id: string,
  { classId, from }: ClassMove,
): Promise<Done> {
  return aboutChild<{ done: true }>(
    deps,
    context,
    { decision: mayMoveWithin(context.actor), id },
    async (tx, scope) => {
      const [child] = await tx.rows(pupilRowQuery(scope, id))
      if (!child) return fail('not-allowed-now')
      if (from > scope.today) return invalid({ path: 'from', code: 'in-future' })
      if (from < String(child.pupil['joined_on'])) return invalid({ path: 'from', code: 'before-start' })
      if ((await tx.rows(classQuery(scope, classId, from))).length === 0)
        return invalid({ path: 'classId', code: 'unknown-reference' })
      if (child.pupil['class_id'] === classId) return ok({ done: true })
      await tx.run(
        keepMembershipQuery(scope, id, from),
        ...endMembershipQueries(scope, id, from),
        insertMembershipQuery(scope, id, classId, from),
        setClassQuery(scope, id, classId),
      )
      await evaluateSchool(tx, scope, scope.today, [id])
      await openDuties(deps, tx, scope, scope.today, [id])
      tx.audit({
        action: 'moveClass',
        entity: 'pupil',
        entityId: id,
        pupilId: id,
        detail: { fields: ['class'], from },
      })
      return ok({ done: true })
    },
  )
}

/** Leaves for a school outside: the file is closed with the reason, a receipt is kept to print. */
export function leaveSchool(deps: Deps, context: Context, id: string, leaving: Leaving): Promise<Done> {
  return aboutChild<{ done: true }>(
    deps,
    context,
    { decision: mayLeave(context.actor), id },
    async (tx, scope) => {
      const [child] = await tx.rows(pupilRowQuery(scope, id))
      const [known] = await tx.rows(lockTransferQuery(scope, leaving.id))
      if (known) return known.pupilId === id ? ok({ done: true }) : fail('already-exists')
      if (!child) return fail('not-allowed-now')
      if (leaving.on > scope.today) return invalid({ path: 'on', code: 'in-future' })
      if (leaving.on < String(child.pupil['joined_on'])) return invalid({ path: 'on', code: 'before-start' })
      // Another school is being asked: that is withdrawn first.
      const [asked] = await tx.rows(lockAskedQuery(scope, id))
      if (asked && stateOn({ state: 'asked', expiresOn: asked.expiresOn }, scope.today) === 'asked')
        return fail('not-allowed-now')
      const { pupil, className } = child
      const ties = await endTies(deps, tx, scope, { pupilId: id, which: 'all' })
      await tx.run(
        dropRowsQuery(scope, 'pairing_member', 'id', ties.places),
        insertTransferQuery(scope, {
          id: leaving.id,
          side: 'out',
          otherSchoolId: null,
          otherName: leaving.to,
          pupilId: id,
          nameMasked: maskName(String(pupil['name'])),
          sex: String(pupil['sex']),
          birthYear: Number(String(pupil['birth_on']).slice(0, 4)),
          className,
          state: 'left',
          noteSealed: sealNote(deps.vault, leaving.id, leaving.reason),
          idIndex: null,
          askedOn: leaving.on,
          expiresOn: leaving.on,
        }),
        leaveQuery(scope, id, leaving.on),
        ...endMembershipQueries(scope, id, leaving.on),
        endHelpersQuery(scope, id, 'left'),
      )
      await closeMoved(deps.vault, tx, scope, { id, to: leaving.to })
      await evaluateSchool(tx, scope, scope.today, [id])
      await openDuties(deps, tx, scope, scope.today, [id])
      if (ties.ended > 0) await followRoles(deps, tx, scope)
      await tx.run(excuseMovedQuery(scope, id))
      tx.audit({ action: 'leave', entity: 'pupil', entityId: id, pupilId: id, detail: { on: leaving.on } })
      return ok({ done: true })
    },
  )
}

/**
 * At the school again, or never gone: on the roster, on the list from that day on, and owed what is still to be done. Pairings,
 * helpers and links that ended with the leaving begin anew where they are wanted.
 */
export function returnToSchool(
  deps: Deps,
  context: Context,
  id: string,
  { classId, from }: Return,
): Promise<Done> {
  return aboutChild<{ done: true }>(
    deps,
    context,
    { decision: mayLeave(context.actor), id },
    async (tx, scope) => {
      const [child] = await tx.rows(lockLeftQuery(scope, id))
      if (!child) return fail('not-found')
      // Sent twice.
      if (child.leftOn === null)
        return child.classId === classId ? ok({ done: true }) : fail('not-allowed-now')
      if (from > scope.today) return invalid({ path: 'from', code: 'in-future' })
      if (from < child.leftOn) return invalid({ path: 'from', code: 'before-start' })
      if ((await tx.rows(classQuery(scope, classId, from))).length === 0)
        return invalid({ path: 'classId', code: 'unknown-reference' })
      await tx.run(
        keepMembershipQuery(scope, id, child.leftOn),
        returnQuery(scope, id, classId),
        insertMembershipQuery(scope, id, classId, from, RETURNED),
        oweAgainQuery(scope, [id], from),
      )
      await evaluateSchool(tx, scope, scope.today, [id])
      await openDuties(deps, tx, scope, scope.today, [id])
      tx.audit({ action: 'return', entity: 'pupil', entityId: id, pupilId: id, detail: { from } })
      return ok({ done: true })
    },
  )
}
