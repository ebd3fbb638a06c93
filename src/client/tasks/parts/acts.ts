import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import { movedTo } from '#shared/tasks/rules/days.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { toast } from '#client/ui/toast.ts'
import { useChangeTask, useFillYear, useUndoFill } from '../queries.ts'
import { daysText, titleOf } from './words.ts'

interface Moves {
  /** Moves at once; somebody else's newer change is said, not overwritten. */
  readonly move: (task: Task, day: string) => void
  /** Says what was moved, here or in a window, and offers the way back. */
  readonly told: (before: Task, moved: Task) => void
}

export function useMove(): Moves {
  const { t } = useLingui()
  const change = useChangeTask()
  /** The newest state of what was moved here. */
  const own = useRef(new Map<string, Task>())
  const failed = (error: unknown): void => toast({ tone: 'error', text: errorText(error) })
  const told = (before: Task, moved: Task): void => {
    own.current.set(moved.id, moved)
    const { startsOn, endsOn } = before
    if (moved.startsOn === startsOn && moved.endsOn === endsOn) return
    const title = titleOf(moved)
    const when = daysText(moved)
    // Moved on since: still one's own change, so undoing it overwrites nobody's.
    const back = (): void =>
      void change
        .mutateAsync({ task: own.current.get(moved.id) ?? moved, change: { startsOn, endsOn } })
        .then(({ task: now }) => own.current.set(now.id, now))
        .catch(failed)
    toast({
      tone: 'done',
      text: t`“${title}”改到 ${when}`,
      action: { label: t`撤回`, onPress: back },
    })
  }
  const move = (task: Task, day: string): void => {
    const days = movedTo(task, day)
    if (days.startsOn === task.startsOn && days.endsOn === task.endsOn) return
    void change.mutateAsync({ task, change: days }).then(({ task: moved }) => told(task, moved), failed)
  }
  return { move, told }
}

/** Takes out what was filled in together, and says what stays. */
export function useUndo() {
  const { t } = useLingui()
  const undo = useUndoFill()
  const run = (id: string, then?: () => void): void =>
    undo.mutate(id, {
      onSuccess: ({ removed, kept }) => {
        toast({
          tone: 'done',
          text:
            kept === 0
              ? t`撤回了 ${removed} 件。`
              : t`撤回了 ${removed} 件；有 ${kept} 件已经改过或做过，留着。`,
        })
        then?.()
      },
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
    })
  return { run, busy: undo.isPending }
}

/** Fills the year from the plan, says what came of it and offers the way back. */
export function useFill() {
  const { t } = useLingui()
  const fill = useFillYear()
  const undo = useUndo()
  const run = (yearId: string, past: 'before' | 'open', then: () => void): void => {
    const id = newId()
    fill.mutate(
      { id, yearId, past },
      {
        onSuccess: ({ added, outside }) => {
          then()
          toast({
            tone: 'done',
            text:
              added === 0
                ? t`全年的安排都已经在月历里了。`
                : outside === 0
                  ? plural(added, {
                      one: '填入了 # 件，可以改日子、换人、去掉。',
                      other: '填入了 # 件，可以改日子、换人、去掉。',
                    })
                  : `${plural(added, { one: '填入了 # 件', other: '填入了 # 件' })}${plural(outside, { one: '；有 # 件的月份不在这个学年里。', other: '；有 # 件的月份不在这个学年里。' })}`,
            ...(added > 0 && { action: { label: t`撤回`, onPress: () => undo.run(id) } }),
          })
        },
        onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      },
    )
  }
  return { run, busy: fill.isPending }
}
