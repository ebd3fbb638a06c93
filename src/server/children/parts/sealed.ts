import type { CarerBar, NoContact } from '#shared/kin/schema.ts'
import type { Vault } from '#server/vault/vault.ts'

/** The one place that knows how a child's and a family's sensitive columns are sealed, opened and masked. */
export const sealingContext = {
  pupilId: (pupilId: string) => `pupil.id:${pupilId}`,
  pupilPhone: (pupilId: string) => `pupil.phone:${pupilId}`,
  pupilAddress: (pupilId: string) => `pupil.address:${pupilId}`,
  /** What the register says beyond the own columns. */
  pupilExtra: (pupilId: string) => `pupil.extra:${pupilId}`,
  memberId: (memberId: string) => `member.id:${memberId}`,
  memberPhone: (memberId: string) => `member.phone:${memberId}`,
  memberAddress: (memberId: string) => `member.address:${memberId}`,
  memberWorkPhone: (memberId: string) => `member.workPhone:${memberId}`,
  memberWorkAddress: (memberId: string) => `member.workAddress:${memberId}`,
  memberNoContact: (memberId: string) => `member.noContact:${memberId}`,
  memberHealth: (memberId: string) => `member.health:${memberId}`,
  absenceNote: (absenceId: string) => `absence.note:${absenceId}`,
  markNote: (markId: string) => `careMark.note:${markId}`,
  carerHealth: (carerId: string) => `carer.health:${carerId}`,
  carerReason: (carerId: string) => `carer.reason:${carerId}`,
  namedPhone: (contactId: string) => `contactNamed.phone:${contactId}`,
  carerPhone: (carerId: string) => `carer.phone:${carerId}`,
  carerAddress: (carerId: string) => `carer.address:${carerId}`,
  carerBars: (carerId: string) => `carer.bars:${carerId}`,
}

/** 194****5678; a landline keeps its area code and the last two digits. */
export function maskPhone(phone: string): string {
  return phone.startsWith('0')
    ? `${phone.slice(0, 4)}****${phone.slice(-2)}`
    : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** First three and last two characters; birth date and serial number hidden. */
export function maskIdNumber(number: string): string {
  if (number.length < 8) return '*'.repeat(number.length)
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`
}

/** Down to the village or street, without house and group. */
export function maskAddress(address: string): string {
  const place = /^\D*[村镇乡路道区巷街]/u.exec(address)?.[0] ?? [...address].slice(0, 4).join('')
  return place === address ? `${[...address].slice(0, -2).join('')}**` : `${place}***`
}

const sealed = (vault: Vault, text: string | null, context: string): Buffer | null =>
  text === null ? null : vault.seal(text, context)

export interface IdColumns {
  readonly id_sealed: Buffer | null
  readonly id_index: Buffer | null
  readonly id_masked: string | null
}

/** Blind index of an ID number: equal numbers are found without opening any. */
export const idNumberIndex = (vault: Vault, number: string): Buffer => vault.index(number, 'id-number')

export const sealPupilId = (vault: Vault, pupilId: string, number: string | null): IdColumns => ({
  id_sealed: sealed(vault, number, sealingContext.pupilId(pupilId)),
  id_index: number === null ? null : idNumberIndex(vault, number),
  id_masked: number === null ? null : maskIdNumber(number),
})

export interface PhoneColumns {
  readonly phone_sealed: Buffer | null
  readonly phone_masked: string | null
}

const phoneColumns = (vault: Vault, phone: string | null, context: string): PhoneColumns => ({
  phone_sealed: sealed(vault, phone, context),
  phone_masked: phone === null ? null : maskPhone(phone),
})

export const sealPupilPhone = (vault: Vault, pupilId: string, phone: string | null): PhoneColumns =>
  phoneColumns(vault, phone, sealingContext.pupilPhone(pupilId))

export const sealMemberPhone = (vault: Vault, memberId: string, phone: string | null): PhoneColumns =>
  phoneColumns(vault, phone, sealingContext.memberPhone(memberId))

export const sealCarerPhone = (vault: Vault, carerId: string, phone: string | null): PhoneColumns =>
  phoneColumns(vault, phone, sealingContext.carerPhone(carerId))

export const sealNamedPhone = (vault: Vault, contactId: string, phone: string | null): PhoneColumns =>
  phoneColumns(vault, phone, sealingContext.namedPhone(contactId))

export const sealMemberHealth = (vault: Vault, memberId: string, health: string | null) => ({
  health_sealed: sealed(vault, health, sealingContext.memberHealth(memberId)),
})

export const sealAbsenceNote = (vault: Vault, absenceId: string, note: string | null) => ({
  note_sealed: sealed(vault, note, sealingContext.absenceNote(absenceId)),
})

export const sealMarkNote = (vault: Vault, markId: string, note: string | null) => ({
  note_sealed: sealed(vault, note, sealingContext.markNote(markId)),
})

export const sealCarerHealth = (vault: Vault, carerId: string, health: string | null) => ({
  health_sealed: sealed(vault, health, sealingContext.carerHealth(carerId)),
})

export const sealCarerReason = (vault: Vault, carerId: string, reason: string | null) => ({
  reason_sealed: sealed(vault, reason, sealingContext.carerReason(carerId)),
})

export const sealPupilAddress = (vault: Vault, pupilId: string, address: string | null) => ({
  address_sealed: sealed(vault, address, sealingContext.pupilAddress(pupilId)),
})

export const sealMemberAddress = (vault: Vault, memberId: string, address: string | null) => ({
  address_sealed: sealed(vault, address, sealingContext.memberAddress(memberId)),
})

export const sealMemberWorkPhone = (vault: Vault, memberId: string, phone: string | null) => ({
  work_phone_sealed: sealed(vault, phone, sealingContext.memberWorkPhone(memberId)),
  work_phone_masked: phone === null ? null : maskPhone(phone),
})

export const sealMemberWorkAddress = (vault: Vault, memberId: string, address: string | null) => ({
  work_address_sealed: sealed(vault, address, sealingContext.memberWorkAddress(memberId)),
})

/** The reason as a code, the note sealed. */
export const sealMemberNoContact = (vault: Vault, memberId: string, told: NoContact | null) => ({
  no_contact: told?.reason ?? null,
  no_contact_sealed: sealed(vault, told?.note ?? null, sealingContext.memberNoContact(memberId)),
})

export const sealCarerAddress = (vault: Vault, carerId: string, address: string | null) => ({
  address_sealed: sealed(vault, address, sealingContext.carerAddress(carerId)),
})

export const sealCarerBars = (vault: Vault, carerId: string, bars: readonly CarerBar[]) => ({
  bars_sealed: sealed(
    vault,
    bars.length === 0 ? null : JSON.stringify(bars),
    sealingContext.carerBars(carerId),
  ),
})

export const sealMemberId = (vault: Vault, memberId: string, number: string | null) => ({
  id_sealed: sealed(vault, number, sealingContext.memberId(memberId)),
  id_masked: number === null ? null : maskIdNumber(number),
})

/** The masked form of a sealed address. */
export function maskedAddress(vault: Vault, value: Buffer | null, context: string): string | null {
  return value === null ? null : maskAddress(vault.open(value, context))
}
