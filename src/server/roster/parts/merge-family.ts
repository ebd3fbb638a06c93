import { addDays } from '#shared/calendar/rules/local-date.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import { fieldLabel, type MemberSlot } from '#shared/roster/rules/fields.ts'
import {
  maskAddress,
  maskIdNumber,
  maskPhone,
  sealAbsenceNote,
  sealCarerPhone,
  sealingContext,
  sealMemberAddress,
  sealMemberId,
  sealMemberPhone,
} from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import {
  differs,
  isNew,
  type MergeContext,
  type Merged,
  shown,
  type StoredPupil,
} from '#server/roster/parts/merging.ts'
import type { AbsenceRecord, CarerRecord, MemberRecord } from '#server/roster/parts/records.ts'
import type { ToldAbsence, ToldCarer, ToldMember } from '#server/roster/parts/telling.ts'

const NOTHING = { members: [], absences: [], carers: [] }

/** Who is who: a parent by the relation alone, others also by name, so that two uncles stay two. */
function findMember(
  known: readonly MemberRecord[],
  told: ToldMember,
  used: ReadonlySet<string>,
): MemberRecord | undefined {
  const free = known.filter((one) => one.relation === told.relation && !used.has(one.id))
  const same = free.find((one) => one.name === told.name)
  if (same) return same
  if (isParentRelation(told.relation)) return free[0]
  return free.find((one) => one.name === null || told.name === null)
}

/** Of a number that is another one nobody has said yet whether it rings. */
const NEW_PHONE = { phone_verified_on: null, phone_dead_on: null }

/** A number somebody has rung is known better than a list that says another; it stays until a person has asked. */
function keepsVerified(
  into: Merged,
  slot: MemberSlot,
  before: Pick<MemberRecord, 'phone_masked' | 'phone_verified_on' | 'phone_dead_on'> | undefined,
): boolean {
  if (!before?.phone_verified_on || before.phone_dead_on !== null) return false
  into.warnings.push({
    field: fieldLabel(`${slot}.phone`),
    reason: 'phone-verified',
    raw: `${before.phone_masked ?? ''} ${before.phone_verified_on}`.trim(),
  })
  return true
}

function mergeMember(
  context: MergeContext,
  into: Merged,
  told: ToldMember,
  before: MemberRecord | undefined,
): string {
  const { vault } = context
  const { relation } = told
  const id = before?.id ?? newId()
  const note = (
    field: 'member' | 'state' | 'incapable' | 'isGuardian' | 'idNumber' | 'phone' | 'address' | 'workUnit',
    from: string | null,
    to: string | null,
  ): void => void into.changes.push({ who: relation, field, from, to })
  const set: Partial<Record<keyof MemberRecord, unknown>> = {}
  if (!before) note('member', null, told.name)
  else if (isNew(told.name, before.name)) {
    note('member', before.name, told.name)
    set.name = told.name
  }
  // Blank cells of a parent say "not known", which never overrides what is known.
  const state = told.state === 'unknown' ? null : told.state
  if (isNew(state, before?.state ?? (state === 'present' ? state : null)))
    note('state', before?.state ?? null, (set.state = state))
  if (told.isGuardian !== null) {
    if (isNew(told.isGuardian, before?.is_guardian ?? null))
      note('isGuardian', shown(before?.is_guardian ?? null), shown((set.is_guardian = told.isGuardian)))
    if (told.incapable !== (before?.incapable ?? false))
      note('incapable', shown(before?.incapable ?? false), shown((set.incapable = told.incapable)))
  }
  if (differs(vault, before?.id_sealed ?? null, sealingContext.memberId(id), told.idNumber)) {
    note('idNumber', before?.id_masked ?? null, told.idNumber && maskIdNumber(told.idNumber))
    Object.assign(set, sealMemberId(vault, id, told.idNumber), {
      born_on: told.bornOn ?? before?.born_on ?? null,
    })
  }
  if (
    differs(vault, before?.phone_sealed ?? null, sealingContext.memberPhone(id), told.phone) &&
    !keepsVerified(into, told.slot, before)
  ) {
    note('phone', before?.phone_masked ?? null, told.phone && maskPhone(told.phone))
    Object.assign(set, sealMemberPhone(vault, id, told.phone), NEW_PHONE)
  }
  if (differs(vault, before?.address_sealed ?? null, sealingContext.memberAddress(id), told.address)) {
    note('address', null, told.address && maskAddress(told.address))
    Object.assign(set, sealMemberAddress(vault, id, told.address))
  }
  if (isNew(told.workUnit, before?.work_unit ?? null))
    note('workUnit', before?.work_unit ?? null, (set.work_unit = told.workUnit))
  if (before && Object.keys(set).length === 0) return id
  const base: MemberRecord = before ?? {
    id, pupil_id: into.pupilId, relation, name: told.name, state: told.state, incapable: false, is_guardian: null, born_on: null,
    id_sealed: null, id_masked: null, phone_sealed: null, phone_masked: null, ...NEW_PHONE, address_sealed: null, work_unit: null,
    version: 0,
  } // prettier-ignore
  const record = { ...base, ...set, version: base.version + 1 } as MemberRecord
  into.writes.push({ entity: 'family_member', record, before: before ?? null })
  return id
}

const spanText = (from: string | null, to: string | null): string => `${from ?? '?'}/${to ?? ''}`
const describe = (one: AbsenceRecord): string =>
  [spanText(one.from_on, one.to_on), one.place ?? ''].join(' ').trim()

/** The stored absence a told one is about: the same beginning, else for the row's own absence the one still open. */
function findAbsence(known: readonly AbsenceRecord[], told: ToldAbsence): AbsenceRecord | undefined {
  const same = known.find((one) => one.from_on === told.from)
  if (same || !told.current) return same
  return known.find((one) => one.to_on === null)
}

/** The day of leaving that the list tells, where it is later than the one of the absence it is about. */
const leftAgain = ({ from }: ToldAbsence, found: AbsenceRecord | undefined): string | null =>
  from !== null && found && found.from_on !== null && from > found.from_on ? from : null

/**
 * Away since a later day than is on file: perhaps home in between, for a time no list tells. The time before is not lost by it
 * (K-11): it ends where the new one begins, and somebody asks how long the visit was.
 */
function leaveAgain(into: Merged, told: ToldMember, open: AbsenceRecord, from: string): void {
  const record = { ...open, to_on: from, version: open.version + 1 }
  into.changes.push({ who: told.relation, field: 'absence', from: describe(open), to: describe(record) })
  into.writes.push({ entity: 'absence', record, before: open })
  into.warnings.push({
    field: fieldLabel(`${told.slot}.awayFrom`),
    reason: 'away-again',
    raw: spanText(open.from_on, null),
  })
}

function mergeAbsences(
  context: MergeContext,
  into: Merged,
  told: ToldMember,
  memberId: string,
  known: readonly AbsenceRecord[],
): void {
  for (const absence of told.absences) {
    const found = findAbsence(known, absence)
    const left = leftAgain(absence, found)
    if (found && left !== null) leaveAgain(into, told, found, left)
    const before = left === null ? found : undefined
    const id = before?.id ?? newId()
    const base: AbsenceRecord = before ?? {
      id, pupil_id: into.pupilId, member_id: memberId, from_on: absence.from, to_on: absence.to, kind: 'work',
      place: absence.place, work_unit: null, note_sealed: null, version: 0,
    } // prettier-ignore
    const record = {
      ...base,
      from_on: absence.from ?? base.from_on,
      to_on: absence.to ?? base.to_on,
      place: absence.place ?? base.place,
      ...(differs(context.vault, base.note_sealed, sealingContext.absenceNote(id), absence.note) &&
        sealAbsenceNote(context.vault, id, absence.note)),
      version: base.version + 1,
    }
    // A return before a beginning moved by the file belongs to an earlier time away.
    if (record.from_on !== null && record.to_on !== null && record.to_on < record.from_on)
      record.to_on = absence.to
    const keys = ['from_on', 'to_on', 'place', 'note_sealed'] as const
    if (before && keys.every((key) => before[key] === record[key])) continue
    into.changes.push({
      who: told.relation,
      field: 'absence',
      from: before ? describe(before) : null,
      to: describe(record),
    })
    into.writes.push({ entity: 'absence', record, before: before ?? null })
  }
  const open = known.find((one) => one.to_on === null || one.to_on > context.asOf)
  const away = told.absences.some(({ current }) => current)
  if (
    open &&
    !away &&
    context.tellsAbsences &&
    told.state === 'present' &&
    (told.slot === 'father' || told.slot === 'mother' || told.slot === 'member1' || told.slot === 'member2')
  )
    into.warnings.push({
      field: fieldLabel(`${told.slot}.awayFrom`),
      reason: 'still-away-on-file',
      raw: spanText(open.from_on, open.to_on),
    })
}

function mergeCarer(
  context: MergeContext,
  into: Merged,
  told: ToldCarer,
  stored: Pick<StoredPupil, 'carers'>,
  memberId: string | null,
): void {
  const { vault, asOf } = context
  const before = stored.carers.filter((one) => one.to_on === null || one.to_on >= asOf).at(-1)
  const same =
    before !== undefined &&
    before.relation === told.relation &&
    (told.name === null || before.name === null || before.name === told.name)
  if (same) {
    const phoneDiffers =
      differs(vault, before.phone_sealed, sealingContext.carerPhone(before.id), told.phone) &&
      !keepsVerified(into, 'carer', before)
    if (phoneDiffers)
      into.changes.push({
        who: 'carer',
        field: 'phone',
        from: before.phone_masked,
        to: told.phone && maskPhone(told.phone),
      })
    if (isNew(told.name, before.name))
      into.changes.push({ who: 'carer', field: 'name', from: before.name, to: told.name })
    if (!phoneDiffers && !isNew(told.name, before.name)) return
    const phone = phoneDiffers ? { ...sealCarerPhone(vault, before.id, told.phone), ...NEW_PHONE } : {}
    into.writes.push({
      entity: 'carer',
      record: { ...before, ...phone, name: told.name ?? before.name, version: before.version + 1 },
      before,
    })
    return
  }
  into.changes.push({ who: 'carer', field: 'carer', from: before?.relation ?? null, to: told.relation })
  const dayBefore = addDays(asOf, -1)
  if (before) {
    const to_on = before.from_on !== null && before.from_on > dayBefore ? before.from_on : dayBefore
    into.writes.push({ entity: 'carer', record: { ...before, to_on, version: before.version + 1 }, before })
  }
  const id = newId()
  const { kind, relation, name, legalBasis } = told
  const record: CarerRecord = {
    id, pupil_id: into.pupilId, member_id: memberId, kind, relation, name, ...sealCarerPhone(vault, id, told.phone), ...NEW_PHONE,
    legal_basis: legalBasis, from_on: before ? asOf : null, to_on: null, reason_sealed: null, version: 1,
  } // prettier-ignore
  into.writes.push({ entity: 'carer', record, before: null })
}

/** Lists go on naming the dead, and name others in their place: nobody is alive again, or renamed, by a list. */
function stillDead(into: Merged, told: ToldMember, before: MemberRecord, used: Set<string>): string {
  used.add(before.id)
  if (told.name !== null || told.phone !== null)
    into.warnings.push({ field: fieldLabel(`${told.slot}.name`), reason: 'dead-on-file' })
  return before.id
}

/** Adds to `into` what the row says about family and carer beyond what is stored. */
export function mergeFamily(
  context: MergeContext,
  into: Merged,
  told: { members: readonly ToldMember[]; carer: ToldCarer | null },
  stored: StoredPupil | null,
): void {
  const { members, absences, carers } = stored ?? NOTHING
  const used = new Set<string>()
  const ids = told.members.map((one) => {
    const before = findMember(members, one, used)
    if (before?.state === 'dead' && one.state !== 'dead') return stillDead(into, one, before, used)
    const id = mergeMember(context, into, one, before)
    used.add(id)
    mergeAbsences(
      context,
      into,
      one,
      id,
      absences.filter((absence) => absence.member_id === id),
    )
    return id
  })
  const { carer } = told
  if (!carer) return
  const at = told.members.findIndex(
    (one) => one.relation === carer.relation && (carer.name === null || one.name === carer.name),
  )
  mergeCarer(context, into, carer, { carers }, ids[at] ?? null)
}
