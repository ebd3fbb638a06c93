import type { Task, TaskList } from '#shared/tasks/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import type { TaskAct } from '../detail.tsx'

const TaskSheet = lazyPart(async () => (await import('../detail.tsx')).TaskSheet)
const TaskForm = lazyPart(async () => (await import('../form.tsx')).TaskForm)
const MoveDialog = lazyPart(async () => (await import('./move-dialog.tsx')).MoveDialog)
const DoneDialog = lazyPart(async () => (await import('./done-dialog.tsx')).DoneDialog)
const RollDialog = lazyPart(async () => (await import('./roll-dialog.tsx')).RollDialog)
const FeedDialog = lazyPart(async () => (await import('./feed-dialog.tsx')).FeedDialog)
const FillDialog = lazyPart(async () => (await import('./fill-dialog.tsx')).FillDialog)
const UndoFillDialog = lazyPart(async () => (await import('./fill-dialog.tsx')).UndoFillDialog)
const DueSheet = lazyPart(async () => (await import('./due-sheet.tsx')).DueSheet)

export type Open =
  | { act: 'show' | TaskAct; task: Task }
  | { act: 'due'; day: string }
  | { act: 'add' | 'roll' | 'feed' | 'fill' | 'undo' }

/** The window that is open, fetched when it is first needed. */
export function Dialogs({
  open,
  list,
  on,
  year,
  onMoved,
  onOpen,
}: {
  open: Open
  list: TaskList
  on: string
  year: TaskList['years'][number] | undefined
  onMoved: (before: Task, moved: Task) => void
  onOpen: (open: Open | null) => void
}) {
  const close = (): void => onOpen(null)
  switch (open.act) {
    case 'due':
      return <DueSheet day={open.day} onClose={close} />
    case 'add':
      return <TaskForm task={null} day={on} onClose={close} />
    case 'roll':
      return <RollDialog yearId={year?.id ?? ''} onClose={close} />
    case 'fill':
      return year && <FillDialog year={year} today={list.today} onClose={close} />
    case 'undo':
      return list.filled && <UndoFillDialog filled={list.filled} onClose={close} />
    case 'feed':
      return <FeedDialog onClose={close} />
    case 'edit':
      return <TaskForm task={open.task} day={on} onClose={close} />
    case 'move':
      return <MoveDialog task={open.task} onMoved={onMoved} onClose={close} />
    case 'done':
      return <DoneDialog task={open.task} onClose={close} />
    case 'show': {
      // The newest state of it, also after it was ticked off here.
      const task = list.tasks.find(({ id }) => id === open.task.id) ?? open.task
      return <TaskSheet task={task} onAct={(act) => onOpen({ act, task })} onClose={close} />
    }
  }
}
