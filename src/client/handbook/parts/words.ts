import { plural, t } from '@lingui/core/macro'
import type { RuleKey } from '#shared/duties/schema.ts'
import type { Handbooks, WeekPage } from '#shared/handbook/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import type { ChipTone } from '#client/ui/chip.tsx'

export type PageState = WeekPage['state']

export function stateText(state: PageState): string {
  switch (state) {
    case 'free':
      return t`方案没有要求`
    case 'upcoming':
      return t`还没到`
    case 'open':
      return t`这一周`
    case 'completed':
      return t`写完了`
    case 'missing':
      return t`还没写完`
  }
}

export const stateTones: Record<PageState, ChipTone> = {
  free: 'plain',
  upcoming: 'plain',
  open: 'calm',
  completed: 'done',
  missing: 'due',
}

type Week = Handbooks['weeks'][number]

export const weekName = ({ number }: Pick<Week, 'number'>): string => t`第 ${number} 周`

export function weekDays({ from, to }: Pick<Week, 'from' | 'to'>): string {
  const [first, last] = [formatDate(from), formatDate(to)]
  return t`${first}至${last}`
}

/** 谈心 5 次 */
export function timesText(key: RuleKey, count: number): string {
  const what = dutyText(key)
  return plural(count, { one: `${what} # 次`, other: `${what} # 次` })
}

export const percentText = (percent: number | null): string => (percent === null ? '–' : `${percent}%`)
