import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { AskedExcuse } from '#shared/excuses/schema.ts'
import { dutyText, excuseText } from '#client/lib/duty-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { askedQuery, useDecideExcuse } from '../queries.ts'

function Asked({ excuse }: { excuse: AskedExcuse }) {
  const decide = useDecideExcuse()
  const { pupilName, className, key, kind, reason, mine } = excuse
  const by = excuse.askedByName ?? t`老师`
  const answer = (agree: boolean): void =>
    decide.mutate(
      { id: excuse.id, agree },
      {
        onSuccess: () => toast({ tone: 'done', text: agree ? t`已同意。` : t`没有同意，还要看望。` }),
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
        {excuseText(kind)}
        {reason !== '' && ` · ${reason}`}
      </p>
      <p className="text-sm text-soft">
        <Trans>{by}写的</Trans>
      </p>
      {mine ? (
        <p className="mt-2 text-sm text-soft">
          <Trans>您自己写的，要另一位来看。</Trans>
        </p>
      ) : (
        <div className="mt-3 flex flex-wrap gap-2.5">
          <Button tone="primary" busy={decide.isPending} onClick={() => answer(true)}>
            <Trans>同意</Trans>
          </Button>
          <Button disabled={decide.isPending} onClick={() => answer(false)}>
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
