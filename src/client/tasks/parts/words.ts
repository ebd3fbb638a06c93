import { t } from '@lingui/core/macro'
import { monthEnd, monthStart } from '#shared/calendar/rules/local-date.ts'
import { type EntryCare, taskEvidence, taskTitle } from '#shared/tasks/rules/entries.ts'
import type { Task, TaskState } from '#shared/tasks/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { departmentText } from '#client/lib/departments.ts'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { roleText } from '#client/lib/role-text.ts'
import type { ChipTone } from '#client/ui/chip.tsx'
import type { IconName } from '#client/ui/icon.tsx'

const language = (): 'zh' | 'en' => (currentLocale() === 'en' ? 'en' : 'zh')

export const titleOf = (task: Pick<Task, 'title' | 'entry'>): string => taskTitle(task, language())
export const evidenceOf = (task: Pick<Task, 'evidence' | 'entry'>): string => taskEvidence(task, language())

export function stateText(state: TaskState): string {
  switch (state) {
    case 'upcoming':
      return t`还没开始`
    case 'due':
      return t`进行中`
    case 'done':
      return t`做到了`
    case 'late':
      return t`补上了`
    case 'missed':
      return t`过了日子`
    case 'before':
      return t`开始之前的，不算`
  }
}

export const stateTones: Record<TaskState, ChipTone> = {
  upcoming: 'plain',
  due: 'calm',
  done: 'done',
  late: 'done',
  missed: 'due',
  before: 'plain',
}

/** Beside the colour, so that it never says it alone. */
export const stateIcons: Record<TaskState, IconName> = {
  upcoming: 'calendar',
  due: 'clock',
  done: 'check',
  late: 'check',
  missed: 'warning',
  before: 'calendar',
}

/** A day, a whole month, or from one day to another. */
export function daysText({ startsOn, endsOn }: Pick<Task, 'startsOn' | 'endsOn'>): string {
  if (startsOn === endsOn) return formatDate(startsOn, 'weekday')
  const wholeMonth = startsOn === monthStart(endsOn) && endsOn === monthEnd(startsOn)
  return wholeMonth ? formatDate(startsOn, 'month') : formatDateRange(startsOn, endsOn)
}

/** The departments that do it, and whoever sees to it; 全校 where nobody is named. */
export function ownerText({
  ownerRole,
  ownerName,
  departments,
}: Pick<Task, 'ownerRole' | 'ownerName' | 'departments'>): string {
  const person = ownerName ?? (ownerRole === null ? null : roleText(ownerRole))
  const names = [...departments.map(({ name }) => departmentText(name)), ...(person === null ? [] : [person])]
  return names.length === 0 ? t`全校` : joinWords(names)
}

/** What to mind so that it hurts no child. */
export function careText(care: EntryCare): string {
  switch (care) {
    case 'theme':
      return t`有的孩子听了会难过。事先给另一种选择，不问为什么。`
    case 'private':
      return t`结果只给本人看，不排名，不公布。`
    case 'visit':
      return t`两个人一起去，事先告诉照顾孩子的人。`
    case 'aid':
      return t`不点名，不拍照，悄悄地给。`
  }
}
