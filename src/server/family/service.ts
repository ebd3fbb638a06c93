import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, type FieldError } from '#shared/errors.ts'
import { awayErrors, personErrors } from '#shared/family/rules.ts'
import { guardianConflict, type Kin } from '#shared/family/rules/legal.ts'
import type { AbsenceChange, AbsenceInput, MemberChange, MemberInput } from '#shared/family/schema.ts'
import {
  sealAbsenceNote,
  sealMemberAddress,
  sealMemberHealth,
  sealMemberNoContact,
  sealMemberPhone,
  sealMemberWorkAddress,
  sealMemberWorkPhone,
} from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { aboutFamily, kinOf, nowOf, type Place } from '#server/family/parts/about-family.ts'
import { insertRecord, updateRecord, type Changed } from '#server/family/parts/records.ts'
import { absencesOfQuery, absenceValues, memberValues, recordQuery } from '#server/family/queries.ts'
import type { Vault } from '#server/vault/vault.ts'
import type { Context } from '#server/http/context.ts'

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
    // The day it was found asks for a look (P3-32): by the clock that all duties go by.
    const created_at = new Date(deps.now()).toISOString()
    const values = { ...absenceValues(absence), ...absenceSealed(deps.vault, id, absence), created_at }
    return insertRecord(tx, scope, { table: 'absence', pupilId, id }, { member_id: memberId, ...values })
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

export { lockFamily, tellPhone, type Told } from '#server/family/parts/tell-phone.ts'
