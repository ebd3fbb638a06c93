import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { RoundKind } from '#shared/contacts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { useStartRound } from '../queries.ts'

/** A round begins today and ends on a day that is said. */
export function RoundDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<RoundKind>('termly')
  const [to, setTo] = useState('')
  const start = useStartRound()
  const errors = fieldErrors(start.error)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>开始一轮核对</Trans>}
      description={<Trans>从今天起，每个有档案的孩子都要核对一次家里的号码。</Trans>}
      actions={
        <Button
          tone="primary"
          size="lg"
          disabled={to === ''}
          busy={start.isPending}
          onClick={() => start.mutate({ id, kind, to }, { onSuccess: onClose })}
        >
          <Trans>开始</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>哪一种</Trans>} group>
          <Choice
            value={kind}
            onChange={setKind}
            options={[
              { value: 'termly', label: t`本学期的` },
              { value: 'yearly', label: t`本学年的` },
            ]}
          />
        </Field>
        <Field label={<Trans>哪天前核对完</Trans>} error={errors['to']}>
          <DateInput value={to} onChange={setTo} min={today} />
        </Field>
        {start.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(start.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
