import { t } from '@lingui/core/macro'
import type { Duty } from '#shared/duties/schema.ts'
import { dutyText, excuseText } from '#client/lib/duty-words.ts'

/** A duty that no card tells of: missed, excused, ended by a change, or done by a record of work. */
export function dutyTitle({ key, state, excuseAsked }: Duty): string {
  const what = dutyText(key)
  if (state === 'done') return t`${what}：做到了`
  if (state === 'late') return t`${what}：补上了`
  if (state === 'ended') return t`${what}：随安排的调整结束，不算没做`
  if (excuseAsked) return t`${what}：这一次没有做到，说明等校长同意`
  return state === 'excused' ? t`${what}：有说明` : t`${what}：这一次没有做到`
}

/** Why it was excused; the reason is not for every reader. */
export const excuseDetail = (
  { kind, reason }: NonNullable<Duty['excuse']>,
  evidence: Duty['evidence'],
): string => [excuseText(kind, evidence), reason ?? ''].filter((words) => words !== '').join(' · ')
