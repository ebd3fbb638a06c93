import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { ConfirmDialog, Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import type { TaskList } from '#shared/tasks/schema.ts'
import { useFill, useUndo } from './acts.ts'

interface FillDialogProps {
  year: TaskList['years'][number]
  today: string
  onClose: () => void
}

/** Before the plan's 42 entries are filled in: what of the months gone by is asked only where there are some. */
export function FillDialog({ year, today, onClose }: FillDialogProps) {
  const { t } = useLingui()
  const [past, setPast] = useState<'before' | 'open'>('before')
  const fill = useFill()
  const begun = year.from.slice(0, 7) < today.slice(0, 7)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>从方案填入全年安排</Trans>}
      description={<Trans>方案里的 42 件工作按月放好，之后可以改日子、换人、去掉，也可以一起撤回。</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={fill.busy} onClick={() => fill.run(year.id, past, onClose)}>
          <Trans>填入</Trans>
        </Button>
      }
    >
      {begun && (
        <Field
          group
          label={<Trans>已经过去的月份</Trans>}
          help={
            past === 'before' ? (
              <Trans>那时还没有开始用月历：既不算做了，也不算没做。</Trans>
            ) : (
              <Trans>已经做过的请补记，没做的会显示“过了日子”。</Trans>
            )
          }
        >
          <Choice
            value={past}
            onChange={setPast}
            options={[
              { value: 'before', label: t`不算` },
              { value: 'open', label: t`也要做` },
            ]}
          />
        </Field>
      )}
    </Dialog>
  )
}

/** Asks once before what was filled in together is taken out again. */
export function UndoFillDialog({
  filled,
  onClose,
}: {
  filled: NonNullable<TaskList['filled']>
  onClose: () => void
}) {
  const undo = useUndo()
  const { count } = filled
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>撤回填入的全年安排？</Trans>}
      confirm={<Trans>撤回</Trans>}
      busy={undo.busy}
      onConfirm={() => undo.run(filled.id, onClose)}
    >
      <Plural
        value={count}
        one="去掉没有人动过的 # 件；改过的、做过的留着。"
        other="去掉没有人动过的 # 件；改过的、做过的留着。"
      />
    </ConfirmDialog>
  )
}
