import { msg, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import { PRESET_TEXTS } from '#shared/agreements/rules/texts.ts'
import type {
  Agreement,
  AgreementKind,
  Candidate,
  Part,
  SignMethod,
  Terms,
} from '#shared/agreements/schema.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { kinText } from '#client/lib/kin-words.ts'

const parts: Record<Part, MessageDescriptor> = {
  guardian: msg({ message: '监护人', context: 'agreement' }),
  carer: msg`照顾孩子的人`,
  teacher: msg`班主任`,
  helper: msg`帮扶老师`,
  staff: msg`教职工`,
  school: msg`学校`,
}
const methods: Record<SignMethod, MessageDescriptor> = {
  screen: msg`在屏幕上签`,
  paper: msg`签在纸上，拍下来`,
  thumb: msg`按手印，有人见证`,
}
const contacts: Record<NonNullable<Terms['contact']>, MessageDescriptor> = {
  daily: msg`每天`,
  twiceAWeek: msg`每周两次`,
  weekly: msg`每周一次`,
}
const signed: Record<SignMethod, MessageDescriptor> = {
  screen: msg`屏幕上签的`,
  paper: msg`纸上签的`,
  thumb: msg`按了手印`,
}
/** Above the questions of each kind: what it is for. */
const aims: Record<AgreementKind, MessageDescriptor> = {
  entrusted: msg`父母都不在身边、请别人照顾孩子时签。监护责任仍在父母。`,
  safetyHome: msg`班主任和家里说定谁管哪一段的安全。`,
  joint: msg`班主任和家里的联系人说定各做什么。联系人没有监护权。`,
  commitment: msg`帮扶老师答应孩子做到的事。`,
  safetyStaff: msg`学校和每位教职工签，一年一次。`,
  target: msg`学校和负责关爱工作的老师签。`,
}

export const partText = (part: Part): string => i18n._(parts[part])
export const methodText = (method: SignMethod): string => i18n._(methods[method])
export const signedText = (method: SignMethod): string => i18n._(signed[method])
export const contactText = (contact: NonNullable<Terms['contact']>): string => i18n._(contacts[contact])
export const aimText = (kind: AgreementKind): string => i18n._(aims[kind])

/** The school's words, or the preset's in the reader's language. */
export function wordsOf(kind: AgreementKind, text: Agreement['text']): { title: string; body: string } {
  const preset = PRESET_TEXTS[kind][currentLocale() === 'en' ? 'en' : 'zh']
  return { title: text.title ?? preset.title, body: text.body ?? preset.body }
}

/** 测试姑（姑妈）: with the relation where there is one; of the nameless only that. */
export function personText({ name, relation }: Pick<Candidate, 'name' | 'relation'>): string {
  if (relation === null) return name
  const kin = kinText(relation)
  return name === '' ? kin : t`${name}（${kin}）`
}
