import { msg } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import type { AgreementKind, AgreementState } from '#shared/agreements/schema.ts'
import type { ChipTone } from '#client/ui/chip.tsx'

const kinds: Record<AgreementKind, MessageDescriptor> = {
  entrusted: msg`委托照护协议`,
  safetyHome: msg`家庭安全责任书`,
  joint: msg`共同关心约定`,
  commitment: msg`帮扶承诺书`,
  safetyStaff: msg`学校安全责任书`,
  target: msg`关爱工作责任书`,
}
const states: Record<AgreementState, MessageDescriptor> = {
  missing: msg`还没签`,
  toSign: msg`没签完`,
  valid: msg`有效`,
  ending: msg`快到期`,
  ended: msg`已结束`,
}

export const agreementText = (kind: AgreementKind): string => i18n._(kinds[kind])
export const agreementStateText = (state: AgreementState): string => i18n._(states[state])
export const agreementTones: Readonly<Record<AgreementState, ChipTone>> = {
  missing: 'due',
  toSign: 'due',
  valid: 'done',
  ending: 'due',
  ended: 'plain',
}
