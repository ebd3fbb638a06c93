import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Review } from '#shared/reviews/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { useLook } from '../queries.ts'
import { reviewTitle } from './review-words.ts'

/** Looked at, with a word about what it was if there is one. */
export function LookSheet({ review, onClose }: { review: Review; onClose: () => void }) {
  const [id] = useState(newId)
  const [note, setNote] = useState('')
  const look = useLook()
  const { kind, cardId } = review
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>看过了</Trans>}
      description={reviewTitle(review)}
      actions={
        <Button
          tone="primary"
          size="lg"
          busy={look.isPending}
          onClick={() => look.mutate({ id, kind, cardId, note }, { onSuccess: onClose })}
        >
          <Trans>记下</Trans>
        </Button>
      }
    >
      <Field
        label={<Trans>记一句（可以不写）</Trans>}
        help={<Trans>比如“村里没信号，回校一起补的”。只有校长看得到。</Trans>}
      >
        <TextArea value={note} onChange={setNote} rows={2} maxLength={200} />
      </Field>
      {look.isError && (
        <div className="mt-3">
          <Banner tone="danger">{errorText(look.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
