import { t } from '@lingui/core/macro'
import type { DutyState } from '#shared/duties/schema.ts'
import type { BoardFilter, DutyCounts } from '#shared/figures/schema.ts'
import { formatDate, formatDue } from '#client/lib/format.ts'

/** 今天到期, 逾期 3 天, or what became of it. */
export function stateText(
  { state, dueOn }: { readonly state: DutyState; readonly dueOn: string },
  today: string,
): string {
  const date = formatDate(dueOn)
  if (state === 'done') return t`做到了`
  if (state === 'late') return t`补上了（应在 ${date} 前）`
  if (state === 'excused') return t`有说明`
  if (state === 'ended') return t`随调整结束，不算没做`
  if (state === 'upcoming') return t`还没开始`
  return formatDue(dueOn, today).text
}

/** The numbers of a line that are not nought, each with the list it counts. */
export function partsOf(
  line: DutyCounts,
): { state: Extract<BoardFilter, DutyState>; value: number; label: string }[] {
  const parts = [
    { state: 'done' as const, value: line.onTime + line.early, label: t`做到了` },
    { state: 'late' as const, value: line.late, label: t`补上了` },
    { state: 'due' as const, value: line.open, label: t`还在期限内` },
    { state: 'missed' as const, value: line.missed, label: t`到期没做` },
    { state: 'excused' as const, value: line.excused, label: t`有说明` },
    { state: 'upcoming' as const, value: line.upcoming, label: t`还没开始` },
  ]
  return parts.filter(({ value }) => value > 0)
}
