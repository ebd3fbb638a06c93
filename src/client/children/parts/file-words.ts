import { t } from '@lingui/core/macro'
import type { Goal, RenewalSection } from '#shared/files/schema.ts'

const goals = (): Record<Goal, string> => ({
  taught: t`学业有教`,
  guarded: t`监护有人`,
  helped: t`生活有助`,
  healthy: t`健康有保`,
  safe: t`安全有护`,
})
export const goalText = (goal: Goal): string => goals()[goal]

const sections = (): Record<RenewalSection, string> => ({
  register: t`基本情况`,
  family: t`家里人和电话`,
  person: t`这个孩子`,
  school: t`在学校`,
  health: t`身体`,
  home: t`家里`,
})
export const sectionText = (section: RenewalSection): string => sections()[section]
