import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { HandbookEntry } from '#shared/handbook/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select, TextArea } from '#client/ui/text-input.tsx'
import { useAddEntry, useChangeEntry } from '../queries.ts'

interface EntryDialogProps {
  /** Where a new entry goes. */
  place: { classId: string } | { childId: string }
  /** Null: a new one. */
  entry: HandbookEntry | null
  /** Days it may carry. */
  days: { from: string | undefined; to: string }
  /** Children it can be about; empty: it is a diary, of one child. */
  pupils: readonly { id: string; name: string }[]
  onClose: () => void
}

interface Values {
  id: string
  on: string
  pupilId: string
  text: string
}

/** One free entry; what is typed stays on the device until it is saved. */
export function EntryDialog({ place, entry, days, pupils, onClose }: EntryDialogProps) {
  const { t } = useLingui()
  const [id] = useState(() => newId())
  const where = 'classId' in place ? place.classId : place.childId
  const draft = useDraft<Values>('handbook-entry', `${where}-${entry?.id ?? `new-${days.from ?? ''}`}`, {
    id,
    on: entry?.on ?? days.to,
    pupilId: '',
    text: entry?.text ?? '',
  })
  const { value, change } = draft
  const add = useAddEntry(place)
  const edit = useChangeEntry()
  const sent = entry === null ? add : edit
  const { error } = sent
  const errors = fieldErrors(error)
  const conflict = error instanceof ApiError && error.code === 'version-conflict'
  const done = {
    onSuccess: () => {
      void draft.clear()
      onClose()
    },
  }
  const save = (): void => {
    const { on, text } = value
    if (entry === null)
      add.mutate({ id: value.id, on, text, pupilId: value.pupilId === '' ? null : value.pupilId }, done)
    else edit.mutate({ id: entry.id, version: entry.version, on, text }, done)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry === null ? <Trans>记一条</Trans> : <Trans>改这一条</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={sent.isPending} onClick={save}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>哪天</Trans>} error={errors['on']}>
          <DateInput value={value.on} onChange={(on) => change({ on })} min={days.from} max={days.to} />
        </Field>
        {entry === null && pupils.length > 0 && (
          <Field
            label={<Trans>写的是</Trans>}
            help={<Trans>写到某个孩子的，只有您和这个班的班主任看得到内容。</Trans>}
            error={errors['pupilId']}
          >
            <Select
              value={value.pupilId}
              onChange={(pupilId) => change({ pupilId })}
              options={[
                { value: '', label: t`全班的事` },
                ...pupils.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          </Field>
        )}
        <Field label={<Trans>内容</Trans>} error={errors['text']}>
          <TextArea value={value.text} onChange={(text) => change({ text })} rows={6} maxLength={2000} />
        </Field>
        {conflict ? (
          <Banner tone="due">
            <Trans>这一条在别处改过了。请关上窗口看新的内容；您写的还留在这台设备上。</Trans>
          </Banner>
        ) : (
          error !== null &&
          Object.keys(errors).length === 0 && <Banner tone="danger">{errorText(error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
