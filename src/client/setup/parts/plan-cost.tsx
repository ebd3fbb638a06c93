import { plural, t as text } from '@lingui/core/macro'
import type { PlanLoad } from '#shared/duties/schema.ts'
import { formatNumber } from '#client/lib/format.ts'
import { dutyText } from '#client/lib/duty-words.ts'

/** A class teacher with this many children on the list, while the roster is not there yet. */
const exampleChildren = 10

/** What one child needs in the term: 谈心 5 次、家访 1 次. */
function perChild({ windows }: PlanLoad): string {
  return windows
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => `${dutyText(key)} ${plural(count, { one: '# 次', other: '# 次' })}`)
    .join(text`、`)
}

/** The busiest class, or an example while nobody is on the list. */
function perTeacher({ classes, windows, term }: PlanLoad): string {
  const loads = classes.flatMap(({ perWeek }) => perWeek ?? [])
  const most = Math.max(0, ...loads)
  if (most > 0) return text`最忙的班主任每周约 ${formatNumber(most)} 次`
  const weeks = term?.teachingWeeks ?? 0
  if (weeks === 0) return ''
  const cards = windows.reduce((sum, { count }) => sum + count, 0) * exampleChildren
  const week = formatNumber(Math.round((cards * 10) / weeks) / 10)
  return text`班里有 ${exampleChildren} 个孩子的话，班主任每周约 ${week} 次`
}

/** What a plan costs in the current term, in times a teacher sits down with somebody. */
export function PlanCost({ load }: { load: PlanLoad }) {
  if (load.term === null) return null
  const { total } = load
  const parts = [
    text`每个孩子这学期：${perChild(load)}`,
    perTeacher(load),
    total > 0 ? plural(total, { one: '全校共 # 次', other: '全校共 # 次' }) : '',
  ]
  return (
    <p className="rounded-control bg-sand px-3 py-2 text-sm">
      {parts.filter((part) => part !== '').join(text`；`)}
    </p>
  )
}
