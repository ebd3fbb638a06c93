import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState, type ReactNode } from 'react'
import type { Transfer } from '#shared/transfers/schema.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Section } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { AcceptDialog, RefuseDialog } from './parts/answer-dialogs.tsx'
import { ConfirmDialog } from './parts/confirm-dialog.tsx'
import { Receipt } from './parts/receipt.tsx'
import { TransferCard, type Act } from './parts/transfer-card.tsx'
import { transfersQuery } from './queries.ts'

function Transfers({ transfers }: { transfers: readonly Transfer[] }) {
  const [acting, setActing] = useState<{ act: Act; transfer: Transfer } | null>(null)
  const close = useCallback(() => setActing(null), [])
  const part = (title: ReactNode, test: (transfer: Transfer) => boolean) => {
    const own = transfers.filter(test)
    if (own.length === 0) return null
    return (
      <Section title={title}>
        <ul className="space-y-2.5">
          {own.map((transfer) => (
            <TransferCard
              key={transfer.id}
              transfer={transfer}
              onAct={(act, chosen) => setActing({ act, transfer: chosen })}
            />
          ))}
        </ul>
      </Section>
    )
  }
  return (
    <>
      {part(<Trans>等我们答复的</Trans>, ({ state, side }) => state === 'asked' && side === 'in')}
      {part(<Trans>等对方答复的</Trans>, ({ state, side }) => state === 'asked' && side === 'out')}
      {part(<Trans>以前的</Trans>, ({ state }) => state !== 'asked')}
      {acting?.act === 'accept' && <AcceptDialog transfer={acting.transfer} onClose={close} />}
      {acting?.act === 'refuse' && <RefuseDialog transfer={acting.transfer} onClose={close} />}
      {acting?.act === 'confirm' && <ConfirmDialog transfer={acting.transfer} onClose={close} />}
      {acting?.act === 'print' && <Receipt transfer={acting.transfer} onPrinted={close} />}
    </>
  )
}

/** Children who come from other schools and go to them. */
export function TransfersPage() {
  const allowed = useHasRole('principal', 'archiveKeeper')
  const transfers = useQuery({ ...transfersQuery, enabled: allowed })
  return (
    <Page>
      <PageHeader
        title={<Trans>转学和离校</Trans>}
        below={<Trans>对方接收的那一刻，档案和记录一起过去，两边都不会漏掉孩子。</Trans>}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长和档案员看</Trans>} />
      ) : transfers.data !== undefined ? (
        transfers.data.length === 0 ? (
          <EmptyState icon="leave" title={<Trans>还没有转学的</Trans>}>
            <Trans>要把孩子转到别的学校，请打开孩子的档案，选“换班、转学、离校”。</Trans>
          </EmptyState>
        ) : (
          <Transfers transfers={transfers.data} />
        )
      ) : transfers.isError ? (
        <QueryError
          error={transfers.error}
          onRetry={() => void transfers.refetch()}
          busy={transfers.isFetching}
        />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
