import { t } from '@lingui/core/macro'
import type { OwnField } from '#shared/files/schema.ts'

const kinds = (): Record<OwnField['kind'], string> => ({
  text: t`文字`,
  number: t`数字`,
  date: t`日期`,
  choice: t`选一个`,
})
export const kindText = (kind: OwnField['kind']): string => kinds()[kind]

const tiers = (): Record<OwnField['tier'], string> => ({
  basic: t`照看这个孩子的人都看得到`,
  contact: t`照看这个孩子的人看得到，不导出`,
  case: t`只有管档案的人看得到`,
})
export const tierText = (tier: OwnField['tier']): string => tiers()[tier]
