import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, type FieldError } from '#shared/errors.ts'
import { mayChangeFamily } from '#shared/family/policy.ts'
import { awayErrors, personErrors } from '#shared/family/rules.ts'
import { guardianConflict, type Kin, type LegalBasis } from '#shared/family/rules/legal.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import { maySeeBars } from '#shared/children/policy.ts'
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
  sealAbsenceNote,
  sealCarerAddress,
  sealCarerBars,
  sealCarerHealth,
  sealCarerPhone,
  sealCarerReason,
  sealMemberAddress,
  sealMemberHealth,
  sealMemberNoContact,
  sealMemberPhone,
  sealMemberWorkAddress,
  sealMemberWorkPhone,
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
  kinQuery,
  lockFamilyQuery,
  memberValues,
  recordQuery,
} from '#server/family/queries.ts'
import { insertRecord, updateRecord, type Changed } from '#server/family/parts/records.ts'
import type { Vault } from '#server/vault/vault.ts'
import type { Context } from '#server/http/context.ts'

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
  work: (tx: Transaction, scope: Scope, childBornOn: LocalDate) => Changed | Promise<Changed>,
): Promise<Changed> {
  return aboutChild(
    deps,
    context,
    { decision: mayChangeFamily(context.actor), id: pupilId },
    async (tx, scope) => {
      const [child] = await tx.rows(lockFamilyQuery(scope, pupilId))
      if (!child) return fail('not-found')
      const changed = await work(tx, scope, child.bornOn)
      if (!changed.ok) return changed
      await evaluateSchool(tx, scope, scope.today, [pupilId])
      await openDuties(deps, tx, scope, scope.today, [pupilId])
      return changed
    },
  )
}

const nowOf = ({ now }: Deps): string => new Date(now()).toISOString()

/** Columns that are sealed; only what was sent. */
function memberSealed(vault: Vault, id: string, told: Partial<MemberInput>) {
  const { phone, address, workPhone, workAddress, noContact, health } = told
  return {
    ...(health !== undefined && sealMemberHealth(vault, id, health)),
    ...(phone !== undefined && sealMemberPhone(vault, id, phone)),
    ...(address !== undefined && sealMemberAddress(vault, id, address)),
    ...(workPhone !== undefined && sealMemberWorkPhone(vault, id, workPhone)),
    ...(workAddress !== undefined && sealMemberWorkAddress(vault, id, workAddress)),
    ...(noContact !== undefined && sealMemberNoContact(vault, id, noContact)),
  }
}

const absenceSealed = (vault: Vault, id: string, { note }: Partial<AbsenceInput>) =>
  note === undefined ? {} : sealAbsenceNote(vault, id, note)

type KinRow = Kin & {
  readonly id: string
  readonly bornOn: LocalDate | null
  readonly diedOn: LocalDate | null
}

async function kinOf(tx: Transaction, scope: Scope, pupilId: string): Promise<KinRow[]> {
  return (await tx.rows(kinQuery(scope, pupilId))) as unknown as KinRow[]
}

/** Guardians are looked at only when somebody says who is: a roster may have said otherwise before. */
function guardianErrors(told: Partial<MemberInput>, kin: Kin, others: readonly Kin[]): FieldError[] {
  return told.isGuardian === true ? guardianConflict(kin, others) : []
}

export function addMember(
  deps: Deps,
  context: Context,
  pupilId: string,
  member: MemberInput,
): Promise<Changed> {
  const { id } = member
  return aboutFamily(deps, context, pupilId, async (tx, scope, childBornOn) => {
    const others = (await kinOf(tx, scope, pupilId)).filter((one) => one.id !== id)
    const errors = [
      ...personErrors(member, scope.today, { childBornOn }),
      ...deathErrors(member.diedOn, member.state),
      ...guardianErrors(member, member, others),
    ]
    if (errors.length > 0) return invalid(...errors)
    return insertRecord(
      tx,
      scope,
      { table: 'family_member', pupilId, id },
      { ...memberValues(member), ...memberSealed(deps.vault, id, member) },
    )
  })
}

const deathErrors = (diedOn: LocalDate | null | undefined, state: Kin['state']): FieldError[] =>
  diedOn && state !== 'dead' ? [{ path: 'diedOn', code: 'invalid' }] : []

export function changeMember(
  deps: Deps,
  context: Context,
  { id: pupilId, recordId: id }: Place,
  change: MemberChange,
): Promise<Changed> {
  const { version } = change
  return aboutFamily(deps, context, pupilId, async (tx, scope, childBornOn) => {
    const family = await kinOf(tx, scope, pupilId)
    const known = family.find((one) => one.id === id)
    if (!known) return fail('not-found')
    const told = withoutUndefined(change)
    const kin: Kin = { ...known, ...told }
    const errors = [
      ...personErrors(change, scope.today, { ...known, childBornOn }),
      ...deathErrors(change.diedOn, kin.state),
      ...guardianErrors(
        change,
        kin,
        family.filter((one) => one.id !== id),
      ),
    ]
    if (errors.length > 0) return invalid(...errors)
    // Whoever lives has no day of death, and a new number is not the dead one.
    const follows = {
      ...(kin.state !== 'dead' && known.diedOn !== null && { diedOn: null }),
      ...(change.phone !== undefined && change.phoneDeadOn === undefined && { phoneDeadOn: null }),
    }
    return updateRecord(
      tx,
      scope,
      { table: 'family_member', pupilId, id, version, at: nowOf(deps), vault: deps.vault },
      { ...memberValues({ ...change, ...follows }), ...memberSealed(deps.vault, id, change) },
    )
  })
}

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>

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
    return insertRecord(
      tx,
      scope,
      { table: 'absence', pupilId, id },
      { member_id: memberId, ...absenceValues(absence), ...absenceSealed(deps.vault, id, absence) },
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
    return updateRecord(
      tx,
      scope,
      { table: 'absence', pupilId, id, version: change.version, at: nowOf(deps), vault: deps.vault },
      { ...absenceValues(change), ...absenceSealed(deps.vault, id, change) },
    )
  })
}

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

export { lockFamily, tellPhone, type Told } from '#server/family/parts/tell-phone.ts'
