import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Reveal, RevealField } from '#shared/children/api.ts'
import { isNumber, isToRing } from '#shared/family/rules/ring.ts'
import { useReveal } from '#client/lib/care-file.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'

type Why = Reveal['reason']

interface RevealValueProps {
  childId: string
  field: RevealField
  /** The member or carer it belongs to. */
  recordId?: string
  masked: string
  /** What it is: 爸爸的电话. */
  label: string
  /** Never to be rung: the number is shown to be checked, not to be pressed. */
  keptAway?: boolean
}

function useReasons(): { value: Why; label: string }[] {
  const { t } = useLingui()
  return [
    { value: 'call', label: t`打电话` },
    { value: 'visit', label: t`家访` },
    { value: 'check', label: t`核对` },
    { value: 'form', label: t`填表` },
    { value: 'emergency', label: t`紧急情况` },
    { value: 'other', label: t`别的用处` },
  ]
}

/** Masked until somebody says why it is needed; the look goes on record. */
export function RevealValue({ childId, field, recordId, masked, label, keptAway = false }: RevealValueProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<Why | null>(null)
  const [note, setNote] = useState('')
  const value = useReveal(childId)
  const reasons = useReasons().filter((reason) => !keptAway || !isToRing(field, reason.value))
  const ready = reason !== null && (reason !== 'other' || note.trim() !== '')
  const show = (): void => {
    if (reason === null) return
    const told = note.trim()
    value.mutate(
      { field, reason, ...(told !== '' && { note: told }), ...(recordId !== undefined && { recordId }) },
      { onSuccess: () => setOpen(false) },
    )
  }
  if (value.data !== undefined)
    return isNumber(field) && !keptAway ? (
      <a
        href={`tel:${value.data}`}
        className="inline-flex min-h-11 items-center text-sea underline underline-offset-4"
      >
        {value.data}
      </a>
    ) : (
      <span className="select-all">{value.data}</span>
    )
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-11 items-center gap-2 text-start"
      >
        <span className="visually-hidden">{label}</span>
        {masked}
        <span className="shrink-0 text-sm text-sea">
          <Trans>看完整的</Trans>
        </span>
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={label}
        description={<Trans>请说明用来做什么，看过会留下记录。</Trans>}
        actions={
          <Button tone="primary" size="lg" disabled={!ready} busy={value.isPending} onClick={show}>
            <Trans>看完整的</Trans>
          </Button>
        }
      >
        <Field label={<Trans>用来</Trans>} group>
          <Choice value={reason} onChange={setReason} options={reasons} />
        </Field>
        <Field
          label={<Trans>具体说一句</Trans>}
          help={<Trans>校长在查看记录里看得到。</Trans>}
          required={reason === 'other'}
          className="mt-4"
        >
          <TextInput value={note} onChange={setNote} maxLength={100} />
        </Field>
        {value.isError && (
          <div className="mt-3">
            <Banner tone="danger">{errorText(value.error)}</Banner>
          </div>
        )}
      </Dialog>
    </>
  )
}
