import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Agreement } from '#shared/agreements/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useEndAgreement } from '../queries.ts'

/** Ends an agreement on a day, with the reason. */
export function EndDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { today } = useSession().school
  const [on, setOn] = useState(today)
  const [reason, setReason] = useState('')
  const end = useEndAgreement(agreement.id)
  const errors = fieldErrors(end.error)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>结束这份协议</Trans>}
      description={<Trans>签过的字和文字都留着，只是从那天起不再有效。</Trans>}
      actions={
        <Button
          tone="danger"
          busy={end.isPending}
          onClick={() => end.mutate({ version: agreement.version, on, reason }, { onSuccess: onClose })}
        >
          <Trans>结束</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>从哪天起不再有效</Trans>} error={errors['on']} required>
          <DateInput value={on} min={agreement.from} max={today} onChange={setOn} />
        </Field>
        <Field label={<Trans>为什么</Trans>} error={errors['reason']} required>
          <TextInput value={reason} onChange={setReason} maxLength={200} />
        </Field>
        {end.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(end.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
