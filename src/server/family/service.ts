import { addDays } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayChangeFamily } from '#shared/family/policy.ts'
import { awayErrors, personErrors } from '#shared/family/rules.ts'
import type {
  AbsenceChange,
  AbsenceInput,
  CarerChange,
  CarerInput,
  MemberChange,
  MemberInput,
} from '#shared/family/schema.ts'
import {
  aboutChild,
  evaluateSchool,
  sealCarerPhone,
  sealMemberAddress,
  sealMemberPhone,
} from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import {
  absencesOfQuery,
  absenceValues,
  carersOfQuery,
  carerValues,
  endCarersQuery,
  insertQuery,
  lockFamilyQuery,
  memberValues,
  recordQuery,
  relationQuery,
  updateQuery,
} from '#server/family/queries.ts'
import type { Context } from '#server/http/context.ts'

type Changed = Result<{ version: number }>
type Table = 'family_member' | 'absence' | 'carer'

interface Place {
  /** The pupil. */
  readonly id: string
  readonly recordId: string
}

/** A change of a family: the child's row held, then the work, then the child's status decided anew. */
function aboutFamily(
  deps: Deps,
  context: Context,
  pupilId: string,
  work: (tx: Transaction, scope: Scope) => Changed | Promise<Changed>,
): Promise<Changed> {
  return aboutChild(
    deps,
    context,
    { decision: mayChangeFamily(context.actor), id: pupilId },
    async (tx, scope) => {
      await tx.rows(lockFamilyQuery(scope, pupilId))
      const changed = await work(tx, scope)
      if (!changed.ok) return changed
      await evaluateSchool(tx, scope, scope.today, [pupilId])
      await openDuties(deps, tx, scope, scope.today, [pupilId])
      return changed
    },
  )
}

async function insert(
  tx: Transaction,
  scope: Scope,
  { table, pupilId, id }: { table: Table; pupilId: string; id: string },
  columns: Readonly<Record<string, unknown>>,
): Promise<Changed> {
  const [inserted] = await tx.rows(insertQuery(scope, table, pupilId, id, columns))
  if (!inserted) {
    const [same] = await tx.rows(recordQuery(scope, table, pupilId, id))
    return same ? ok({ version: same.version }) : fail('already-exists')
  }
  tx.audit({ action: 'create', entity: table, entityId: id, pupilId })
  return ok(inserted)
}

async function update(
  tx: Transaction,
  scope: Scope,
  { table, pupilId, id, version }: { table: Table; pupilId: string; id: string; version: number },
  columns: Readonly<Record<string, unknown>>,
): Promise<Changed> {
  const [known] = await tx.rows(recordQuery(scope, table, pupilId, id))
  if (!known) return fail('not-found')
  const [updated] = await tx.rows(updateQuery(scope, table, id, version, columns))
  if (!updated) return fail('version-conflict', { version: known.version })
  tx.audit({
    action: 'change',
    entity: table,
    entityId: id,
    pupilId,
    detail: { fields: Object.keys(columns) },
  })
  return ok(updated)
}

export function addMember(
  deps: Deps,
  context: Context,
  pupilId: string,
  member: MemberInput,
): Promise<Changed> {
  const { id, phone, address } = member
  return aboutFamily(deps, context, pupilId, (tx, scope) => {
    const errors = personErrors(member, scope.today)
    if (errors.length > 0) return invalid(...errors)
    return insert(
      tx,
      scope,
      { table: 'family_member', pupilId, id },
      {
        ...memberValues(member),
        ...sealMemberPhone(deps.vault, id, phone),
        ...sealMemberAddress(deps.vault, id, address),
      },
    )
  })
}

export function changeMember(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: Place,
  change: MemberChange,
): Promise<Changed> {
  const { version, phone, address } = change
  return aboutFamily(deps, context, pupilId, async (tx, scope) => {
    const [known] = await tx.rows(relationQuery(scope, 'family_member', id))
    const errors = personErrors(change, scope.today, known?.relation)
    if (errors.length > 0) return invalid(...errors)
    return update(
      tx,
      scope,
      { table: 'family_member', pupilId, id, version },
      {
        ...memberValues(change),
        ...(phone === undefined ? {} : sealMemberPhone(deps.vault, id, phone)),
        ...(address === undefined ? {} : sealMemberAddress(deps.vault, id, address)),
      },
    )
  })
}

export function addAbsence(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: memberId }: Place,
  absence: AbsenceInput,
): Promise<Changed> {
  const { id } = absence
  return aboutFamily(deps, context, pupilId, async (tx, scope) => {
    const [[member], all] = await tx.run(
      recordQuery(scope, 'family_member', pupilId, memberId),
      absencesOfQuery(scope, pupilId),
    )
    if (!member) return fail('not-found')
    const errors = awayErrors(
      absence,
      all.filter((one) => one.memberId === memberId && one.id !== id),
    )
    if (errors.length > 0) return invalid(...errors)
    return insert(
      tx,
      scope,
      { table: 'absence', pupilId, id },
      { member_id: memberId, ...absenceValues(absence) },
    )
  })
}

export function changeAbsence(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: Place,
  change: AbsenceChange,
): Promise<Changed> {
  return aboutFamily(deps, context, pupilId, async (tx, scope) => {
    const all = await tx.rows(absencesOfQuery(scope, pupilId))
    const known = all.find((one) => one.id === id)
    if (!known) return fail('not-found')
    const next = {
      from: change.from === undefined ? known.from : change.from,
      to: change.to === undefined ? known.to : change.to,
    }
    const errors = awayErrors(
      next,
      all.filter((one) => one.memberId === known.memberId && one.id !== id),
    )
    if (errors.length > 0) return invalid(...errors)
    return update(
      tx,
      scope,
      { table: 'absence', pupilId, id, version: change.version },
      absenceValues(change),
    )
  })
}

export function addCarer(deps: Deps, context: Context, pupilId: string, carer: CarerInput): Promise<Changed> {
  const { id, memberId, phone } = carer
  return aboutFamily(deps, context, pupilId, async (tx, scope) => {
    const from = carer.from ?? scope.today
    const errors = personErrors(carer, scope.today)
    if (errors.length > 0) return invalid(...errors)
    const carers = await tx.rows(carersOfQuery(scope, pupilId))
    if (!carers.some((one) => one.id === id)) {
      if (from > scope.today) return invalid({ path: 'from', code: 'in-future' })
      if (carers.some((one) => one.from !== null && one.from >= from))
        return invalid({ path: 'from', code: 'overlaps' })
      if (
        memberId !== null &&
        (await tx.rows(recordQuery(scope, 'family_member', pupilId, memberId))).length === 0
      )
        return invalid({ path: 'memberId', code: 'unknown-reference' })
      await tx.run(endCarersQuery(scope, pupilId, from))
      const ended = carers.filter((one) => one.to === null).map((one) => one.id)
      if (ended.length > 0)
        tx.audit({ action: 'end', entity: 'carer', pupilId, detail: { ids: ended, to: addDays(from, -1) } })
    }
    return insert(
      tx,
      scope,
      { table: 'carer', pupilId, id },
      { ...carerValues({ ...carer, from }), ...sealCarerPhone(deps.vault, id, phone) },
    )
  })
}

export function changeCarer(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: Place,
  change: CarerChange,
): Promise<Changed> {
  const { version, phone } = change
  return aboutFamily(deps, context, pupilId, async (tx, scope) => {
    const [known] = await tx.rows(relationQuery(scope, 'carer', id))
    const errors = personErrors(change, scope.today, known?.relation)
    if (errors.length > 0) return invalid(...errors)
    return update(
      tx,
      scope,
      { table: 'carer', pupilId, id, version },
      {
        ...carerValues(change),
        ...(phone === undefined ? {} : sealCarerPhone(deps.vault, id, phone)),
      },
    )
  })
}
