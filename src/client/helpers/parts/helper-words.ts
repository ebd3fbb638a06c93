import { t } from '@lingui/core/macro'
import type { CheckKind, HelperKind } from '#shared/helpers/schema.ts'

const kinds: Record<HelperKind, () => string> = {
  volunteer: () => t`志愿者`,
  parent: () => t`爱心家长`,
  staff: () => t`本校老师`,
}
export const helperKindText = (kind: HelperKind): string => kinds[kind]()

const checks: Record<CheckKind, () => string> = {
  identity: () => t`身份核实`,
  record: () => t`无犯罪记录`,
  training: () => t`培训`,
}
export const checkText = (kind: CheckKind): string => checks[kind]()
export const checkKinds = Object.keys(checks) as CheckKind[]

export const sexOptions = () => [
  { value: 'female' as const, label: t`女` },
  { value: 'male' as const, label: t`男` },
  { value: 'unknown' as const, label: t`未填` },
]
