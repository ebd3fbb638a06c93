import { Trans, useLingui } from '@lingui/react/macro'
import { isLong } from '#shared/tasks/rules/days.ts'
import type { Task, TaskList } from '#shared/tasks/schema.ts'
import { Section } from '#client/ui/card.tsx'
import { useWide } from '#client/ui/media.ts'
import { DayGrid, DayList } from './day-grid.tsx'
import { useFinger } from './finger.ts'
import { eachDay, type View } from './search.ts'
import { TaskChip } from './task-chip.tsx'
import { YearView } from './year-view.tsx'

interface CalendarProps {
  list: TaskList
  view: View
  on: string
  days: { from: string; to: string }
  onOpen: (task: Task) => void
  onDue: (day: string) => void
  onMove: ((task: Task, day: string) => void) | undefined
}

/** What lasts the whole month stands above; the rest on its days. */
export function Calendar({ list, view, on, days, onOpen, onDue, onMove }: CalendarProps) {
  const { t } = useLingui()
  const wide = useWide('table')
  const root = useFinger(
    onMove &&
      ((taskId, day) => {
        const task = list.tasks.find(({ id }) => id === taskId)
        if (task) onMove(task, day)
      }),
  )
  if (view === 'year') return <YearView list={list} days={days} onOpen={onOpen} />
  const month = on.slice(0, 7)
  const shown = view === 'week' ? days : { from: `${month}-01`, to: `${month}-31` }
  const long = list.tasks.filter(
    (task) => isLong(task) && task.startsOn <= shown.to && task.endsOn >= shown.from,
  )
  const grid = {
    list,
    days: eachDay(days),
    ...(view === 'month' && { month }),
    tasks: list.tasks.filter((task) => !isLong(task)),
    onOpen,
    onDue,
    onMove,
  }
  return (
    <div ref={root}>
      {long.length > 0 && (
        <Section
          title={view === 'month' ? <Trans>这个月的</Trans> : <Trans>这段时间的</Trans>}
          aside={t`${long.length} 件`}
          className="mb-5"
        >
          <ul className="grid gap-2 md:grid-cols-2 xl:grid-cols-3">
            {long.map((task) => (
              <li key={task.id}>
                <TaskChip task={task} onOpen={onOpen} onMove={onMove} full />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {wide ? <DayGrid {...grid} /> : <DayList {...grid} />}
      {onMove && list.tasks.length > 0 && (
        <p className="mt-2 text-sm text-soft print:hidden">
          {wide ? (
            <Trans>拖到哪天就改到哪天，用手指先按住一会儿；用键盘：选中一件，按住 Shift 再按方向键。</Trans>
          ) : (
            <Trans>按住一件不放，拖到哪天就改到哪天；或者点开来改。</Trans>
          )}
        </p>
      )}
    </div>
  )
}
