import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Task, TaskList } from '#shared/tasks/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { cx } from '#client/ui/cx.ts'
import { DueCount } from './due-count.tsx'
import { TaskChip } from './task-chip.tsx'

export interface GridProps {
  list: TaskList
  /** Whole weeks, Monday to Sunday (K-04). */
  days: readonly string[]
  /** 'YYYY-MM' whose days stand out; left out: all of them. */
  month?: string
  tasks: readonly Task[]
  onOpen: (task: Task) => void
  /** The list behind the number of a day. */
  onDue: (day: string) => void
  onMove: ((task: Task, day: string) => void) | undefined
}

function DayCell({
  day,
  list,
  month,
  tasks,
  onOpen,
  onDue,
  onMove,
}: Omit<GridProps, 'days'> & { day: string }) {
  const [over, setOver] = useState(false)
  const count = list.duties.find((one) => one.day === day)?.count ?? 0
  const isToday = day === list.today
  return (
    <td
      data-day={day}
      onDragOver={(event) => {
        if (!onMove) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const task = list.tasks.find(({ id }) => id === event.dataTransfer.getData('text/plain'))
        event.preventDefault()
        if (task) onMove?.(task, day)
      }}
      className={cx(
        'h-28 border border-line p-1.5 align-top data-over:bg-sea-soft data-over:outline-2 data-over:outline-sea',
        month !== undefined && day.slice(0, 7) !== month ? 'bg-paper' : 'bg-white',
        over && 'bg-sea-soft outline-2 outline-sea',
      )}
    >
      <div className="mb-1 flex items-center justify-between gap-1 text-sm">
        <span
          {...(isToday && { 'aria-current': 'date' as const })}
          className={cx(
            'inline-flex min-w-7 items-center justify-center rounded-full px-1',
            isToday ? 'bg-sea font-semibold text-white' : 'text-soft',
          )}
        >
          {Number(day.slice(8)) === 1 ? formatDate(day) : Number(day.slice(8))}
        </span>
        <DueCount day={day} count={count} onOpen={onDue} />
      </div>
      <ul className="space-y-1">
        {tasks
          .filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
          .map((task) => (
            <li key={task.id}>
              <TaskChip task={task} onOpen={onOpen} onMove={onMove} />
            </li>
          ))}
      </ul>
    </td>
  )
}

/** Weeks as rows: tasks on their days, and how many duties fall due. */
export function DayGrid({ days, ...rest }: GridProps) {
  const { t } = useLingui()
  const weeks = Array.from({ length: days.length / 7 }, (_, at) => days.slice(at * 7, at * 7 + 7))
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="visually-hidden">{t`每天的工作`}</caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col" className="py-1 text-sm font-normal text-soft">
              {formatDate(day, 'only-weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <DayCell key={day} day={day} {...rest} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The same on a phone: days with something on them, one under the other; of a week all, so that a task can go to any. */
export function DayList({ days, list, month, tasks, onOpen, onDue, onMove }: GridProps) {
  const busy = days
    .filter((day) => month === undefined || day.slice(0, 7) === month)
    .map((day) => ({
      day,
      count: list.duties.find((one) => one.day === day)?.count ?? 0,
      own: tasks.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn),
    }))
    .filter(({ own, count }) => own.length > 0 || count > 0 || (month === undefined && onMove))
  return (
    <ol className="space-y-3">
      {busy.map(({ day, count, own }) => (
        <li
          key={day}
          data-day={day}
          className="rounded-lg data-over:bg-sea-soft data-over:outline-2 data-over:outline-sea"
        >
          <p className="mb-1 flex justify-between gap-3 px-0.5">
            <span className={day === list.today ? 'font-semibold text-sea' : 'text-soft'}>
              {formatDate(day, 'weekday')}
            </span>
            <DueCount day={day} count={count} onOpen={onDue} />
          </p>
          <ul className="space-y-1.5">
            {own.map((task) => (
              <li key={task.id}>
                <TaskChip task={task} onOpen={onOpen} onMove={onMove} full />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
