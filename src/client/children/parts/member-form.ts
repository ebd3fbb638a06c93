import type { Member } from '#shared/children/schema.ts'
import type { NoContactReason } from '#shared/kin/schema.ts'
import { orNull } from '#client/lib/or-null.ts'

/** What is typed about one of the family. */
export interface MemberForm {
  relation: string
  name: string
  state: Member['state']
  bornOn: string
  diedOn: string
  incapable: boolean
  guardian: 'unknown' | 'yes' | 'no'
  phone: string
  dead: boolean
  bestTime: string
  address: string
  occupation: string
  health: string
  workUnit: string
  workPhone: string
  workAddress: string
  noContact: NoContactReason | 'may'
  noContactNote: string
}

export const startMember = (member: Member | null): MemberForm => ({
  relation: member?.relation ?? '',
  name: member?.name ?? '',
  state: member?.state ?? 'present',
  bornOn: member?.bornOn ?? '',
  diedOn: member?.diedOn ?? '',
  incapable: member?.incapable ?? false,
  guardian: member === null || member.isGuardian === null ? 'unknown' : member.isGuardian ? 'yes' : 'no',
  phone: '',
  dead: (member?.phoneDeadOn ?? null) !== null,
  bestTime: member?.bestTime ?? '',
  address: '',
  occupation: member?.occupation ?? '',
  health: member?.health ?? '',
  workUnit: member?.workUnit ?? '',
  workPhone: '',
  workAddress: '',
  noContact: member?.noContact?.reason ?? 'may',
  noContactNote: member?.noContact?.note ?? '',
})

const guardians = { unknown: null, yes: true, no: false } as const

/** As it is sent: sealed fields only when typed, who is guardian only when that was changed. */
export function memberBody(form: MemberForm, member: Member | null, today: string) {
  const { relation, state, incapable } = form
  const before = startMember(member)
  const typed = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())
  const [phone, address] = [typed(form.phone), typed(form.address)]
  const [workPhone, workAddress] = [typed(form.workPhone), typed(form.workAddress)]
  return {
    relation,
    state,
    incapable,
    name: orNull(form.name),
    bornOn: orNull(form.bornOn),
    diedOn: state === 'dead' ? orNull(form.diedOn) : null,
    bestTime: orNull(form.bestTime),
    occupation: orNull(form.occupation),
    health: orNull(form.health),
    workUnit: orNull(form.workUnit),
    ...(form.guardian !== before.guardian && { isGuardian: guardians[form.guardian] }),
    ...(phone !== undefined && { phone }),
    ...(address !== undefined && { address }),
    ...(workPhone !== undefined && { workPhone }),
    ...(workAddress !== undefined && { workAddress }),
    ...(phone === undefined && form.dead !== before.dead && { phoneDeadOn: form.dead ? today : null }),
    ...((form.noContact !== before.noContact || form.noContactNote !== before.noContactNote) && {
      noContact:
        form.noContact === 'may' ? null : { reason: form.noContact, note: orNull(form.noContactNote) },
    }),
  }
}
