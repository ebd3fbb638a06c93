import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { movedTo } from '#shared/tasks/rules/days.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { useChangeTask } from '../queries.ts'
import { titleOf } from './words.ts'

interface MoveDialogProps {
  task: Task
  onMoved: (before: Task, moved: Task) => void
  onClose: () => void
}

/** For a phone, where nothing can be dragged: the last day follows the first. */
export function MoveDialog({ task, onMoved, onClose }: MoveDialogProps) {
  const [days, setDays] = useState({ startsOn: task.startsOn, endsOn: task.endsOn })
  const change = useChangeTask()
  const errors = fieldErrors(change.error)
  const move = (): void =>
    change.mutate(
      { task, change: days },
      {
        onSuccess: ({ task: moved }) => {
          onClose()
          onMoved(task, moved)
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>改到哪天</Trans>}
      description={titleOf(task)}
      actions={
        <Button tone="primary" size="lg" busy={change.isPending} onClick={move}>
          <Trans>改到这天</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>第一天</Trans>} error={errors['startsOn']}>
          <DateInput
            value={days.startsOn}
            onChange={(day) => setDays(day === '' ? { ...days, startsOn: day } : movedTo(days, day))}
          />
        </Field>
        <Field label={<Trans>最后一天</Trans>} error={errors['endsOn']}>
          <DateInput
            value={days.endsOn}
            min={days.startsOn}
            onChange={(endsOn) => setDays({ ...days, endsOn })}
          />
        </Field>
        {change.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(change.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
