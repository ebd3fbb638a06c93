import { isDeepStrictEqual } from 'node:util'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayRecordWork, maySeeWork } from '#shared/work/policy.ts'
import { workFaults } from '#shared/work/rules/faults.ts'
import type { DutyWork, WorkCorrection, WorkInput } from '#shared/work/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { lockDuty, settleByWork } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'
import { sealReason, sealText } from '#server/work/parts/sealed.ts'
import { dutyWorkOf, subjectOf } from '#server/work/parts/work-of.ts'
import { insertWorkQuery, type NewWork, supersedeWorkQuery } from '#server/work/queries.ts'
import { dutyRecordsQuery, workDutyQuery, type WorkDutyRow, workQuery } from '#server/work/reads.ts'

// Reasons of before are sealed at start like those of today.
export { sealReason } from '#server/work/parts/sealed.ts'

type Answer = Result<DutyWork>

/** A duty with its records; reading one is logged like the reading of a card. */
export async function getDutyWork({ db, vault }: Deps, context: Context, dutyId: string): Promise<Answer> {
  const scope = context.scope(maySeeWork(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Answer>(scope, async (tx) => {
    const [[duty], records] = await tx.run(workDutyQuery(scope, dutyId), dutyRecordsQuery(scope, dutyId))
    if (!duty) return fail('not-found')
    if (records.length > 0) tx.audit(entry('read', duty, records[0]?.id ?? dutyId, {}))
    return ok(dutyWorkOf(vault, context.actor, duty, records))
  })
}

/**
 * Files what was done for a duty and closes it, in one transaction. The same id again gives the same answer and files
 * nothing. Done after the due day it is late (K-26); a duty that is done takes no second record.
 */
export async function fileWork(
  deps: Deps,
  context: Context,
  dutyId: string,
  input: WorkInput,
): Promise<Answer> {
  const scope = context.scope(maySeeWork(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Answer>(scope, async (tx) => {
    await lockDuty(tx, scope, dutyId)
    const [[duty], [known]] = await tx.run(workDutyQuery(scope, dutyId), workQuery(scope, input.id))
    if (!duty) return fail('not-found')
    const refused = refusal(context, duty)
    if (refused) return refused
    if (known)
      return known.authorId === scope.userId && known.dutyId === dutyId
        ? again(deps, tx, scope, context, dutyId, input)
        : fail('already-exists')
    const faults = workFaults(input, daysOf(scope, duty))
    if (faults.length > 0) return invalid(...faults)
    if (duty.doneOn !== null) return fail('not-allowed-now')
    const work = newWork(deps, duty, input, { rootId: input.id, version: 1, reason: null })
    const inserted = await tx.rows(insertWorkQuery(scope, work))
    if (inserted.length === 0) return fail('already-exists')
    await settleByWork(tx, scope, { dutyId, workId: work.id, doneOn: work.heldOn })
    tx.audit(entry('file', duty, work.id, { key: duty.key, closed: [dutyId] }))
    return answer(deps, tx, scope, context, dutyId)
  })
}

/** Files a new version of an own record; the duty is done on the day it says now. */
export async function correctWork(
  deps: Deps,
  context: Context,
  oldId: string,
  input: WorkCorrection,
): Promise<Answer> {
  const scope = context.scope(maySeeWork(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Answer>(scope, async (tx) => {
    const [[old], [known]] = await tx.run(workQuery(scope, oldId), workQuery(scope, input.id))
    if (!old) return fail('not-found')
    await lockDuty(tx, scope, old.dutyId)
    const [duty] = await tx.rows(workDutyQuery(scope, old.dutyId))
    if (!duty) return fail('not-found')
    if (old.authorId !== scope.userId) return fail('forbidden')
    if (known)
      return known.rootId === old.rootId && known.id !== old.id
        ? again(deps, tx, scope, context, old.dutyId, input)
        : fail('already-exists')
    const faults = workFaults(input, { ...daysOf(scope, duty), enteredOn: old.firstFiledOn })
    if (faults.length > 0) return invalid(...faults)
    const [set] = await tx.rows(supersedeWorkQuery(scope, oldId, new Date(deps.now()).toISOString()))
    if (!set) return fail('version-conflict')
    const { rootId, version } = old
    const work = newWork(deps, duty, input, { rootId, version: version + 1, reason: input.reason })
    const inserted = await tx.rows(insertWorkQuery(scope, work))
    if (inserted.length === 0) throw new Error('the id of the new version is taken')
    await settleByWork(tx, scope, { dutyId: old.dutyId, workId: work.id, doneOn: work.heldOn })
    tx.audit(entry('correct', duty, work.id, { key: duty.key, version: work.version }))
    return answer(deps, tx, scope, context, old.dutyId)
  })
}

/** A record sent again: with other words it must not be taken for saved, as with cards. */
async function again(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  context: Context,
  dutyId: string,
  input: WorkInput,
): Promise<Answer> {
  const filed = await answer(deps, tx, scope, context, dutyId)
  const { id, heldOn, what, people, topics, reference } = input
  const told = filed.ok ? filed.value.records.find((record) => record.id === id) : undefined
  const same =
    told !== undefined &&
    isDeepStrictEqual(
      [told.heldOn, told.what, told.people, told.topics, told.reference],
      [heldOn, what, people, topics, reference],
    )
  return filed.ok && !same ? fail('card-filed', { id }) : filed
}

/** A duty that cards about the child fulfil takes no record of work; the others only from who may. */
function refusal(context: Context, duty: WorkDutyRow): ReturnType<typeof fail> | undefined {
  if (!evidenceOf(duty.key).includes('work')) return fail('not-allowed-now')
  return mayRecordWork(context.actor, subjectOf(duty)) ? undefined : fail('forbidden')
}

const daysOf = (scope: Scope, { from, to, lateEntryDays }: WorkDutyRow) => ({
  today: scope.today,
  from,
  to,
  lateEntryDays,
})

const entry = (
  action: string,
  duty: WorkDutyRow,
  id: string,
  detail: Record<string, string | number | string[]>,
) => ({
  action,
  entity: 'work',
  entityId: id,
  ...(duty.pupilId !== null && { pupilId: duty.pupilId }),
  detail,
})

function newWork(
  { vault, now }: Deps,
  duty: WorkDutyRow,
  input: WorkInput,
  { reason, ...place }: Pick<NewWork, 'rootId' | 'version'> & { readonly reason: string | null },
): NewWork {
  const { id, heldOn, people, topics, lateReason } = input
  return {
    ...place,
    id,
    dutyId: duty.id,
    pupilId: duty.pupilId,
    heldOn,
    people,
    topics,
    sealed: sealText(vault, id, input),
    lateReason: lateReason === '' ? null : sealReason(vault, 'late', id, lateReason),
    correctionReason: reason === null ? null : sealReason(vault, 'correction', id, reason),
    createdAt: new Date(now()).toISOString(),
  }
}

async function answer(
  { vault }: Deps,
  tx: Transaction,
  scope: Scope,
  context: Context,
  dutyId: string,
): Promise<Answer> {
  const [[duty], records] = await tx.run(workDutyQuery(scope, dutyId), dutyRecordsQuery(scope, dutyId))
  return duty ? ok(dutyWorkOf(vault, context.actor, duty, records)) : fail('not-found')
}
