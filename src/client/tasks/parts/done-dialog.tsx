import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Task } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { orNull } from '#client/lib/or-null.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextArea, TextInput } from '#client/ui/text-input.tsx'
import { useFinishTask } from '../queries.ts'
import { evidenceOf, titleOf } from './words.ts'

/** Ticking a task off: the day, where the evidence is, a note. */
export function DoneDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [doneOn, setDoneOn] = useState(today)
  const [link, setLink] = useState(task.evidenceLink ?? '')
  const [note, setNote] = useState(task.note ?? '')
  const finish = useFinishTask()
  const errors = fieldErrors(finish.error)
  const evidence = evidenceOf(task)
  const save = (): void =>
    finish.mutate(
      { task, done: { doneOn, evidenceLink: orNull(link), note: orNull(note) } },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>做完了</Trans>}
      description={titleOf(task)}
      actions={
        <Button tone="primary" size="lg" busy={finish.isPending} onClick={save}>
          <Trans>记下</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>哪天做完的</Trans>} error={errors['doneOn']}>
          <DateInput value={doneOn} onChange={setDoneOn} max={today} />
        </Field>
        <Field
          label={<Trans>材料的网址（可以不填）</Trans>}
          help={evidence === '' ? undefined : t`建议的材料：${evidence}`}
          error={errors['evidenceLink'] && <Trans>网址要以 https:// 或 http:// 开头。</Trans>}
        >
          <TextInput value={link} onChange={setLink} inputMode="url" maxLength={500} placeholder="https://" />
        </Field>
        <Field
          label={<Trans>说明（可以不填）</Trans>}
          help={<Trans>全校老师都看得到，不要写孩子的名字。</Trans>}
          error={errors['note']}
        >
          <TextArea value={note} onChange={setNote} rows={3} maxLength={500} />
        </Field>
        {finish.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(finish.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
