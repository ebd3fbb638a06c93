import { t } from '@lingui/core/macro'
import type { CloseKind, Goal, GoalState, OpenKind, RenewalSection, ToldBy } from '#shared/files/schema.ts'

const goals = (): Record<Goal, string> => ({
  taught: t`学业有教`,
  guarded: t`监护有人`,
  helped: t`生活有助`,
  healthy: t`健康有保`,
  safe: t`安全有护`,
})
export const goalText = (goal: Goal): string => goals()[goal]

const goalStates = (): Record<GoalState, string> => ({
  met: t({ message: `做到了`, context: 'goal' }),
  partly: t`做到一部分`,
  open: t({ message: `还没有`, context: 'goal' }),
})
export const goalStateText = (state: GoalState): string => goalStates()[state]

const tellers = (): Record<ToldBy, string> => ({
  teacher: t`老师看到的`,
  child: t`孩子说的`,
  family: t`家里说的`,
  village: t`村里说的`,
  other: t`别人说的`,
})
export const toldByText = (by: ToldBy): string => tellers()[by]

const sections = (): Record<RenewalSection, string> => ({
  register: t`基本情况`,
  family: t`家里人和电话`,
  person: t`这个孩子`,
  school: t`在学校`,
  health: t`身体`,
  home: t`家里`,
})
export const renewalSectionText = (section: RenewalSection): string => sections()[section]

export function openKindText(kind: OpenKind | null): string {
  if (kind === 'again') return t`重新打开`
  if (kind === 'marked') return t`方案也照顾，建档`
  return kind === 'counted' ? t`计入名单，建档` : t({ message: `建档`, context: 'event' })
}

const closings = (): Record<CloseKind, string> => ({
  notCounted: t`不再计入名单`,
  moved: t`转走了`,
  finished: t`毕业了`,
  grownUp: t`满了年龄`,
  other: t`其他原因`,
})
export const closeKindText = (kind: CloseKind | null): string => closings()[kind ?? 'other']
