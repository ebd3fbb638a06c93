import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { Task, TaskState } from '#shared/tasks/schema.ts'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { daysText, ownerText, stateIcons, stateText, titleOf } from './words.ts'

const looks: Record<TaskState, string> = {
  upcoming: 'border-line bg-white text-ink',
  due: 'border-sea-line bg-sea-soft text-ink',
  done: 'border-leaf-soft bg-leaf-soft text-leaf',
  late: 'border-leaf-soft bg-leaf-soft text-leaf',
  missed: 'border-amber-soft bg-amber-soft text-amber',
  before: 'border-line bg-sand text-soft',
}

/** Days an arrow key moves a task by, while Shift is held. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** The task a key has moved: where it appears next, the keyboard is again. */
let followed: { id: string; day: string } | null = null

interface TaskChipProps {
  task: Task
  onOpen: (task: Task) => void
  /** Left out: the reader may not move it. */
  onMove: ((task: Task, day: string) => void) | undefined
  /** With days and owner below the title. */
  full?: boolean
}

/** A task to press, to drag onto a day, or to move with Shift and an arrow key. */
export function TaskChip({ task, onOpen, onMove, full = false }: TaskChipProps) {
  const title = titleOf(task)
  const follow = (button: HTMLButtonElement | null): void => {
    if (button === null || followed?.id !== task.id || followed.day !== task.startsOn) return
    followed = null
    button.focus()
  }
  return (
    <button
      type="button"
      data-task={task.id}
      draggable={onMove !== undefined}
      ref={follow}
      {...(onMove && {
        'aria-keyshortcuts': 'Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown',
      })}
      onClick={() => onOpen(task)}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', task.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onKeyDown={(event) => {
        const by = steps[event.key]
        if (!event.shiftKey || by === undefined || onMove === undefined) return
        event.preventDefault()
        followed = { id: task.id, day: addDays(task.startsOn, by) }
        onMove(task, followed.day)
      }}
      className={cx(
        'flex min-h-11 w-full items-start gap-1.5 rounded-lg border px-2 py-1.5 text-start hover:border-sea',
        looks[task.state],
        onMove &&
          'select-none [-webkit-touch-callout:none] data-carried:border-sea data-carried:opacity-60 lg:cursor-grab',
      )}
    >
      <Icon name={stateIcons[task.state]} size={18} className="mt-0.5 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className={full ? 'block font-medium' : 'line-clamp-2 text-sm [overflow-wrap:anywhere]'}>
          {title}
        </span>
        {full ? (
          <span className="block text-sm text-soft">
            {daysText(task)} · {ownerText(task)}
          </span>
        ) : (
          <span className="visually-hidden">{daysText(task)}</span>
        )}
        <span className="visually-hidden">{stateText(task.state)}</span>
      </span>
    </button>
  )
}
