import { t } from '@lingui/core/macro'
import type { CheckState, CheckWay, ContactChange, RoundKind } from '#shared/contacts/schema.ts'

export function checkStateText(state: CheckState): string {
  switch (state) {
    case 'open':
      return t`还没核对`
    case 'confirmed':
      return t`核对好了`
    case 'corrected':
      return t`核对过，有改动`
    case 'notMine':
      return t`家长说不是他的孩子`
  }
}

export function checkWayText(way: CheckWay): string {
  if (way === 'link') return t`家长用链接`
  return way === 'phone' ? t({ message: '打电话', context: 'contact check' }) : t`纸上`
}

export const roundKindText = (kind: RoundKind): string => (kind === 'yearly' ? t`本学年核对` : t`本学期核对`)

export function sourceText({ source, byName }: ContactChange): string {
  const name = byName ?? '–'
  if (source === 'guardian') return byName === null ? t`家长用链接` : t`家长给的，${name}同意`
  if (source === 'phone') return t`${name}打电话核对`
  return source === 'paper' ? t`${name}照纸上核对` : name
}

const fieldNames: Readonly<Record<string, () => string>> = {
  phone: () => t`电话`,
  phone_verified_on: () => t`核对日期`,
  phone_dead_on: () => t`打不打得通`,
  name: () => t`姓名`,
  relation: () => t`关系`,
  state: () => t`情况`,
  incapable: () => t`有没有能力照顾`,
  is_guardian: () => t`是不是监护人`,
  born_on: () => t`出生日期`,
  died_on: () => t`去世日期`,
  best_time: () => t`方便的时间`,
  address: () => t`住址`,
  work_unit: () => t`单位`,
  work_phone: () => t`单位电话`,
  work_address: () => t`单位地址`,
  occupation: () => t`职业`,
  health: () => t`身体`,
  no_contact: () => t`能不能联系`,
  ill: () => t`身体`,
  legal_basis: () => t`凭什么照顾`,
  bars: () => t`不能受委托的情形`,
  reason: () => t`原因`,
}

/** What a change touched, in the words of the form. */
export const fieldText = (field: string): string => fieldNames[field]?.() ?? t`其他`
