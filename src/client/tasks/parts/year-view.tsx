import { useLingui } from '@lingui/react/macro'
import type { Task, TaskList } from '#shared/tasks/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { Panel } from '#client/ui/card.tsx'
import { TaskChip } from './task-chip.tsx'
import { stateText } from './words.ts'

interface YearViewProps {
  list: TaskList
  days: { from: string; to: string }
  onOpen: (task: Task) => void
}

const isDone = ({ state }: Task): boolean => state === 'done' || state === 'late'

/** The months of a school year: planned against done. A task belongs to the month in which it ends (K-29). */
export function YearView({ list, days, onOpen }: YearViewProps) {
  const { t } = useLingui()
  const own = list.tasks.filter(({ endsOn }) => days.from <= endsOn && endsOn <= days.to)
  const names = [...new Set(own.map(({ endsOn }) => endsOn.slice(0, 7)))].sort()
  const months = names.map((month) => ({
    month,
    tasks: own.filter(({ endsOn }) => endsOn.slice(0, 7) === month),
  }))
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2 xl:grid-cols-3">
      {months.map(({ month, tasks }) => {
        const done = tasks.filter(isDone).length
        // What was over before we began is neither planned nor missed.
        const all = tasks.filter(({ state }) => state !== 'before').length
        return (
          <Panel
            key={month}
            className="break-inside-avoid"
            title={formatDate(`${month}-01`, 'month')}
            aside={all === 0 ? stateText('before') : t`${all} 件，做到 ${done} 件`}
          >
            <div aria-hidden="true" className="print-exact mb-3 h-2 overflow-hidden rounded-full bg-sand">
              <div className="h-full bg-sea" style={{ width: `${all === 0 ? 0 : (done / all) * 100}%` }} />
            </div>
            <ul className="space-y-1.5">
              {tasks.map((task) => (
                <li key={task.id}>
                  <TaskChip task={task} onOpen={onOpen} onMove={undefined} full />
                </li>
              ))}
            </ul>
          </Panel>
        )
      })}
    </div>
  )
}
