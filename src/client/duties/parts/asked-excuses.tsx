import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import type { AskedExcuse, ExcuseAnswer } from '#shared/excuses/schema.ts'
import { dutyText, excuseText } from '#client/lib/duty-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { askedQuery, useDecideExcuse } from '../queries.ts'

/** A refusal says why, if there is something to say: whoever asked reads it. */
function Refusing(props: { busy: boolean; onRefuse: (reason: string) => void; onBack: () => void }) {
  const { busy, onRefuse, onBack } = props
  const [reason, setReason] = useState('')
  return (
    <div className="mt-3 space-y-3">
      <Field
        label={<Trans>为什么还要看望</Trans>}
        help={<Trans>可以不写。写说明的老师会看到，加密保存。</Trans>}
      >
        <TextArea value={reason} onChange={setReason} rows={2} maxLength={200} />
      </Field>
      <div className="flex flex-wrap gap-2.5">
        <Button tone="primary" busy={busy} onClick={() => onRefuse(reason)}>
          <Trans>不同意，还要看望</Trans>
        </Button>
        <Button disabled={busy} onClick={onBack}>
          <Trans>返回</Trans>
        </Button>
      </div>
    </div>
  )
}

function Asked({ excuse }: { excuse: AskedExcuse }) {
  const decide = useDecideExcuse()
  const [refusing, setRefusing] = useState(false)
  const { pupilName, className, key, kind, reason, mine } = excuse
  const by = excuse.askedByName ?? t`老师`
  const answer = (body: ExcuseAnswer): void =>
    decide.mutate(
      { id: excuse.id, body },
      {
        onSuccess: () => toast({ tone: 'done', text: body.agree ? t`已同意。` : t`没有同意，还要看望。` }),
        onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      },
    )
  return (
    <Card as="li">
      <p>
        <b className="me-2 font-semibold">{pupilName}</b>
        <span className="text-sm text-soft">{className}</span>
      </p>
      <p className="text-soft">
        {[key === null ? t`这段时间的看望` : dutyText(key), formatDateRange(excuse.from, excuse.to)].join(
          ' · ',
        )}
      </p>
      <p className="mt-1">
        {excuseText(kind, key === null ? undefined : evidenceOf(key)[0])}
        {reason !== '' && ` · ${reason}`}
      </p>
      <p className="text-sm text-soft">
        <Trans>{by}写的</Trans>
      </p>
      {mine ? (
        <p className="mt-2 text-sm text-soft">
          <Trans>您自己写的，要另一位来看。</Trans>
        </p>
      ) : refusing ? (
        <Refusing
          busy={decide.isPending}
          onRefuse={(why) => answer({ agree: false, reason: why })}
          onBack={() => setRefusing(false)}
        />
      ) : (
        <div className="mt-3 flex flex-wrap gap-2.5">
          <Button tone="primary" busy={decide.isPending} onClick={() => answer({ agree: true, reason: '' })}>
            <Trans>同意</Trans>
          </Button>
          <Button disabled={decide.isPending} onClick={() => setRefusing(true)}>
            <Trans>还是要看望</Trans>
          </Button>
        </div>
      )}
    </Card>
  )
}

/** Excuses beyond what one person may give alone. */
export function AskedExcuses({ onClose }: { onClose: () => void }) {
  const asked = useQuery(askedQuery)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>等您同意的说明</Trans>}
      description={<Trans>一个孩子一学期里说明多了，要再有一个人看过，免得谁被悄悄落下。</Trans>}
    >
      {asked.data !== undefined ? (
        asked.data.length === 0 ? (
          <EmptyState icon="check" title={<Trans>都看过了</Trans>} />
        ) : (
          <ul className="space-y-2.5">
            {asked.data.map((excuse) => (
              <Asked key={excuse.id} excuse={excuse} />
            ))}
          </ul>
        )
      ) : asked.isError ? (
        <QueryError error={asked.error} onRetry={() => void asked.refetch()} busy={asked.isFetching} />
      ) : (
        <Skeleton rows={2} />
      )}
    </Dialog>
  )
}
