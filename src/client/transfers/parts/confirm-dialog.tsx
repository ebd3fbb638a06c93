import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Transfer } from '#shared/transfers/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { useConfirm } from '../queries.ts'

/** The school outside has said that the child is with it: by letter, by telephone, or in the register; or on which other day it did. */
export function ConfirmDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { today } = useSession().school
  const confirm = useConfirm()
  // The list has the new day before the answer is through: until then it is the one that is being replaced.
  const instead = (confirm.isPending ? confirm.variables.body.instead : transfer.decidedOn) ?? null
  const noted = instead === null ? '' : formatDate(instead, 'full')
  const [on, setOn] = useState(instead ?? today)
  const errors = fieldErrors(confirm.error)
  const { otherName } = transfer
  const save = (day: string | null): void =>
    confirm.mutate({ params: { id: transfer.id }, body: { on: day, instead } }, { onSuccess: onClose })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={instead === null ? <Trans>新学校确认了</Trans> : <Trans>更正确认的日期</Trans>}
      description={
        instead === null ? (
          <Trans>
            {otherName}来信、来电或在学籍里说，孩子已经到校。记下以后，孩子不再算流失，也不再算在巩固率里。
          </Trans>
        ) : (
          <Trans>
            现在记的是{noted}。{otherName}
            是另一天确认的，就改成那一天。其实还没有确认，就按“还没有确认”，孩子又算流失，要接着找。
          </Trans>
        )
      }
      actions={
        <>
          <Button
            tone="primary"
            size="lg"
            disabled={on === ''}
            busy={confirm.isPending}
            onClick={() => save(on)}
          >
            <Trans>记下</Trans>
          </Button>
          {instead !== null && (
            <Button size="lg" icon="undo" disabled={confirm.isPending} onClick={() => save(null)}>
              <Trans>还没有确认</Trans>
            </Button>
          )}
        </>
      }
    >
      <Field label={<Trans>哪天确认的</Trans>} required error={errors['on']}>
        <DateInput value={on} onChange={setOn} min={transfer.askedOn} max={today} />
      </Field>
      {confirm.error !== null && errors['on'] === undefined && (
        <div className="mt-3">
          <Banner tone="danger">{errorText(confirm.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
