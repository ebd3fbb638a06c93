import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { findEntry } from '#shared/tasks/rules/entries.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ConfirmDialog, Dialog } from '#client/ui/dialog.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { toast } from '#client/ui/toast.ts'
import { useFinishTask, useRemoveTask } from './queries.ts'
import { careText, daysText, evidenceOf, ownerText, stateText, stateTones, titleOf } from './parts/words.ts'

export type TaskAct = 'edit' | 'move' | 'done'

interface TaskSheetProps {
  task: Task
  onAct: (act: TaskAct) => void
  onClose: () => void
}

function Evidence({ task }: { task: Task }) {
  return (
    <>
      {evidenceOf(task)}
      {task.evidenceLink !== null && (
        <a
          href={task.evidenceLink}
          target="_blank"
          rel="noreferrer noopener"
          className="block min-h-11 py-2 break-all text-sea underline underline-offset-4"
        >
          {task.evidenceLink}
        </a>
      )}
    </>
  )
}

function Remove({ task, onClose }: { task: Task; onClose: () => void }) {
  const [asking, setAsking] = useState(false)
  const remove = useRemoveTask()
  return (
    <>
      <Button tone="danger" icon="trash" onClick={() => setAsking(true)}>
        <Trans>去掉</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>把“{titleOf(task)}”从月历里去掉？</Trans>}
        confirm={<Trans>去掉</Trans>}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(task, {
            onSuccess: onClose,
            onError: (error) => {
              setAsking(false)
              toast({ tone: 'error', text: errorText(error) })
            },
          })
        }
      >
        <Trans>写过的说明和材料网址也一起去掉，不能恢复。</Trans>
      </ConfirmDialog>
    </>
  )
}

/** One task: when, who, what shows it, and what can be done about it. */
export function TaskSheet({ task, onAct, onClose }: TaskSheetProps) {
  const { t } = useLingui()
  const manages = useHasRole('principal', 'administrator')
  const finish = useFinishTask()
  const care = findEntry(task.entry)?.care ?? null
  const when = task.doneOn === null ? '' : formatDate(task.doneOn)
  const by = task.doneByName ?? ''
  const shown = evidenceOf(task) !== '' || task.evidenceLink !== null
  const reopen = (): void =>
    finish.mutate(
      { task, done: { doneOn: null } },
      { onError: (error) => toast({ tone: 'error', text: errorText(error) }) },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={titleOf(task)}
      {...(task.mayFinish && {
        actions:
          task.doneOn === null ? (
            <Button tone="primary" size="lg" icon="check" onClick={() => onAct('done')}>
              <Trans>做完了</Trans>
            </Button>
          ) : (
            <Button size="lg" icon="undo" busy={finish.isPending} onClick={reopen}>
              <Trans>还没做完</Trans>
            </Button>
          ),
      })}
    >
      <Chip tone={stateTones[task.state]}>{stateText(task.state)}</Chip>
      {care !== null && (
        <div className="mt-3">
          <Banner>{careText(care)}</Banner>
        </div>
      )}
      <KeyValue
        items={[
          { label: t`日子`, value: daysText(task) },
          { label: t`谁负责`, value: ownerText(task) },
          ...(task.doneOn === null ? [] : [{ label: t`做完`, value: t`${when}，${by}记下` }]),
          { label: t`材料`, value: shown ? <Evidence task={task} /> : null },
          ...(task.note === null ? [] : [{ label: t`说明`, value: task.note }]),
        ]}
      />
      {manages && (
        <div className="mt-3 flex flex-wrap gap-2.5">
          <Button icon="calendar" onClick={() => onAct('move')}>
            <Trans>改到哪天</Trans>
          </Button>
          <Button icon="edit" onClick={() => onAct('edit')}>
            <Trans>修改</Trans>
          </Button>
          <Remove task={task} onClose={onClose} />
        </div>
      )}
    </Dialog>
  )
}
