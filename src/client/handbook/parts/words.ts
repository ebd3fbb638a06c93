import { plural, t } from '@lingui/core/macro'
import type { RuleKey } from '#shared/duties/schema.ts'
import type { Handbooks, TermRollup, WeekPage } from '#shared/handbook/schema.ts'
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

/** 写完 9 周，缺 1 周 */
export function weeksText(weeks: readonly Pick<TermRollup['weeks'][number], 'state'>[]): string {
  const completed = weeks.filter(({ state }) => state === 'completed').length
  const missing = weeks.filter(({ state }) => state === 'missing').length
  const written = plural(completed, { one: '写完 # 周', other: '写完 # 周' })
  return missing === 0
    ? written
    : `${written}${t`，`}${plural(missing, { one: '缺 # 周', other: '缺 # 周' })}`
}

/** 该联系的 8 个孩子，联系到 7 个（87.5%） */
export function reachText({ children, reached, percent }: TermRollup['coverage']): string {
  const share = percentText(percent)
  return plural(children, {
    one: `该联系的 # 个孩子，联系到 ${reached} 个（${share}）。`,
    other: `该联系的 # 个孩子，联系到 ${reached} 个（${share}）。`,
  })
}

/** 2 位老师写了 5 篇 */
export function diariesText({ authors, entries }: TermRollup['diaries']): string {
  const by = plural(authors, { one: '# 位老师', other: '# 位老师' })
  return plural(entries, { one: `${by}写了 # 篇。`, other: `${by}写了 # 篇。` })
}

export const percentText = (percent: number | null): string => (percent === null ? '–' : `${percent}%`)
